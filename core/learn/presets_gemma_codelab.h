// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/preset.h"

namespace warbler {

// Google's codelab on classifiers with Gemma.
Preset gemmaCodelabPreset();

}  // namespace warbler
