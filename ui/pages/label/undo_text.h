// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QString>

namespace warbler::ui {

// The sentence of an UndoNote, such as Undo label "Yes" on 0412, in the language of the window. A kind of act it does
// not know is shown as it came.
QString undoSentence(const std::string &sentence);
QString undoneAct(const std::string &sentence);  // the same without its Undo or Redo: label "Yes" on 0412

}  // namespace warbler::ui
