// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/jobs/job_event.h"

namespace warbler {

// StepDone and EpochDone as one line of JSON and back; numbers that are not finite as null. Other events: empty.
std::string pointJson(const JobEvent &event);
// Throws Error(ProjectDamaged).
JobEvent pointFromJson(const std::string &text);

}  // namespace warbler
