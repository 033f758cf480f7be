// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

namespace warbler {

// From here on the kernel kills this process at once when it tries to start a program or a process, to open a socket,
// to open a file for writing, or to write to anything but its standard output. False where the kernel has no such
// filter.
inline bool enterCage() {
    const auto field = [](std::size_t offset) {
        return sock_filter{BPF_LD | BPF_W | BPF_ABS, 0, 0, static_cast<unsigned>(offset)};
    };
    const auto number = field(offsetof(seccomp_data, nr));
    const auto skipUnless = [](unsigned value, unsigned char steps) {
        return sock_filter{BPF_JMP | BPF_JEQ | BPF_K, 0, steps, value};
    };
    const sock_filter kill{BPF_RET | BPF_K, 0, 0, SECCOMP_RET_KILL_PROCESS};
    const sock_filter allow{BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW};
    constexpr unsigned writing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
    const sock_filter program[] = {number,
                                   skipUnless(__NR_execve, 1),
                                   kill,
                                   number,
                                   skipUnless(__NR_execveat, 1),
                                   kill,
                                   number,
                                   skipUnless(__NR_clone, 1),
                                   kill,
                                   number,
                                   skipUnless(__NR_clone3, 1),
                                   kill,
                                   number,
                                   skipUnless(__NR_socket, 1),
                                   kill,
                                   number,
                                   skipUnless(__NR_connect, 1),
                                   kill,
                                   number,
                                   skipUnless(__NR_unlinkat, 1),
                                   kill,
#ifdef __NR_fork
                                   number,
                                   skipUnless(__NR_fork, 1),
                                   kill,
                                   number,
                                   skipUnless(__NR_vfork, 1),
                                   kill,
                                   number,
                                   skipUnless(__NR_open, 1),
                                   kill,
                                   number,
                                   skipUnless(__NR_unlink, 1),
                                   kill,
#endif
                                   number,
                                   skipUnless(__NR_openat, 3),
                                   field(offsetof(seccomp_data, args) + 2 * sizeof(unsigned long long)),
                                   sock_filter{BPF_JMP | BPF_JSET | BPF_K, 0, 1, writing},
                                   kill,
                                   number,
                                   skipUnless(__NR_write, 3),
                                   field(offsetof(seccomp_data, args)),
                                   sock_filter{BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 1},
                                   kill,
                                   allow};
    const sock_fprog filter{static_cast<unsigned short>(sizeof program / sizeof program[0]),
                            const_cast<sock_filter *>(program)};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

}  // namespace warbler
