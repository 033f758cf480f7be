// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/cli/context.h"
#include "core/study/study.h"
#include "core/tuning/tune_request.h"

namespace warbler::cli {

// tune --search.
struct SearchOptions {
    std::string kind, spaceFile;  // "random", "grid", or empty: no search
    int trials = 20;
    double minutes = 0;
    void addTo(CLI::App &command);
};
// project: the .warbler file in which the search is kept as a run; empty: none, and study is what is searched on.
int searchSettings(Context &context, const TuneRequest &request, const Study &study, const SearchOptions &options,
                   const std::string &project, const std::string &split);

}  // namespace warbler::cli
