// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/cli/context.h"
#include "core/classify/trained_model.h"

namespace warbler::cli {

// Options that say which trained model, on which columns: shared by evaluate, predict and score.
struct ModelOptions {
    std::string adapter, model, promptTemplate, labels, map, positive, device = "auto";
    std::int64_t run = 0;
    ColumnOptions columns;
    void addTo(CLI::App &command);
    AdapterRequest adapterRequest(const Context &context) const;
    // --model alone names a folder that needs no adapter; else Error(Usage).
    bool namesReadyModel() const;
};

}  // namespace warbler::cli
