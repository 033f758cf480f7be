// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "core/base/error.h"

namespace warbler {

// An errno of finding, opening or reading a path, as an Error that says what is wrong with it and the next step:
// MissingFile (absent, a name too long, links in a circle), PermissionDenied, BadData (a folder), IoError.
[[noreturn]] void throwReadError(int problem, const std::string &path);
// The same for what std::filesystem threw; its first path is named.
Error errorOf(const std::filesystem::filesystem_error &problem);
// Whether something stands there, behind links too. Throws as throwReadError where that cannot be told, such as in a
// folder one may not enter.
bool isThere(const std::string &path);

}  // namespace warbler
