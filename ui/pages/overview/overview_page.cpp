// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/overview_page.h"

#include <algorithm>

#include <QAction>
#include <QGridLayout>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/pages/overview/bars_card.h"
#include "ui/pages/overview/last_run_card.h"
#include "ui/pages/overview/start_view.h"
#include "ui/support/session.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"

namespace warbler::ui {

namespace {

constexpr std::size_t kDays = 7;
constexpr int kCardsInARow = 3;

}  // namespace

OverviewPage::OverviewPage(Session &session, QWidget *parent)
    : Page(PageId::Overview, session, parent), m_next(new QAction(this)), m_stack(new QStackedWidget(this)),
      m_start(new StartView(m_stack)) {
    m_next->setObjectName(QStringLiteral("actionNextStep"));
    connect(m_next, &QAction::triggered, this, [this] {
        if (m_progress.counts.tweets == 0)
            Q_EMIT actionRequested(QStringLiteral("actionImportTweets"));
        else
            Q_EMIT pageRequested(m_nextPage);
    });
    connect(m_start, &StartView::actionRequested, this, &Page::actionRequested);
    connect(m_start, &StartView::fileRequested, this, &Page::fileRequested);
    m_stack->addWidget(m_start);
    m_stack->addWidget(makeSteps());
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_stack);
    const auto again = [this] {
        if (isVisible())
            refresh();
    };
    for (const auto signal :
         {&Session::tweetsChanged, &Session::codebookChanged, &Session::labelsChanged, &Session::runsChanged})
        connect(&session, signal, this, again);
    connect(&session, &Session::projectClosed, this, [this] {
        m_progress = {};
        m_isRead = false;
        showProgress();
    });
    readActions();
}

QWidget *OverviewPage::makeSteps() {
    auto *area = new QScrollArea(m_stack);
    area->setObjectName(QStringLiteral("overviewArea"));
    area->setAccessibleName(tr("Steps of the study"));
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    auto *host = new QWidget(area);
    host->setObjectName(QStringLiteral("overviewHost"));
    auto *column = new QVBoxLayout(host);
    column->setContentsMargins(kSpace24, 0, kSpace24, kSpace24);
    column->setSpacing(kSpace16);
    auto *grid = new QGridLayout;
    grid->setSpacing(kSpace16);
    const std::pair<PageId, QString> steps[] = {{PageId::Tweets, tr("Tweets")},   {PageId::Codebook, tr("Codebook")},
                                                {PageId::Label, tr("Labels")},    {PageId::Train, tr("Train")},
                                                {PageId::Results, tr("Results")}, {PageId::Predict, tr("Predict")}};
    int at = 0;
    for (const auto &step : steps) {
        auto *card = new StepCard(at + 1, step.second, host);
        connect(card, &StepCard::linkFollowed, this, [this, page = step.first] { Q_EMIT pageRequested(page); });
        m_steps.emplace_back(step.first, card);
        grid->addWidget(card, at / kCardsInARow, at % kCardsInARow);
        ++at;
    }
    for (int i = 0; i < kCardsInARow; ++i)
        grid->setColumnStretch(i, 1);
    column->addLayout(grid);
    auto *lower = new QGridLayout;
    lower->setSpacing(kSpace16);
    m_labels = new BarsCard(QStringLiteral("labelsSoFar"), tr("Labels so far"), tr("No tweet is labelled yet."), host);
    m_lastRun = new LastRunCard(host);
    connect(m_lastRun, &LastRunCard::resultsRequested, this, [this] { Q_EMIT pageRequested(PageId::Results); });
    m_days = new BarsCard(QStringLiteral("labelsPerDay"), tr("Labels per day"),
                          tr("Imported labels are not counted here; those of coders will be."), host);
    lower->addWidget(m_labels, 0, 0, 1, 2);
    lower->addWidget(m_lastRun, 0, 2);
    lower->addWidget(m_days, 1, 0, 1, 3);
    for (int i = 0; i < 3; ++i)
        lower->setColumnStretch(i, 1);
    column->addLayout(lower);
    column->addStretch(1);
    area->setWidget(host);
    return area;
}

QString OverviewPage::title() const { return session().hasProject() ? tr("Overview") : tr("Warbler"); }

QString OverviewPage::stateSentence() const {
    if (!session().hasProject())
        return tr("Label tweets, tune a prompt, classify a corpus.");
    return m_isRead ? tr("%1 of %2 tweets labelled.")
                          .arg(countText(m_progress.counts.labelled), countText(m_progress.counts.tweets))
                    : QString();
}

QAction *OverviewPage::nextAction() { return session().hasProject() && m_isRead ? m_next : nullptr; }

void OverviewPage::readActions() {
    m_next->setEnabled(session().hasProject() && m_isRead &&
                       (m_progress.counts.tweets > 0 || !session().job(JobKind::Files)));  // no two imports at once
}

void OverviewPage::takeFocus() {
    if (!session().hasProject())
        m_start->takeFocus();
}

