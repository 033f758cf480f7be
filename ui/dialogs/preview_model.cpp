// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/preview_model.h"

#include <QCoreApplication>

#include "ui/support/mnemonics.h"
#include "ui/support/text.h"

namespace warbler::ui {

QString columnRoleEntry(ColumnRole role) {
    switch (role) {
    case ColumnRole::Id:
        return QCoreApplication::translate("ColumnRole", "&id");
    case ColumnRole::Text:
        return QCoreApplication::translate("ColumnRole", "&text");
    case ColumnRole::Label:
        return QCoreApplication::translate("ColumnRole", "&label");
    case ColumnRole::Created:
        return QCoreApplication::translate("ColumnRole", "&date");
    case ColumnRole::Author:
        return QCoreApplication::translate("ColumnRole", "&author");
    case ColumnRole::Language:
        return QCoreApplication::translate("ColumnRole", "lan&guage");
    case ColumnRole::Coder:
        return QCoreApplication::translate("ColumnRole", "&coder");
    case ColumnRole::None:
        return QCoreApplication::translate("ColumnRole", "&kept");
    }
    return {};
}

QString columnRoleWord(ColumnRole role) { return withoutMnemonic(columnRoleEntry(role)); }

ColumnRole columnRoleOf(const ColumnMapping &mapping, int column) {
    if (column == mapping.id)
        return ColumnRole::Id;
    if (column == mapping.text)
        return ColumnRole::Text;
    if (column == mapping.label)
        return ColumnRole::Label;
    if (column == mapping.created)
        return ColumnRole::Created;
    if (column == mapping.language)
        return ColumnRole::Language;
    if (column == mapping.coder)
        return ColumnRole::Coder;
    return column == mapping.author ? ColumnRole::Author : ColumnRole::None;
}

std::string &chosenColumn(ColumnChoice &columns, ColumnRole role) {
    switch (role) {
    case ColumnRole::Id:
        return columns.id;
    case ColumnRole::Text:
        return columns.text;
    case ColumnRole::Label:
        return columns.label;
    case ColumnRole::Created:
        return columns.created;
    case ColumnRole::Language:
        return columns.language;
    case ColumnRole::Coder:
        return columns.coder;
    case ColumnRole::Author:
    case ColumnRole::None:
        break;
    }
    return columns.author;
}

int mappedColumn(const ColumnMapping &mapping, ColumnRole role) {
    switch (role) {
    case ColumnRole::Id:
        return mapping.id;
    case ColumnRole::Text:
        return mapping.text;
    case ColumnRole::Label:
        return mapping.label;
    case ColumnRole::Created:
        return mapping.created;
    case ColumnRole::Author:
        return mapping.author;
    case ColumnRole::Language:
        return mapping.language;
    case ColumnRole::Coder:
        return mapping.coder;
    case ColumnRole::None:
        break;
    }
    return -1;
}

void PreviewModel::setPreview(CsvPreview preview) {
    beginResetModel();
    m_preview = std::move(preview);
    endResetModel();
}

int PreviewModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_preview.rows.size());
}

int PreviewModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_preview.columns.size());
}

QVariant PreviewModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const auto &fields = m_preview.rows[static_cast<std::size_t>(index.row())].fields;
    const auto column = static_cast<std::size_t>(index.column());
    if (column >= fields.size())
        return {};
    const QString text = fromUtf8(fields[column]);
    return role == Qt::DisplayRole ? oneLine(text.left(300)) : text.left(2000);
}

QVariant PreviewModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical) {
        if (role == Qt::DisplayRole && section < rowCount())
            return static_cast<qlonglong>(m_preview.rows[static_cast<std::size_t>(section)].line);
        return {};
    }
    if (section < 0 || section >= columnCount())
        return {};
    const ColumnRole columnRole = columnRoleOf(m_preview.mapping, section);
    if (role == Qt::DisplayRole)
        return fromUtf8(m_preview.columns[static_cast<std::size_t>(section)]);
    if (role == Qt::AccessibleTextRole)
        return QCoreApplication::translate("PreviewModel", "%1, used as %2")
            .arg(fromUtf8(m_preview.columns[static_cast<std::size_t>(section)]), columnRoleWord(columnRole));
    if (role == RoleOfColumn)
        return static_cast<int>(columnRole);
    return {};
}

}  // namespace warbler::ui
