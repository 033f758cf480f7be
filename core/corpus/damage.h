// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace warbler {

// The next step where a project file is damaged: Warbler keeps no second copy of it.
inline constexpr char kDamageHint[] =
    "Go on with an older copy of this file, and keep the damaged one: parts of it may still be read.";

}  // namespace warbler
