// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

#include "core/learn/setting_text.h"
#include "core/workflows/checked_run.h"
#include "ui/widgets/figure_table_model.h"

class QLabel;
class QPushButton;

namespace warbler::ui {

class FigureTableView;

// Folds or trials as a table, while they come in and afterwards; a trial's settings can be taken over.
class CheckResults : public QWidget {
    Q_OBJECT
public:
    explicit CheckResults(QWidget *parent = nullptr);
    void show(const CheckedRun &checked);
    void setSentence(const QString &sentence);
    const FigureTable &table() const;

Q_SIGNALS:
    void settingsChosen(const std::vector<SettingText> &settings);  // of the chosen trial, else of the best

private:
    void choose();
    QLabel *m_heading, *m_sentence;
    FigureTableView *m_table;
    QPushButton *m_adopt;
    SearchResult m_trials;
};

}  // namespace warbler::ui
