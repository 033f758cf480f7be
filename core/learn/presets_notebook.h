// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/preset.h"

namespace warbler {

// The reference notebook as it is, and without its defects.
Preset notebookPreset();
Preset notebookCorrectedPreset();

}  // namespace warbler
