// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace warbler {

// Writes all bytes to an open descriptor; path is for messages. It waits while a pipe is full; once interruptWrites()
// was called it waits one more second and throws Cancelled. Throws as throwWriteError does; setWriteFault makes it
// fail.
void writeWhole(int descriptor, std::string_view bytes, const std::string &path);

// Opens a device or a pipe for writing. A pipe waits for its reader until interruptWrites() is called, then Cancelled
// is thrown. Throws as throwWriteError does.
int openSpecialFile(const std::string &path);

// Called when the program is asked to end, so that no write waits for a stuck pipe. From any thread.
void interruptWrites();

// Lets tests make writing fail: called before each write; returns the errno to fail with, or 0 to go on.
using WriteFault = std::function<int(std::uint64_t bytes, const std::string &path)>;
void setWriteFault(WriteFault fault);

// Throws the errno of a failed write as Error(DiskFull | PermissionDenied | MissingFile | IoError) with the next step.
// bytes: how many were to be written.
[[noreturn]] void throwWriteError(int problem, const std::string &path, std::uint64_t bytes);

}  // namespace warbler
