// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

class QWidget;

namespace warbler::ui {

// Every modal question of the window goes through here, so that a test can answer before it is asked.
namespace dialogs {

// Absolute path; empty: the user turned back. filter as QFileDialog takes it. The folder is remembered.
QString openFile(QWidget *parent, const QString &title, const QString &filter);
// suggested: full path or file name. An existing file is asked about.
QString saveFile(QWidget *parent, const QString &title, const QString &filter, const QString &suggested);
QString chooseFolder(QWidget *parent, const QString &title, const QString &suggested = {});
// A question with named answers; the first is the safe one and what Escape means. Index of the answer.
int ask(QWidget *parent, const QString &objectName, const QString &sentence, const QString &detail,
        const QStringList &answers);
// A line of text; null: turned back.
QString askText(QWidget *parent, const QString &objectName, const QString &sentence, const QString &start);

// Tests: the answers of the next calls, first in, first out. Where one is set, nothing is shown.
void setNextFile(const QString &path);
void setNextAnswer(int answer);
void setNextText(const QString &text);
// From now on a question without a prepared answer is turned back at once.
void turnBackUnanswered();
// What the last ask() said, small print included, to be compared by tests.
QString lastQuestion();

}  // namespace dialogs

}  // namespace warbler::ui
