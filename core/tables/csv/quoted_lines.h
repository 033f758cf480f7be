// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "core/tables/csv/dialect_search.h"

namespace warbler {

// Whether some program has quoted each line as a whole, delimiters and all, so that the rows of a table stand inside
// the quotes, told by names of columns or tweet ids. lineEnds: of the text.
bool areLinesQuoted(std::string_view text, const DialectWish &wish, LineEnds lineEnds);

}  // namespace warbler
