// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/setting_text.h"

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/number_text.h"

namespace warbler {

namespace {

nlohmann::ordered_json settingIn(const TuningConfig &config, const std::string &key) {
    const nlohmann::ordered_json settings = toJson(config);
    const auto found = settings.find(key);
    if (found == settings.end())
        throw Error(ErrorCode::BadConfig, "no setting is called \"" + key + "\"", "Use one of the settings' names.");
    return *found;
}

}  // namespace

std::string settingText(const TuningConfig &config, const std::string &key) {
    const nlohmann::ordered_json value = settingIn(config, key);
    if (value.is_string())
        return value.get<std::string>();
    return value.is_number_float() ? shortestText(value.get<double>()) : value.dump();
}

bool isWholeNumber(const std::string &key) { return settingIn(TuningConfig(), key).is_number_integer(); }

void setFieldToText(TuningConfig &config, const std::string &key, const std::string &text) {
    setField(config, key, text);
}

void setFieldAsTyped(TuningConfig &config, const std::string &key, const std::string &typed) {
    const nlohmann::json value = nlohmann::json::parse(typed, nullptr, false);
    setField(config, key, value.is_discarded() ? nlohmann::json(typed) : value);
}

TuningConfig withSettings(const TuningConfig &config, const std::vector<SettingText> &settings) {
    TuningConfig changed = config;
    for (const SettingText &setting : settings)
        try {
            setFieldAsTyped(changed, setting.key, setting.text);
        } catch (const Error &) {
            continue;  // its own value stays
        }
    return changed;
}

}  // namespace warbler
