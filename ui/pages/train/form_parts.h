// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QComboBox;
class QString;
class QVBoxLayout;
class QWidget;

namespace warbler::ui {

// What the groups of the form are made of.
QComboBox *formBox(const char *objectName, const QString &accessibleName, QWidget *parent);
QVBoxLayout *groupColumn(QWidget *group);                                  // its layout
void addNamed(QVBoxLayout *column, const QString &name, QWidget *editor);  // the name above the editor

}  // namespace warbler::ui
