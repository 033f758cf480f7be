// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/cli/context.h"
#include "core/workflows/tune.h"

namespace warbler::cli {

// tune --search.
struct SearchOptions {
    std::string kind, spaceFile;                     // "random", "grid", or empty: no search
    int trials = 20;
    double minutes = 0;
    void addTo(CLI::App &command);
};
int searchSettings(Context &context, const TuneRequest &request, const Study &study, const SearchOptions &options);

}  // namespace warbler::cli
