// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/cross_validation.h"
#include "core/tuning/hyperparameter_search.h"
#include "ui/widgets/figure_table_model.h"

namespace warbler::ui {

// A line per fold, then mean, SD and SE; key: fold over all rounds.
FigureTable foldTable(const CrossValidation &folds);
FigureTable trialTable(const SearchResult &search);  // key: trial

}  // namespace warbler::ui
