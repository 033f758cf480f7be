// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include <QWidget>

#include "core/codebook/codebook.h"
#include "core/tables/csv/csv_preview.h"

class QBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace warbler::ui {

class LabelValuesModel;

// The labels of a file before they are taken: what becomes of each value, whose labels they are, and which other column
// may hold labels.
class LabelOffers : public QWidget {
    Q_OBJECT
public:
    explicit LabelOffers(QWidget *parent = nullptr);
    const LabelValuesModel &values() const { return *m_values; }
    void show(const CsvPreview &preview);
    // That of the open project, beside which the values are taken; an empty one for a new project.
    void setCodebook(const Codebook &codebook, const std::map<std::int64_t, std::int64_t> &labelsOf);
    void setTitle(const QString &title);
    void showCoder(bool isShown);
    std::string coder() const;  // as typed; empty: no name

Q_SIGNALS:
    void choiceChanged();
    void coderChanged();
    void columnChosen(int column);  // labels are to be taken from it

private:
    void makeTable();
    void makeCoder();
    void showChoices();

    LabelValuesModel *m_values;
    QLabel *m_title;
    QBoxLayout *m_candidates;  // a button for each column that may hold labels
    QTableView *m_table;
    QWidget *m_coderRow;
    QLineEdit *m_coder;
    QPushButton *m_joinSpellings;
};

}  // namespace warbler::ui
