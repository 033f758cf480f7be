// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QWidget>

#include "core/corpus/run_repository.h"
#include "core/tuning/cross_validation.h"
#include "core/tuning/hyperparameter_search.h"
#include "ui/widgets/figure_table_model.h"

class QLabel;
class QPushButton;

namespace warbler::ui {

class FigureTableView;

// A check with folds or a search, as it stands in the project.
struct CheckedRun {
    Run run;
    CrossValidation folds;  // of a run of kind Folds
    SearchResult trials;    // of a run of kind Search
};
// The newest one of its kind where id is 0. On any thread but the window's.
CheckedRun checkedRun(Project &project, RunKind kind, RunId id);
// A line per fold, then mean, SD and SE; key: fold over all rounds.
FigureTable foldTable(const CrossValidation &folds);
FigureTable trialTable(const SearchResult &search);  // key: trial

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
