// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <stop_token>
#include <string>

#include "app/cli/context.h"
#include "core/classify/trained_model.h"
#include "core/learn/engine.h"

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

// Runs work with what the model needs: the engine, on its thread, or null for a word model, which needs none.
void onEngine(Context &context, const TrainedModel &model, const std::function<void(Engine *, std::stop_token)> &work);

}  // namespace warbler::cli
