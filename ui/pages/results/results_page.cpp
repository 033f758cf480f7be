// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/results/results_page.h"

#include <utility>

#include <QAction>
#include <QLabel>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include "core/corpus/codebook_repository.h"
#include "core/learn/run_record.h"
#include "ui/pages/results/category_results.h"
#include "ui/pages/results/number_results.h"
#include "ui/pages/results/result_figures.h"
#include "ui/pages/results/results_choice.h"
#include "ui/support/error_text.h"
#include "ui/support/session.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/check_tables.h"
#include "ui/widgets/figure_table_view.h"
#include "ui/widgets/run_tables.h"
#include "ui/widgets/tweet_drawer.h"

namespace warbler::ui {

namespace {

constexpr int kFoldRows = 20;
const QString kCause = QStringLiteral("results");  // of a notice that goes when results can be read again

// The column whose numbers a run learnt.
QString columnOf(const Run &run) {
    const RunRecord record = readableRunRecord(run.recordJson);
    const auto *numbers = std::get_if<LearntNumbers>(&record.learnt);
    return numbers ? fromUtf8(numbers->column) : QString();
}

}  // namespace

ResultsPage::ResultsPage(Session &session, QWidget *parent)
    : Page(PageId::Results, session, parent), m_choice(new ResultsChoice(this)),
      m_empty(new QLabel(tr("No run has been evaluated yet. Train one, then its figures stand here."), this)),
      m_classify(new QAction(tr("Classify all\u2026"), this)) {
    m_classify->setObjectName(QStringLiteral("actionGoClassify"));
    connect(m_classify, &QAction::triggered, this, [this] {
        if (const Run *run = m_choice->run())
            classifyWith(run->id);
    });
    connect(m_choice, &ResultsChoice::chosen, this, [this] { readResults(); });
    m_body = makeBody();
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(kSpace24, 0, kSpace24, kSpace16);
    outer->setSpacing(kSpace12);
    outer->addWidget(m_choice);
    outer->addWidget(m_empty);
    outer->addWidget(m_body, 1);
    outer->addStretch(0);
    listenToSession();
    show(Loaded());
}

QWidget *ResultsPage::makeBody() {
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(QStringLiteral("resultsSplitter"));
    splitter->setHandleWidth(kSpace12);
    splitter->setChildrenCollapsible(false);
    auto *scroll = new QScrollArea(splitter);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(makeColumn());
    m_drawer = new TweetDrawer(splitter);
    splitter->addWidget(scroll);
    splitter->addWidget(m_drawer);
    splitter->setStretchFactor(0, 1);
    connect(m_drawer, &TweetDrawer::tweetOpened, this, [this](TweetKey tweet) { openTweet(tweet); });
    return splitter;
}

QWidget *ResultsPage::makeColumn() {
    auto *inner = new QWidget;
    m_figures = new ResultFigures(inner);
    m_folds = new FigureTableView(QStringLiteral("foldTable"), tr("Folds"), inner);
    m_numbers = new NumberResults(inner);
    m_categories = new CategoryResults(inner);
    connect(m_figures, &ResultFigures::wordModelChosen, this, &ResultsPage::classifyWith);
    connect(m_numbers, &NumberResults::tweetOpened, this, [this](TweetKey tweet) { openTweet(tweet); });
    connect(m_categories, &CategoryResults::tweetOpened, this, [this](TweetKey tweet) { openTweet(tweet); });
    connect(m_categories, &CategoryResults::cellActivated, this,
            [this](int truth, int predicted) { openCell(truth, predicted); });
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace12);
    column->addWidget(m_figures);
    column->addWidget(m_folds);
    column->addWidget(m_numbers);
    column->addWidget(m_categories);
    column->addStretch(1);
    return inner;
}

void ResultsPage::listenToSession() {
    const auto again = [this] {
        if (isVisible())
            refresh();
    };
    connect(&session(), &Session::runsChanged, this, again);
    connect(&session(), &Session::codebookChanged, this, again);
    connect(&session(), &Session::runWanted, this, [this](RunId run) { m_wanted = run; });
    connect(&session(), &Session::projectClosing, this, [this] {
        m_results.reset();
        m_wanted = {};
        m_choice->setRuns({}, {});
        show(Loaded());
    });
}

QString ResultsPage::title() const { return tr("Results"); }

