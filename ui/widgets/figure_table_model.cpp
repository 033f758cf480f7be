// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/figure_table_model.h"

#include <QFont>

#include "ui/support/text.h"

namespace warbler::ui {

FigureCell textCell(const QString &text) {
    FigureCell cell;
    cell.text = text;
    return cell;
}

FigureCell countCell(std::int64_t count) {
    FigureCell cell;
    cell.text = countText(count);
    cell.order = static_cast<qlonglong>(count);
    cell.isNumber = true;
    return cell;
}

FigureCell scoreCell(double score) {
    FigureCell cell;
    cell.text = shareText(score, 3);
    cell.order = score;
    cell.isNumber = true;
    return cell;
}

void FigureTableModel::setTable(FigureTable table) {
    beginResetModel();
    m_table = std::move(table);
    endResetModel();
}

int FigureTableModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int FigureTableModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_table.columns.size());
}

QVariant FigureTableModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const FigureRow &row = m_table.rows[static_cast<std::size_t>(index.row())];
    if (role == kKeyRole)
        return static_cast<qlonglong>(row.key);
    if (static_cast<std::size_t>(index.column()) >= row.cells.size())
        return {};
    const FigureCell &cell = row.cells[static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::ToolTipRole:
        return cell.tip.isEmpty() ? cell.text : cell.tip;
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (cell.isNumber ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::DecorationRole:
        return cell.icon.isNull() ? QVariant() : QVariant(cell.icon);
    case Qt::FontRole:
        if (cell.isStrong) {
            QFont font;
            font.setWeight(QFont::DemiBold);
            return font;
        }
        return {};
    case kOrderRole:
        return cell.order.isValid() ? cell.order : QVariant(cell.text);
    default:
        return {};
    }
}

QVariant FigureTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section >= columnCount())
        return {};
    if (role == Qt::DisplayRole)
        return m_table.columns[section];
    if (role == Qt::TextAlignmentRole) {
        const bool isNumber = !m_table.rows.empty() &&
                              static_cast<std::size_t>(section) < m_table.rows.front().cells.size() &&
                              m_table.rows.front().cells[static_cast<std::size_t>(section)].isNumber;
        return int(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
    }
    return {};
}

}  // namespace warbler::ui
