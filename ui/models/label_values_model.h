// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include <QAbstractTableModel>

#include "core/tables/column_mapping.h"

namespace warbler::ui {

// The distinct values of the label column and what becomes of each: a category with a name, or no label. What the user set
// for a value stays when the file is read again with other choices.
class LabelValuesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Value, Tweets, Name, NoLabel, Interest, kColumns };
    explicit LabelValuesModel(QObject *parent = nullptr) : QAbstractTableModel(parent) {}

    void setValues(const std::vector<LabelValue> &values);
    int categories() const;                            // values that become categories
    std::map<std::string, std::string> names() const;  // value -> name, where the user gave another
    std::vector<std::string> missing() const;          // values that mean "no label"
    std::string positive() const;                      // value of the category of interest; empty: no category

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : kColumns; }
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void choiceChanged();

private:
    struct Choice {
        std::string name;
        bool isMissing = false;
    };
    const Choice &choice(int row) const;
    void guessInterest();
    std::vector<LabelValue> m_values;
    std::map<std::string, Choice> m_choices;
    std::string m_positive;
    bool m_isPositiveChosen = false;
};

}  // namespace warbler::ui
