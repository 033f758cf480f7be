// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/workflows/run_results.h"
#include "ui/pages/page.h"

class QLabel;

namespace warbler {
class JobControl;
}

namespace warbler::ui {

class CategoryResults;
class FigureTableView;
class NumberResults;
class ResultFigures;
class ResultsChoice;
class TweetDrawer;

// What a run is worth: figures with intervals and baselines, the matrix whose cells open their tweets, curves,
// categories, errors, and this run beside another on the same tweets.
class ResultsPage : public Page {
    Q_OBJECT
public:
    explicit ResultsPage(Session &session, QWidget *parent = nullptr);
    QString title() const override;
    QString stateSentence() const override;
    QAction *nextAction() override;
    void refresh() override;
    void readActions() override;
    const RunResults *results() const { return m_results.get(); }  // as shown; nullptr: none

private:
    struct Loaded {
        std::shared_ptr<const RunResults> results;
        std::optional<RunComparison> comparison;
    };
    QWidget *makeBody();
    QWidget *makeColumn();
    void listenToSession();
    void readRuns();
    void readResults();
    void show(const Loaded &loaded);
    void showCategories(const Loaded &loaded);
    void openCell(int truth, int predicted);
    void openTweet(TweetKey tweet);
    void classifyWith(RunId run);

    ResultsChoice *m_choice;
    QLabel *m_empty;  // in place of m_body
    QWidget *m_body = nullptr;
    ResultFigures *m_figures = nullptr;
    FigureTableView *m_folds = nullptr;
    NumberResults *m_numbers = nullptr;
    CategoryResults *m_categories = nullptr;
    TweetDrawer *m_drawer = nullptr;
    QAction *m_classify;
    std::shared_ptr<JobControl> m_reading;
    RunId m_wanted;
    std::shared_ptr<const RunResults> m_results;
};

}  // namespace warbler::ui
