// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/confusion_matrix.h"

namespace warbler {

// Of one category against all others. 0 where there is nothing to divide by.
double falsePositiveRate(const ConfusionMatrix &matrix, int category);
double trueShare(const ConfusionMatrix &matrix, int category);  // of the rows that really are of it

}  // namespace warbler
