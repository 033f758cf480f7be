// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/select_by.h"

namespace warbler {

std::string fittingSelectBy(const std::string &wanted, bool learnsNumbers) {
    const bool isOfBoth = wanted == "validation_loss" || wanted == "none";
    const bool isOfNumbers = wanted == "rmse" || wanted == "mae" || wanted == "pearson" || wanted == "r2";
    if (isOfBoth || isOfNumbers == learnsNumbers)
        return wanted;
    return learnsNumbers ? "rmse" : "macro_f1";
}

}  // namespace warbler