void OverviewPage::refresh() {
    if (!session().hasProject()) {
        m_stack->setCurrentIndex(0);
        m_start->readRecentFiles();
        Q_EMIT stateChanged();
        return;
    }
    session().read<StudyProgress>(
        JobKind::Search, this,
        [project = session().sharedProject()](std::stop_token) { return studyProgress(*project); },
        [this](StudyProgress progress) {
            m_progress = std::move(progress);
            m_isRead = true;
            showProgress();
        });
    m_stack->setCurrentIndex(1);
}

StepCard::Content OverviewPage::stepOf(PageId page) const {
    const LabelCounts &counts = m_progress.counts;
    const auto categories = static_cast<int>(m_progress.codebook.active().size());
    const QString newest = fromUtf8(m_progress.newestRun);
    switch (page) {
    case PageId::Tweets:
        return {countText(counts.tweets),
                counts.tweets == 0 ? tr("No tweets yet.") : tr("Every column of the file is kept."),
                tr("Look at them")};
    case PageId::Codebook:
        return {countText(categories),
                categories < 2 ? tr("Training needs two categories.") : tr("categories, each with its key."),
                tr("Open the codebook")};
    case PageId::Label: {
        const std::int64_t left = std::max<std::int64_t>(0, counts.tweets - counts.labelled - counts.notCodable);
        QString sentence = counts.skipped > 0 ? tr("labelled, %1 skipped for now.").arg(countText(counts.skipped))
                                              : tr("labelled, %1 to go.").arg(countText(left));
        if (counts.fast > 0)
            sentence +=
                QLatin1Char(' ') + tr("%1 fast: in less than a quarter of a second.").arg(countText(counts.fast));
        return {countText(counts.labelled), sentence, tr("Go on labelling")};
    }
    case PageId::Train:
        return {countText(m_progress.runs),
                m_progress.runs == 0                          ? tr("No run yet.")
                : m_progress.newestState == RunState::Running ? tr("%1 is going on.").arg(newest)
                : m_progress.newestState == RunState::Interrupted
                    ? tr("%1 was interrupted; it can be resumed.").arg(newest)
                    : tr("runs; nothing is ever overwritten."),
                m_progress.runs == 0                              ? tr("Train")
                : m_progress.newestState == RunState::Interrupted ? tr("Resume it")
                                                                  : tr("Train again")};
    case PageId::Results: {
        if (!m_progress.lastRun || !m_progress.lastRun->isEvaluated())
            return {QStringLiteral("\u2014"), tr("Nothing evaluated yet."), tr("See the results")};
        const StudyProgress::LastRun &last = *m_progress.lastRun;
        return {shareText(last.rmse ? *last.rmse : *last.macroF1),
                (last.rmse ? tr("RMSE of %1.") : tr("macro-F1 of %1.")).arg(fromUtf8(last.name)),
                tr("See the results")};
    }
    case PageId::Predict:
        return {m_progress.predicted > 0 ? countText(m_progress.predicted) : QStringLiteral("\u2014"),
                m_progress.predicted > 0 ? tr("tweets classified.") : tr("The corpus is not classified yet."),
                tr("Classify all")};
    case PageId::Overview:
    case PageId::Models:
        break;
    }
    return {};
}

void OverviewPage::readNext() {
    const auto lead = [this](PageId page, const QString &text) {
        m_nextPage = page;
        m_next->setText(text);
    };
    switch (nextStep(m_progress)) {
    case NextStep::Import:
        m_next->setText(tr("Import tweets\u2026"));
        break;
    case NextStep::AddCategories:
        lead(PageId::Codebook, tr("Add categories\u2026"));
        break;
    case NextStep::Label:
        lead(PageId::Label, tr("Label\u2026"));
        break;
    case NextStep::Train:
        lead(PageId::Train, tr("Train\u2026"));
        break;
    case NextStep::Classify:
        lead(PageId::Predict, tr("Classify all\u2026"));
        break;
    case NextStep::SeeResults:
        lead(PageId::Results, tr("See the results"));
        break;
    }
}

void OverviewPage::showProgress() {
    for (const auto &[page, card] : m_steps)
        card->show(stepOf(page));
    std::vector<BarChart::Bar> bars;
    for (const Category &category : m_progress.codebook.active()) {
        const auto count = m_progress.counts.perCode.find(category.id.row);
        bars.push_back(
            {fromUtf8(category.name), count == m_progress.counts.perCode.end() ? 0 : count->second, category.colour});
    }
    m_labels->setBars(std::move(bars));
    const auto &perDay = m_progress.counts.perDay;
    std::vector<BarChart::Bar> days;
    for (std::size_t i = perDay.size() > kDays ? perDay.size() - kDays : 0; i < perDay.size(); ++i)
        days.push_back({localDateText(perDay[i].first + "T12:00:00.000Z"), perDay[i].second, -1});
    m_days->setBars(std::move(days));
    m_lastRun->show(m_progress);
    readNext();
    readActions();
    Q_EMIT stateChanged();
}

}  // namespace warbler::ui
