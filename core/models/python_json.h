// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace warbler {

// JSON as Python's json.dumps(value, indent=2, sort_keys=True) writes it.
std::string pythonJson(const nlohmann::json &value);

}  // namespace warbler
