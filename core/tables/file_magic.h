// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace warbler {

// Throws Error(UnsupportedFormat), each with the step that turns it into a CSV, if the first bytes of a file (64 kB are
// plenty) are those of a spreadsheet, an archive, a compressed file, JSON, a web page, a database or statistics
// package's file; Error(NotText) for programs, pictures and documents. Looks at bytes only, never at the name.
void refuseOtherFormats(const std::string &path, std::string_view start);

}  // namespace warbler
