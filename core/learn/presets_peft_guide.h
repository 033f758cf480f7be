// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/preset.h"

namespace warbler {

// The guide to prompt tuning of PEFT's documentation.
Preset peftGuidePreset();

}  // namespace warbler
