// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/cli/context.h"
#include "core/study/study.h"
#include "core/tuning/tune_request.h"

namespace warbler::cli {

// tune --folds.
struct FoldOptions {
    int folds = 0, repeats = 1;  // 0: no folds
    std::string outOfFold;       // CSV; empty: none
    void addTo(CLI::App &command);
};
// project: the .warbler file in which the check is kept as a run; empty: none, and study is what is folded.
int validateCrosswise(Context &context, const TuneRequest &request, Study study, const FoldOptions &options,
                      const std::string &project);

}  // namespace warbler::cli
