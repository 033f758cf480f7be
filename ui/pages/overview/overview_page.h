// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

#include "core/workflows/study_progress.h"
#include "ui/pages/overview/step_card.h"
#include "ui/pages/page.h"

class QStackedWidget;

namespace warbler::ui {

class BarsCard;
class LastRunCard;
class StartView;

// Where the study stands: the start page without a project; with one a card for each step, the labels so far, the last
// run and the labels of each day.
class OverviewPage : public Page {
    Q_OBJECT
public:
    explicit OverviewPage(Session &session, QWidget *parent = nullptr);
    QString title() const override;
    QString stateSentence() const override;
    QAction *nextAction() override;
    void refresh() override;
    void takeFocus() override;
    void readActions() override;

private:
    QWidget *makeSteps();
    void showProgress();
    StepCard::Content stepOf(PageId page) const;
    void readNext();

    StudyProgress m_progress;
    bool m_isRead = false;
    QAction *m_next;
    PageId m_nextPage = PageId::Label;
    QStackedWidget *m_stack;
    StartView *m_start;
    std::vector<std::pair<PageId, StepCard *>> m_steps;
    BarsCard *m_labels = nullptr, *m_days = nullptr;
    LastRunCard *m_lastRun = nullptr;
};

}  // namespace warbler::ui
