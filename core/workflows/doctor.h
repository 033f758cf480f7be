// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace warbler {

enum class Health { Ok, Warning, Fault };
struct DoctorLine {
    std::string name;  // "engine", "default model", "sqlite" ...
    Health health = Health::Ok;
    std::string sentence, fix;
};
// What this machine has and lacks; < 5 s, no network. Loads the engine. On any thread that may own it.
std::vector<DoctorLine> doctor();

}  // namespace warbler
