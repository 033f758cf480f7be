// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/learn/tuning_config.h"

namespace warbler {

// Settings as the texts that a form or a table shows and takes; keys are their JSON names.

struct SettingText {
    std::string key;
    std::string text;  // the value: a text as it is, all else as JSON
};

// A text as it is, a number in its shortest form, all else as JSON. Throws as setField for a key that does not exist.
std::string settingText(const TuningConfig &config, const std::string &key);
bool isWholeNumber(const std::string &key);
// What was typed for a setting that is a text stays as it stands, even where it looks like JSON.
void setFieldToText(TuningConfig &config, const std::string &key, const std::string &text);
// What was typed is JSON where it can be read as such, else a text. Both throw as setField.
void setFieldAsTyped(TuningConfig &config, const std::string &key, const std::string &typed);
// With these settings in the place of its own; what cannot be read, as of a newer program, is left out.
TuningConfig withSettings(const TuningConfig &config, const std::vector<SettingText> &settings);

}  // namespace warbler
