// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "ui/pages/overview/overview_facts.h"
#include "ui/pages/page.h"

class QLabel;
class QPushButton;
class QStackedWidget;

namespace warbler::ui {

class BarChart;

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
    // number, name, one figure, one sentence, one link
    struct StepCard {
        PageId page;
        QLabel *figure, *sentence;
        QPushButton *link;
    };
    struct Step {
        QString figure, sentence, link;
    };
    QWidget *makeStart();
    QWidget *makeSteps();
    QWidget *makeCard(int number, PageId page, const QString &name);
    QWidget *makeLabelsCard();
    QWidget *makeRunCard();
    QWidget *makeDaysCard();
    void showFacts();
    void fillRecent();
    Step stepOf(PageId page) const;
    void readNext();

    OverviewFacts m_facts;
    bool m_isRead = false;
    QAction *m_next;
    PageId m_nextPage = PageId::Label;
    QStackedWidget *m_stack;
    std::vector<StepCard> m_cards;
    BarChart *m_labels = nullptr, *m_days = nullptr;
    QLabel *m_labelsEmpty = nullptr, *m_daysEmpty = nullptr, *m_runName = nullptr, *m_runFigure = nullptr,
           *m_runSentence = nullptr;
    QPushButton *m_runLink = nullptr, *m_import = nullptr;
    QWidget *m_recent = nullptr;
};

}  // namespace warbler::ui
