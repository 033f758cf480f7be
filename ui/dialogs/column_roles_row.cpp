// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/column_roles_row.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalBlocker>

#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/wrapping_row.h"

namespace warbler::ui {

ColumnRolesRow::ColumnRolesRow(QWidget *parent) : QWidget(parent) {
    auto *line = new WrappingRow(kSpace8);
    setLayout(line);
    const QString words[kColumnRoles] = {tr("Id"),     tr("Text"),     tr("Label"), tr("Date"),
                                         tr("Author"), tr("Language"), tr("Coder")};
    const char *const names[kColumnRoles] = {"idColumnBox",     "textColumnBox",     "labelColumnBox", "dateColumnBox",
                                             "authorColumnBox", "languageColumnBox", "coderColumnBox"};
    for (int i = 0; i < kColumnRoles; ++i) {
        auto *label = new QLabel(words[i], this);
        auto *box = m_boxes[i] = new QComboBox(this);
        box->setObjectName(QString::fromLatin1(names[i]));
        box->setAccessibleName(tr("%1 column").arg(words[i]));
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
        label->setBuddy(box);
        line->addWidget(sideBySide(label, box, this));
        connect(box, &QComboBox::activated, this, [this, box, i] {
            Q_EMIT columnChosen(static_cast<ColumnRole>(i), toUtf8(box->currentData().toString()));
        });
    }
}

void ColumnRolesRow::show(const CsvPreview &preview) {
    const std::string *const reasons[kColumnRoles] = {
        &preview.idReason, &preview.textReason, &preview.labelReason, nullptr, nullptr, nullptr, nullptr};
    for (int i = 0; i < kColumnRoles; ++i) {
        const QSignalBlocker quiet(m_boxes[i]);
        m_boxes[i]->clear();
        m_boxes[i]->addItem(i == 0 ? tr("row numbers") : tr("none"), QStringLiteral("-"));
        for (const std::string &name : preview.columns)
            m_boxes[i]->addItem(oneLine(fromUtf8(name)), fromUtf8(name));
        m_boxes[i]->setCurrentIndex(mappedColumn(preview.mapping, static_cast<ColumnRole>(i)) + 1);
        m_boxes[i]->setToolTip(reasons[i] ? fromUtf8(*reasons[i]) : QString());
    }
}

}  // namespace warbler::ui
