// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace warbler::cli {

enum class LineForm { Plain, JsonLines };
// Lines of a file or of standard input ("-"); with JsonLines each is a JSON string or {"text": ...}.
// Throws Error(MissingFile | BadData | IoError) naming the line.
std::vector<std::string> readLines(const std::string &path, LineForm form);
// A stream also ends where reading failed: Error(IoError) with the device's words then. lines: read before.
void throwIfUnread(const std::istream &in, const std::string &name, std::size_t lines);

}  // namespace warbler::cli
