// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/tuning_config.h"

namespace warbler {

// One function per preset; those of one recipe lie together in presets_<recipe>.cpp.
Preset notebookPreset();
Preset notebookCorrectedPreset();
Preset peftGuidePreset();
Preset gemmaCodelabPreset();
Preset tweetOpinionPreset();
Preset tweetOpinionRegressionPreset();
Preset bertFineTunePreset();

}  // namespace warbler
