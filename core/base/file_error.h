// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "core/base/error.h"

namespace warbler {

// Throws the errno of finding, opening or reading a path as an Error that says what is wrong with it and the next step:
// MissingFile (absent, a name too long, links in a circle), PermissionDenied, BadData (a folder), IoError.
[[noreturn]] void throwReadError(int problem, const std::string &path);
// The same for what std::filesystem threw; its first path is named.
Error errorOf(const std::filesystem::filesystem_error &problem);
// Whether something exists at the path; links are followed. Throws as throwReadError does where that cannot be found
// out, such as in a folder that may not be entered.
bool isThere(const std::string &path);

}  // namespace warbler
