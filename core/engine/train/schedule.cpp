// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/train/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace warbler {

double LearningRateSchedule::factor(std::int64_t done) const {
    if (done < warmup)
        return double(done) / double(std::max<std::int64_t>(1, warmup));
    const double after = double(std::max<std::int64_t>(1, total - warmup));
    switch (kind) {
    case Schedule::Constant:
        return 1;
    case Schedule::Linear:
        return std::max(0.0, double(total - done) / after);
    case Schedule::Cosine:
        return std::max(0.0, 0.5 * (1 + std::cos(std::numbers::pi * std::min(1.0, double(done - warmup) / after))));
    }
    return 1;
}

LearningRateSchedule scheduleOf(const TuningConfig &config, std::int64_t steps) {
    const std::int64_t total = config.scheduleSteps > 0 ? config.scheduleSteps : steps;
    const double warmup = config.warmup < 1 ? std::ceil(config.warmup * double(total)) : config.warmup;
    return {config.schedule, std::int64_t(warmup), total};
}

}  // namespace warbler
