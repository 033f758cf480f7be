// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QWidget;

namespace warbler::test {

// Everything a window says or could say at once, hidden pages included: labels, fields, lists, tables, buttons, menus,
// tips. The files opened recently are left out, since they are no one project's.
QStringList wordsOfWindow(const QWidget &window);

}  // namespace warbler::test
