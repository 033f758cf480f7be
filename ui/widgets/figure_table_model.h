// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractTableModel>
#include <QIcon>
#include <QString>
#include <QStringList>
#include <QVariant>

namespace warbler::ui {

// One cell of a table of figures: what is shown, and what it is sorted by.
struct FigureCell {
    QString text;
    QVariant order;         // invalid: the text
    bool isNumber = false;  // right-aligned
    bool isStrong = false;
    QString tip;
    QIcon icon;
};
struct FigureRow {
    std::int64_t key = 0;  // what the row stands for: a run, a tweet, a category
    std::vector<FigureCell> cells;
};
struct FigureTable {
    QStringList columns;
    std::vector<FigureRow> rows;
};

FigureCell textCell(const QString &text);
FigureCell countCell(std::int64_t count);
FigureCell scoreCell(double score);  // three digits: .791

// A finished table: epochs, scores of categories, errors, runs, models. Replaced as a whole; rows keep their key.
class FigureTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int kOrderRole = Qt::UserRole, kKeyRole = Qt::UserRole + 1;
    explicit FigureTableModel(QObject *parent = nullptr) : QAbstractTableModel(parent) {}
    void setTable(FigureTable table);
    const FigureTable &table() const { return m_table; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    FigureTable m_table;
};

}  // namespace warbler::ui
