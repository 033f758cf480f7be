// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/results/results_page.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QVBoxLayout>

#include "core/corpus/codebook_repository.h"
#include "core/learn/run_record.h"
#include "ui/pages/results/number_results.h"
#include "ui/plots/calibration_plot.h"
#include "ui/plots/confusion_matrix_view.h"
#include "ui/plots/precision_recall_plot.h"
#include "ui/plots/roc_plot.h"
#include "ui/support/error_text.h"
#include "ui/support/session.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/category_mark.h"
#include "ui/widgets/check_tables.h"
#include "ui/widgets/figure_strip.h"
#include "ui/widgets/figure_table_view.h"
#include "ui/widgets/run_tables.h"
#include "ui/widgets/tweet_drawer.h"
#include "ui/widgets/verdict_line.h"

namespace warbler::ui {

namespace {

enum Figure { kMacroF1, kF1, kAccuracy, kAuc };
constexpr int kErrorRows = 12;
const QString kCause = QStringLiteral("results");  // of a notice that goes when results can be read again

QString intervalText(const std::optional<Interval> &interval) {
    return interval ? QStringLiteral("[%1, %2]").arg(shareText(interval->low), shareText(interval->high)) : QString();
}

// "[.71, .87] - majority .69 - words .80"
QString noteText(const std::optional<Interval> &interval, const std::optional<double> &majority,
                 const std::optional<double> &words) {
    QStringList parts;
    if (interval)
        parts << intervalText(interval);
    if (majority)
        parts << ResultsPage::tr("majority %1").arg(shareText(*majority));
    if (words)
        parts << ResultsPage::tr("words %1").arg(shareText(*words));
    return parts.join(QStringLiteral(" \u00b7 "));
}

// The column whose numbers a run learnt.
QString columnOf(const Run &run) {
    const RunRecord record = readableRunRecord(run.recordJson);
    const auto *numbers = std::get_if<LearntNumbers>(&record.learnt);
    return numbers ? fromUtf8(numbers->column) : QString();
}

}  // namespace

ResultsPage::ResultsPage(Session &session, QWidget *parent) : Page(PageId::Results, session, parent) {
    m_classify = new QAction(tr("Classify all\u2026"), this);
    m_classify->setObjectName(QStringLiteral("actionGoClassify"));
    connect(m_classify, &QAction::triggered, this, [this] {
        if (const Run *run = runOf(m_runBox))
            this->session().tellRunWanted(run->id);
        Q_EMIT pageRequested(PageId::Predict);
    });
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(kSpace24, 0, kSpace24, kSpace16);
    outer->setSpacing(kSpace12);
    outer->addWidget(makeHead());
    m_empty = new QLabel(tr("No run has been evaluated yet. Train one, then its figures stand here."), this);
    m_filled = new QWidget(this);
    auto *column = new QVBoxLayout(m_filled);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace12);
    column->addWidget(makeBody(), 1);
    outer->addWidget(m_empty);
    outer->addWidget(m_filled, 1);
    outer->addStretch(0);
    const auto again = [this] {
        if (isVisible())
            refresh();
    };
    connect(&session, &Session::runsChanged, this, again);
    connect(&session, &Session::codebookChanged, this, again);
    connect(&session, &Session::runWanted, this, [this](RunId run) { m_wanted = run; });
    connect(&session, &Session::projectClosing, this, [this] {
        m_results.reset();
        m_runs.clear();
        m_runBox->clear();
        m_otherBox->clear();
        m_wanted = {};
        show(Loaded());
    });
    show(Loaded());
}

QString ResultsPage::title() const { return tr("Results"); }

QString ResultsPage::stateSentence() const {
    if (!m_results)
        return {};
    if (m_results->folds)
        return tr("%1 on %Ln tweets, each judged by the fold that did not learn from it.", nullptr,
                  static_cast<int>(rows()))
            .arg(fromUtf8(m_results->run.name));
    return tr("%1 on %2 %3 tweets.")
        .arg(fromUtf8(m_results->run.name), countText(rows()),
             m_results->side == Side::Test ? tr("test") : tr("validation"));
}

QAction *ResultsPage::nextAction() { return m_results && !m_results->folds ? m_classify : nullptr; }

void ResultsPage::readActions() { m_classify->setEnabled(session().hasProject() && m_results && runOf(m_runBox)); }

void ResultsPage::refresh() {
    if (session().hasProject())
        readRuns();
}

void ResultsPage::readRuns() {
    session().read<std::vector<Run>>(
        JobKind::Files, this,
        [project = session().sharedProject()](std::stop_token) { return RunRepository(*project).all(); },
        [this](std::vector<Run> runs) { showRuns(std::move(runs)); });
}

