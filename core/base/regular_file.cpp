// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/regular_file.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file_error.h"

namespace warbler {

Descriptor::~Descriptor() {
    if (m_number >= 0)
        ::close(m_number);
}

Descriptor &Descriptor::operator=(Descriptor &&other) noexcept {
    if (this != &other) {
        if (m_number >= 0)
            ::close(m_number);
        m_number = std::exchange(other.m_number, -1);
    }
    return *this;
}

Descriptor openRegularFile(const std::string &path) {
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK |
                                             O_NOCTTY));  // without O_NONBLOCK a pipe waits for its writer here
    if (file.get() < 0 && errno != ENXIO)
        throwReadError(errno, path);
    struct stat facts {};
    if (file.get() >= 0 && ::fstat(file.get(), &facts) != 0)
        throwReadError(errno, path);
    if (file.get() >= 0 && S_ISREG(facts.st_mode))
        return file;
    if (file.get() >= 0 && S_ISDIR(facts.st_mode))
        throwReadError(EISDIR, path);
    throw Error(ErrorCode::UnsupportedFormat, path + " is a pipe or a device, not a file",
                "Save what it gives to a file first, then take that file.");
}

}  // namespace warbler
