// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QWidget;

namespace warbler::test {

// The words of a window's visible labels, buttons, fields and titles that have less room than they need, one line each
// with the widget's name. What ends in dots and tells the rest in a tooltip is not clipped. A
// window that is wider than the one Warbler opens has a line, too.
QStringList clippedWords(const QWidget &window);

}  // namespace warbler::test
