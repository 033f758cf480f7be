// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace warbler::ui {

// Text of a menu entry on a button, where its letter would clash with a menu's: "&Start" becomes "Start", "&&" stays.
QString withoutMnemonic(const QString &text);
// Foreign words in a menu entry or on a button, their "&" shown as it is: "R&D" becomes "R&&D".
QString withPlainAmpersands(const QString &text);

}  // namespace warbler::ui
