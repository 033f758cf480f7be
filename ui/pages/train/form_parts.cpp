// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/form_parts.h"

#include <QComboBox>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/support/theme.h"

namespace warbler::ui {

QComboBox *formBox(const char *objectName, const QString &accessibleName, QWidget *parent) {
    auto *box = new QComboBox(parent);
    box->setObjectName(QString::fromLatin1(objectName));
    box->setAccessibleName(accessibleName);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(12);
    return box;
}

QVBoxLayout *groupColumn(QWidget *group) {
    auto *column = new QVBoxLayout(group);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace8);
    return column;
}

void addNamed(QVBoxLayout *column, const QString &name, QWidget *editor) {
    auto *label = new QLabel(name, editor->parentWidget());
    label->setBuddy(editor);
    column->addWidget(label);
    column->addWidget(editor);
}

}  // namespace warbler::ui
