// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/tables/csv/csv_preview.h"
#include "ui/dialogs/preview_model.h"

class QComboBox;

namespace warbler::ui {

// A drop-down for each role: which column of the file has it, and in its tip why that was guessed.
class ColumnRolesRow : public QWidget {
    Q_OBJECT
public:
    explicit ColumnRolesRow(QWidget *parent = nullptr);
    void show(const CsvPreview &preview);  // without the signal

Q_SIGNALS:
    void columnChosen(warbler::ui::ColumnRole role, const std::string &column);  // "-": none

private:
    QComboBox *m_boxes[kColumnRoles] = {};  // in the order of ColumnRole
};

}  // namespace warbler::ui
