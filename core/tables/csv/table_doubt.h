// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/tables/csv/dialect_try.h"

namespace warbler {

// Why the lines may be rows of a table although its dialect was not taken; "" where nothing says so.
std::string tableDoubt(const Try &best);

}  // namespace warbler
