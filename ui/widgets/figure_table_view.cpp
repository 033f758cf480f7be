// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/figure_table_view.h"

#include <algorithm>

#include <QHeaderView>
#include <QSortFilterProxyModel>

#include "ui/support/theme.h"

namespace warbler::ui {

FigureTableView::FigureTableView(const QString &objectName, const QString &accessibleName, QWidget *parent)
    : QTableView(parent), m_model(new FigureTableModel(this)), m_proxy(new QSortFilterProxyModel(this)) {
    setObjectName(objectName);
    setAccessibleName(accessibleName);
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(FigureTableModel::kOrderRole);
    setModel(m_proxy);
    setSortingEnabled(true);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(kRowHeight - kSpace4);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setFont(
        scaledFont(horizontalHeader()->font(), TextSize::Small));  // ten headings side by side stay whole
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        if (current.isValid())
            Q_EMIT keyChosen(current.data(FigureTableModel::kKeyRole).toLongLong());
    });
    connect(this, &QTableView::activated, this, [this](const QModelIndex &index) {
        Q_EMIT keyOpened(index.data(FigureTableModel::kKeyRole).toLongLong());
    });
}

void FigureTableView::setTable(FigureTable table, int wideColumn) {
    m_model->setTable(std::move(table));
    for (int column = 0; column < m_model->columnCount(); ++column)
        horizontalHeader()->setSectionResizeMode(
            column, column == wideColumn || wideColumn < 0 ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
}

std::int64_t FigureTableView::chosenKey() const {
    const QModelIndex current = currentIndex();
    return current.isValid() ? current.data(FigureTableModel::kKeyRole).toLongLong() : 0;
}

void FigureTableView::chooseKey(std::int64_t key) {
    for (int row = 0; row < m_proxy->rowCount(); ++row)
        if (m_proxy->index(row, 0).data(FigureTableModel::kKeyRole).toLongLong() == key)
            setCurrentIndex(m_proxy->index(row, 0));
}

void FigureTableView::fitHeight(int most) {
    const int rows = std::clamp(m_model->rowCount(), 1, most);
    setFixedHeight(horizontalHeader()->sizeHint().height() + rows * verticalHeader()->defaultSectionSize() +
                   2 * frameWidth() + 2);
}

}  // namespace warbler::ui
