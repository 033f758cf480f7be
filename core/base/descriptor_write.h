// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace warbler {

// All of bytes to an open descriptor; path is for messages. Throws as throwWriteError; setWriteFault reaches it.
void writeWhole(int descriptor, std::string_view bytes, const std::string &path);

// An errno of writing as Error(DiskFull | PermissionDenied | MissingFile | IoError) with the next step; bytes: how many were wanted.
[[noreturn]] void throwWriteError(int problem, const std::string &path, std::uint64_t bytes);

}  // namespace warbler
