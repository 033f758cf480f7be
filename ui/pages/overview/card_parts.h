// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLabel;
class QPushButton;
class QString;
class QWidget;

namespace warbler::ui {

// What the cards of the overview are made of.
QLabel *noteLabel(const QString &text, QWidget *parent);  // in quiet ink, wrapped
QPushButton *linkButton(const QString &text, QWidget *parent);

}  // namespace warbler::ui
