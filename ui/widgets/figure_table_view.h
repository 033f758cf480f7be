// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

#include "ui/widgets/figure_table_model.h"

class QSortFilterProxyModel;

namespace warbler::ui {

// A calm table of figures: whole rows are chosen, columns sort by number, the wide column takes what is left.
class FigureTableView : public QTableView {
    Q_OBJECT
public:
    FigureTableView(const QString &objectName, const QString &accessibleName, QWidget *parent = nullptr);
    void setTable(FigureTable table, int wideColumn = 0);  // -1: all columns share the width
    const FigureTable &table() const { return m_model->table(); }
    std::int64_t chosenKey() const;  // 0: no row chosen
    void chooseKey(std::int64_t key);
    // As many rows high as the table has, up to `most`: for short tables on a page that scrolls as a whole.
    void fitHeight(int most);

Q_SIGNALS:
    void keyChosen(std::int64_t key);
    void keyOpened(std::int64_t key);  // double click or Enter

private:
    FigureTableModel *m_model;
    QSortFilterProxyModel *m_proxy;
};

}  // namespace warbler::ui
