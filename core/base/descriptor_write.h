// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace warbler {

// All of bytes to an open descriptor; path is for messages. Throws as throwWriteError; setWriteFault reaches it. Where
// nobody takes what a pipe is given, it waits; after interruptWrites() for a second, then it throws Cancelled.
void writeWhole(int descriptor, std::string_view bytes, const std::string &path);

// A device or a pipe, opened for writing. A pipe waits for its reader, after interruptWrites() no more: then it throws
// Cancelled. Throws as throwWriteError.
int openSpecialFile(const std::string &path);

// The program is asked to end: nothing waits any more for a pipe that is stuck. From any thread.
void interruptWrites();

// Tests make writing fail here: called with the bytes about to be written and the path; returns errno to fail with, 0
// to go on.
using WriteFault = std::function<int(std::uint64_t bytes, const std::string &path)>;
void setWriteFault(WriteFault fault);

// An errno of writing as Error(DiskFull | PermissionDenied | MissingFile | IoError) with the next step; bytes: how many
// were wanted.
[[noreturn]] void throwWriteError(int problem, const std::string &path, std::uint64_t bytes);

}  // namespace warbler
