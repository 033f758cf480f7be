// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace warbler {

// TuningConfig::selectBy for a run that learns numbers, or else categories: the wanted figure, or the usual one where
// that is a figure of the other.
std::string fittingSelectBy(const std::string &wanted, bool learnsNumbers);

}  // namespace warbler