void ResultsPage::showRuns(std::vector<Run> runs) {
    const qlonglong before = m_wanted.row != 0 ? m_wanted.row : m_runBox->currentData().toLongLong();
    const qlonglong other = m_otherBox->currentData().toLongLong();
    m_wanted = {};
    m_runs = std::move(runs);
    m_runBox->clear();
    m_otherBox->clear();
    int firstTuned = -1;
    for (const Run &run : m_runs) {
        if (run.kind == RunKind::Loaded || run.kind == RunKind::Search || run.state == RunState::Running)
            continue;
        if (firstTuned < 0 && run.kind == RunKind::Tuned)
            firstTuned = m_runBox->count();
        m_runBox->addItem(runLine(run), static_cast<qlonglong>(run.id.row));
        m_otherBox->addItem(runLine(run), static_cast<qlonglong>(run.id.row));
    }
    const int index = m_runBox->findData(before);
    m_runBox->setCurrentIndex(index >= 0 ? index : std::max(0, firstTuned));
    // Beside: what was chosen, else the next older run, else the word model.
    int beside = m_otherBox->findData(other);
    if (beside < 0 || beside == m_runBox->currentIndex())
        beside = m_runBox->currentIndex() + 1 < m_otherBox->count() ? m_runBox->currentIndex() + 1
                                                                    : m_runBox->currentIndex() - 1;
    m_otherBox->setCurrentIndex(std::max(0, beside));
    readResults();
}

const Run *ResultsPage::runOf(const QComboBox *box) const {
    for (const Run &run : m_runs)
        if (run.id.row == box->currentData().toLongLong() && run.id.row != 0)
            return &run;
    return nullptr;
}

