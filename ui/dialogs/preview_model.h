// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "core/tables/column_mapping.h"
#include "core/tables/csv/csv_preview.h"

namespace warbler::ui {

enum class ColumnRole { Id, Text, Label, Created, Author, Language, Coder, None };
constexpr int kColumnRoles = 7;            // without None
QString columnRoleEntry(ColumnRole role);  // for a menu: "&id"
QString columnRoleWord(ColumnRole role);   // "id", "text" ... ; None: "kept"
ColumnRole columnRoleOf(const ColumnMapping &mapping, int column);
// Of every role but None: the name chosen for it, and the column it was mapped to (-1: none).
std::string &chosenColumn(ColumnChoice &columns, ColumnRole role);
int mappedColumn(const ColumnMapping &mapping, ColumnRole role);

// The first rows of a CSV as the import would read them; the header carries each column's role.
class PreviewModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum { RoleOfColumn = Qt::UserRole };  // headerData: a ColumnRole as int
    explicit PreviewModel(QObject *parent = nullptr) : QAbstractTableModel(parent) {}
    void setPreview(CsvPreview preview);
    const CsvPreview &preview() const { return m_preview; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    CsvPreview m_preview;
};

}  // namespace warbler::ui
