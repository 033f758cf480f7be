// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/learn/tuning_config.h"

namespace warbler {

// The factor of the learning rate as transformers' get_*_schedule_with_warmup give it, after `done` steps; the first
// step uses done = 0. Linear, with w warm-up steps of T: done/max(1,w) below w, else max(0, (T-done)/max(1,T-w)).
struct LearningRateSchedule {
    Schedule kind = Schedule::Linear;
    std::int64_t warmup = 0, total = 0;  // steps
    double factor(std::int64_t done) const;
};

// A warm-up below 1 is a share of all steps, rounded up as transformers' Trainer does.
LearningRateSchedule scheduleOf(const TuningConfig &config, std::int64_t steps);

}  // namespace warbler
