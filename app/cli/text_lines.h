// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace warbler::cli {

enum class LineForm { Plain, JsonLines };
// Lines of a file or of standard input ("-"); with JsonLines each is a JSON string or {"text": ...}.
// Throws Error(MissingFile | BadData) naming the line.
std::vector<std::string> readLines(const std::string &path, LineForm form);

}  // namespace warbler::cli