void ResultsPage::readResults() {
    if (m_reading)
        m_reading->requestStop();
    const Run *run = runOf(m_runBox);
    if (!run) {
        show(Loaded());
        return;
    }
    const Run *other = runOf(m_otherBox);
    const RunId otherId = other && other->id != run->id ? other->id : RunId();
    m_reading = session().read<Loaded>(
        JobKind::Files, this,
        [project = session().sharedProject(), id = run->id, otherId,
         side = static_cast<Side>(m_sideBox->currentData().toInt())](std::stop_token) {
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

std::int64_t ResultsPage::rows() const { return m_results->report.rows(); }

QString ResultsPage::categoryName(int category) const {
    return category < 0
               ? tr("other")
               : fromUtf8(
                     m_results->report.categories()->evaluation.categories[static_cast<std::size_t>(category)].name);
}

void ResultsPage::show(const Loaded &loaded) {
    m_results = loaded.results;
    readActions();
    m_empty->setVisible(!m_results);
    m_filled->setVisible(m_results != nullptr);
    m_drawer->hide();
    if (m_results) {
        m_sideBox->setCurrentIndex(m_sideBox->findData(static_cast<int>(m_results->side)));
        m_sideBox->setEnabled(!m_results->folds);
        m_folds->setVisible(m_results->folds.has_value());
        if (m_results->folds) {
            m_folds->setTable(foldTable(*m_results->folds), -1);
            m_folds->fitHeight(20);
        }
        const bool isOfNumbers = m_results->report.numbers() != nullptr;
        for (QWidget *widget : m_ofCategories)
            widget->setVisible(!isOfNumbers);
        m_numbers->setVisible(isOfNumbers);
        m_otherBox->setEnabled(!isOfNumbers);
        if (isOfNumbers) {
            m_numbers->show(*m_results, columnOf(m_results->run));
            Q_EMIT stateChanged();
            return;
        }
        showFigures();
        showPlots();
        showComparison(loaded.comparison);
        m_verdict->show({m_results->verdict.sentence, m_results->wordModel});
    }
    Q_EMIT stateChanged();
}

void ResultsPage::showFigures() {
    const CategoryFigures &figures = *m_results->report.categories();
    const Evaluation &e = figures.evaluation;
    // The word model beside itself says nothing.
    const bool hasWords =
        figures.baselines && figures.baselines->wordModelBalanced && m_results->run.kind != RunKind::WordModel;
    m_strip->setName(kF1, e.categories.size() == 2 ? tr("F1 of \u201c%1\u201d").arg(categoryName(e.positive))
                                                   : tr("F1, mean"));
    if (e.rows < kRowsForIntervals) {
        for (const Figure figure : {kMacroF1, kF1, kAuc})
            m_strip->setFigure(figure, tr("n/a"), tr("too few tweets"));
        m_strip->setFigure(kAccuracy, tr("%1 of %2").arg(countText(e.right()), countText(e.rows)), tr("are right"));
        m_sentence->setText(tr("From %1 tweets on there are figures with intervals.").arg(kRowsForIntervals));
        return;
    }
    using Score = double Scores::*;
    const auto ofMajority = [&](Score score) {
        return figures.baselines ? std::optional<double>(figures.baselines->majority.scores.*score) : std::nullopt;
    };
    const auto ofWords = [&](Score score) {
        return hasWords ? std::optional<double>(figures.baselines->wordModelBalanced->scores.*score) : std::nullopt;
    };
    const auto setFigure = [&](Figure figure, Score score, const std::optional<Interval> &interval) {
        m_strip->setFigure(figure, shareText(e.scores.*score), noteText(interval, ofMajority(score), ofWords(score)));
    };
    setFigure(kMacroF1, &Scores::macroF1, e.intervals.macroF1.interval);
    setFigure(kF1, &Scores::f1, e.intervals.f1.interval);
    setFigure(kAccuracy, &Scores::accuracy, e.accuracyWilson);
    m_strip->setFigure(kAuc, e.auc ? shareText(*e.auc) : tr("n/a"),
                       noteText(e.intervals.auc.interval, std::nullopt,
                                hasWords ? figures.baselines->wordModelBalanced->auc : std::nullopt));
    const double threshold = readableRunRecord(m_results->run.recordJson).threshold();
    m_sentence->setText(
        e.categories.size() == 2
            ? tr("F1, ROC and AUC speak of \u201c%1\u201d, predicted from p \u2265 %2. Intervals: 95 %, 2,000 draws.")
                  .arg(categoryName(e.positive), shareText(threshold))
            : tr("F1 and AUC are means over the categories, the curves speak of \u201c%1\u201d; the most probable "
                 "category is "
                 "predicted. Intervals: 95 %, 2,000 draws.")
                  .arg(categoryName(e.positive)));
}

void ResultsPage::showPlots() {
    const Evaluation &e = m_results->report.categories()->evaluation;
    QStringList names;
    for (const StudyCategory &category : e.categories)
        names << fromUtf8(category.name);
    m_matrix->setMatrix(e.matrix, names);
    const auto positive = static_cast<std::size_t>(e.positive);
    const CategoryScores &scores = e.scores.perCategory[positive];
    const std::int64_t total = e.matrix.total(), real = e.matrix.trueTotal(e.positive);
    const std::int64_t falseAlarms = e.matrix.predictedTotal(e.positive) - e.matrix.at(e.positive, e.positive);
    RocPlot::Content roc;
    roc.positive = categoryName(e.positive);
    if (e.roc)
        roc.curve = *e.roc;
    if (e.categories.size() == 2)
        roc.aucInterval = e.intervals.auc.interval;
    roc.band = m_results->rocBand;
    roc.truePositiveRate = scores.recall;
    roc.falsePositiveRate = total > real ? static_cast<double>(falseAlarms) / static_cast<double>(total - real) : 0;
    m_roc->setContent(std::move(roc));
    PrecisionRecallPlot::Content curve;
    curve.positive = categoryName(e.positive);
    if (e.precisionRecall)
        curve.curve = *e.precisionRecall;
    curve.share = total > 0 ? static_cast<double>(real) / static_cast<double>(total) : 0;
    curve.recall = scores.recall;
    curve.precision = scores.precision;
    m_precisionRecall->setContent(std::move(curve));
    m_calibration->setContent({e.calibration, e.calibrationError, categoryName(e.positive)});
    const Codebook codebook = CodebookRepository(session().project()).load();
    m_categories->setTable(categoryScoreTable(e, [&](const StudyCategory &category) {
        const Category *found = codebook.findValue(category.value);
        return found ? categoryIcon(found->colour, tokensOf(palette())) : QIcon();
    }));
    m_categories->fitHeight(14);
    FigureTable errors = errorTable(*m_results);
    m_errorsHeading->setText(
        tr("Errors, the surest first: %1").arg(countText(static_cast<std::int64_t>(errors.rows.size()))));
    m_errors->setTable(std::move(errors));
    m_errors->fitHeight(kErrorRows);
}

void ResultsPage::showComparison(const std::optional<RunComparison> &comparison) {
    const Run *other = runOf(m_otherBox);
    if (!comparison || !other) {
        m_comparison->setText(tr("There is no other run on these tweets yet."));
        return;
    }
    if (!comparison->isRanked()) {
        m_comparison->setText(
            tr("On the same %1 tweets, too few for a ranking: only this run is right on %2, only %3 on %4.")
                .arg(countText(comparison->rows), countText(comparison->onlyARight), fromUtf8(other->name),
                     countText(comparison->onlyBRight)));
        return;
    }
    const double difference = comparison->macroF1A - comparison->macroF1B;
    m_comparison->setText(tr("On the same %1 tweets: macro-F1 %2 here, %3 with %4. Difference %5 %6. Only this run is "
                             "right on %7 tweets, "
                             "only the other on %8 "
                             "(McNemar p %9).")
                              .arg(countText(comparison->rows), shareText(comparison->macroF1A, 3),
                                   shareText(comparison->macroF1B, 3), fromUtf8(other->name),
                                   (difference > 0 ? QStringLiteral("+") : QString()) + shareText(difference, 3),
                                   intervalText(comparison->difference.interval), countText(comparison->onlyARight),
                                   countText(comparison->onlyBRight), shareText(comparison->mcnemarP, 3)));
}

void ResultsPage::openCell(int truth, int predicted) {
    FigureTable tweets = cellTable(*m_results, truth, predicted);
    const QString heading = tr("Labelled \u201c%1\u201d, predicted \u201c%2\u201d: %3")
                                .arg(categoryName(truth), categoryName(predicted),
                                     countText(static_cast<std::int64_t>(tweets.rows.size())));
    m_drawer->show(heading, std::move(tweets));
}

void ResultsPage::openTweet(TweetKey tweet) {
    session().tellLabelWanted(tweet);
    Q_EMIT pageRequested(PageId::Label);
}

}  // namespace warbler::ui
