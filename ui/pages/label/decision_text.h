// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <QString>

#include "core/codebook/codebook.h"
#include "core/codebook/label_event.h"

namespace warbler::ui {

// Where the coders stand on one tweet, as the coder at work reads it.
struct DecisionText {
    QString sentence;     // "Label: Yes (anna). Another key changes it."
    CodeId chosen;        // this coder's category, else the first of another; 0: none
    bool hasOwn = false;  // this coder has done something that can be cleared
};
DecisionText decisionText(const std::vector<CoderState> &states, const Codebook &codebook, const std::string &coder);

}  // namespace warbler::ui
