// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace warbler {

// A pattern written for Oniguruma as one that PCRE2 reads alike; BLOOM's published pattern as its authors meant it.
// Throws Error(UnsupportedOption) with what the two would read otherwise.
std::string pcre2Pattern(const std::string &pattern);

}  // namespace warbler