QString ResultsPage::stateSentence() const {
    if (!m_results)
        return {};
    if (m_results->folds)
        return tr("%1 on %Ln tweets, each judged by the fold that did not learn from it.", nullptr,
                  static_cast<int>(m_results->report.rows()))
            .arg(fromUtf8(m_results->run.name));
    return tr("%1 on %2 %3 tweets.")
        .arg(fromUtf8(m_results->run.name), countText(m_results->report.rows()),
             m_results->side == Side::Test ? tr("test") : tr("validation"));
}

QAction *ResultsPage::nextAction() { return m_results && !m_results->folds ? m_classify : nullptr; }

void ResultsPage::readActions() { m_classify->setEnabled(session().hasProject() && m_results && m_choice->run()); }

void ResultsPage::refresh() {
    if (session().hasProject())
        readRuns();
}

void ResultsPage::readRuns() {
    session().read<std::vector<Run>>(
        JobKind::Files, this,
        [project = session().sharedProject()](std::stop_token) { return RunRepository(*project).all(); },
        [this](std::vector<Run> runs) {
            m_choice->setRuns(std::move(runs), std::exchange(m_wanted, {}));
            readResults();
        });
}

void ResultsPage::readResults() {
    if (m_reading)
        m_reading->requestStop();
    const Run *run = m_choice->run();
    if (!run) {
        show(Loaded());
        return;
    }
    const RunId otherId = m_choice->other() ? m_choice->other()->id : RunId();
    m_reading = session().read<Loaded>(
        JobKind::Files, this,
        [project = session().sharedProject(), id = run->id, otherId, side = m_choice->side()](std::stop_token) {
            Loaded loaded;
            loaded.results = runResults(*project, id, side);
            if (loaded.results && otherId.row != 0)
                loaded.comparison = compareRuns(*project, id, otherId, loaded.results->side);
            return loaded;
        },
        [this](const Loaded &loaded) {
            Q_EMIT noticeSettled(kCause);
            show(loaded);
        },
        [this](const Error &error) {
            show(Loaded());
            Q_EMIT noticeRaised({Notice::Kind::Problem, errorSentence(error), {}, {}, kCause});
        });
}

void ResultsPage::show(const Loaded &loaded) {
    m_results = loaded.results;
    readActions();
    m_empty->setVisible(!m_results);
    m_body->setVisible(m_results != nullptr);
    m_drawer->hide();
    if (m_results) {
        m_choice->showSide(m_results->side, !m_results->folds);
        m_folds->setVisible(m_results->folds.has_value());
        if (m_results->folds) {
            m_folds->setTable(foldTable(*m_results->folds), -1);
            m_folds->fitHeight(kFoldRows);
        }
        const bool isOfNumbers = m_results->report.numbers() != nullptr;
        m_choice->setCanCompare(!isOfNumbers);
        m_figures->setVisible(!isOfNumbers);
        m_categories->setVisible(!isOfNumbers);
        m_numbers->setVisible(isOfNumbers);
        if (isOfNumbers)
            m_numbers->show(*m_results, columnOf(m_results->run));
        else
            showCategories(loaded);
    }
    Q_EMIT stateChanged();
}

void ResultsPage::showCategories(const Loaded &loaded) {
    m_figures->show(*m_results);
    m_categories->show(*m_results, CodebookRepository(session().project()).load());
    m_categories->showComparison(loaded.comparison, m_choice->other());
}

void ResultsPage::openCell(int truth, int predicted) {
    const Evaluation &evaluation = m_results->report.categories()->evaluation;
    FigureTable tweets = cellTable(*m_results, truth, predicted);
    const QString heading = tr("Labelled \u201c%1\u201d, predicted \u201c%2\u201d: %3")
                                .arg(categoryName(evaluation, truth), categoryName(evaluation, predicted),
                                     countText(static_cast<std::int64_t>(tweets.rows.size())));
    m_drawer->show(heading, std::move(tweets));
}

void ResultsPage::openTweet(TweetKey tweet) {
    session().tellLabelWanted(tweet);
    Q_EMIT pageRequested(PageId::Label);
}

void ResultsPage::classifyWith(RunId run) {
    session().tellRunWanted(run);
    Q_EMIT pageRequested(PageId::Predict);
}

}  // namespace warbler::ui
