// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/predict/predict_page.h"

#include <algorithm>
#include <utility>

#include <QAction>
#include <QButtonGroup>
#include <QComboBox>
#include <QDesktopServices>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

#include "core/workflows/predict.h"
#include "ui/dialogs/profile_choice.h"
#include "ui/plots/histogram_plot.h"
#include "ui/support/dialogs.h"
#include "ui/support/mnemonics.h"
#include "ui/support/session.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/captions.h"
#include "ui/widgets/category_mark.h"
#include "ui/widgets/figure_strip.h"
#include "ui/widgets/figure_table_view.h"
#include "ui/widgets/run_tables.h"

namespace warbler::ui {

namespace {
enum Figure { kTweets, kClassified, kSpeed, kLeft };
constexpr int kReadAgainMs = 1000;
}  // namespace

PredictPage::PredictPage(Session &session, QWidget *parent) : Page(PageId::Predict, session, parent) {
    makeActions();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace24, 0, kSpace24, kSpace16);
    column->setSpacing(kSpace12);
    column->addWidget(makeHead());
    m_strip = new FigureStrip(QStringLiteral("predictFigures"),
                              {tr("Tweets"), tr("Classified"), tr("Tweets a second"), tr("Time left")}, this);
    column->addWidget(m_strip);
    auto *row = new QHBoxLayout;
    row->setSpacing(kSpace24);
    auto *left = new QVBoxLayout;
    left->setSpacing(kSpace8);
    m_table = new FigureTableView(QStringLiteral("predictedTable"), tr("Tweets of each category"), this);
    left->addWidget(headingLabel(tr("Predicted so far"), this));
    left->addWidget(m_table, 1);
    row->addLayout(left, 1);
    m_histogram = new HistogramPlot(this);
    m_histogram->setObjectName(QStringLiteral("probabilityPlot"));
    row->addWidget(m_histogram, 1);
    column->addLayout(row, 1);
    column->addWidget(makeExport());
    const auto again = [this] {
        if (isVisible())
            refresh();
    };
    connect(&session, &Session::runsChanged, this, again);
    connect(&session, &Session::tweetsChanged, this, again);
    connect(&session, &Session::runWanted, this, [this](RunId wanted) { m_wanted = wanted; });
    connect(&session, &Session::projectClosing, this, [this] {
        m_job = nullptr;
        m_reading.reset();
        m_runs.clear();
        m_runBox->clear();
        m_wanted = {};
        m_strip->setFigure(kSpeed, {});
        m_strip->setFigure(kLeft, {});
        show(PredictionProgress());
    });
    show(PredictionProgress());
}

void PredictPage::makeActions() {
    m_classify = new QAction(tr("&Classify all"), this);
    m_classify->setObjectName(QStringLiteral("actionClassifyAll"));
    connect(m_classify, &QAction::triggered, this, [this] { classify(); });
    m_export = new QAction(tr("&Export predictions\u2026"), this);
    m_export->setObjectName(QStringLiteral("actionExportPredictions"));
    connect(m_export, &QAction::triggered, this, [this] { exportCsv(); });
}

QWidget *PredictPage::makeHead() {
    auto *head = new QWidget(this);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace8);
    m_runBox = new QComboBox(head);
    m_runBox->setObjectName(QStringLiteral("predictRunBox"));
    m_runBox->setAccessibleName(tr("Run"));
    m_runBox->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_runBox->setMinimumContentsLength(30);
    auto *label = mutedLabel(tr("Classify with"), head);
    label->setBuddy(m_runBox);
    row->addWidget(label);
    row->addWidget(m_runBox, 1);
    row->addStretch(1);
    connect(m_runBox, &QComboBox::activated, this, [this] { readProgress(); });
    return head;
}

QWidget *PredictPage::makeExport() {
    auto *box = new QWidget(this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace8);
    column->addWidget(headingLabel(tr("Export"), box));
    m_profiles = addProfileChoice(box, column);
    auto *row = new QHBoxLayout;
    m_exportSentence = mutedLabel({}, box);
    m_exportButton = new QPushButton(withoutMnemonic(m_export->text()), box);
    m_exportButton->setObjectName(QStringLiteral("exportPredictionsButton"));
    row->addWidget(m_exportSentence, 1);
    row->addWidget(m_exportButton);
    column->addLayout(row);
    connect(m_exportButton, &QPushButton::clicked, m_export, &QAction::trigger);
    connect(m_export, &QAction::changed, m_exportButton, [this] { m_exportButton->setEnabled(m_export->isEnabled()); });
    return box;
}

QString PredictPage::title() const { return tr("Predict"); }

QString PredictPage::stateSentence() const {
    if (m_job)
        return m_job->sentence();
    if (!run())
        return tr("Train a run first, or load an adapter on the Models page.");
    if (m_progress.isComplete())
        return tr("All %1 tweets are classified.").arg(countText(m_progress.tweets));
    const QString done =
        tr("%1 of %2 tweets are classified.").arg(countText(m_progress.classified), countText(m_progress.tweets));
    return m_progress.again == 0 ? done
                                 : done + QLatin1Char(' ') +
                                       tr("%Ln are to be done again: the run or their text has changed since.", nullptr,
                                          static_cast<int>(m_progress.again));
}

QAction *PredictPage::nextAction() {
    if (m_job || !run())
        return nullptr;
    return m_progress.isComplete() ? m_export : m_classify;
}

RailMark PredictPage::railMark() const { return m_progress.isComplete() ? RailMark::Done : RailMark::None; }

std::vector<QAction *> PredictPage::menuActions() const { return {m_classify, m_export}; }

void PredictPage::refresh() {
    if (session().hasProject())
        readRuns();
}

void PredictPage::readRuns() {
    session().read<std::vector<Run>>(
        JobKind::Search, this,
        [project = session().sharedProject()](std::stop_token) { return RunRepository(*project).all(); },
        [this](std::vector<Run> runs) { showRuns(std::move(runs)); });
}

void PredictPage::showRuns(std::vector<Run> runs) {
    const qlonglong before = m_wanted.row != 0 ? m_wanted.row : m_runBox->currentData().toLongLong();
    m_wanted = {};
    m_runs = std::move(runs);
    m_runBox->clear();
    int firstTuned = -1;
    for (const Run &one : m_runs) {
        if (one.kind == RunKind::Folds || one.kind == RunKind::Search)
            continue;
        if (one.state != RunState::Finished && one.state != RunState::Stopped)
            continue;
        if (firstTuned < 0 && one.kind != RunKind::WordModel)
            firstTuned = m_runBox->count();
        m_runBox->addItem(runLine(one), static_cast<qlonglong>(one.id.row));
    }
    const int index = m_runBox->findData(before);
    m_runBox->setCurrentIndex(index >= 0 ? index : std::max(0, firstTuned));
    readProgress();
}

const Run *PredictPage::run() const {
    for (const Run &one : m_runs)
        if (one.id.row == m_runBox->currentData().toLongLong() && one.id.row != 0)
            return &one;
    return nullptr;
}

void PredictPage::readProgress() {
    const Run *chosen = run();
    if (!chosen) {
        show(PredictionProgress());
        return;
    }
    if (m_reading)
        m_reading->requestStop();
    m_sinceRead.restart();
    m_reading = session().read<PredictionProgress>(
        JobKind::Search, this,
        [project = session().sharedProject(), one = *chosen](std::stop_token) {
            return predictionProgress(*project, one);
        },
        [this](const PredictionProgress &progress) { show(progress); });
}

void PredictPage::show(const PredictionProgress &progress) {
    m_progress = progress;
    m_strip->setFigure(kTweets, progress.tweets > 0 ? countText(progress.tweets) : QString());
    m_strip->setFigure(kClassified, progress.tweets > 0 ? countText(progress.classified) : QString(),
                       progress.tweets > 0 ? tr("%1 %").arg(progress.percent()) : QString());
    if (const auto *numbers = std::get_if<PredictedNumbers>(&progress.predicted)) {
        showNumbers(*numbers);
    } else if (const auto *categories = std::get_if<PredictedCategories>(&progress.predicted)) {
        showCategories(*categories);
    } else {
        m_table->setTable({{tr("Category"), tr("Tweets"), tr("Share")}, {}});
        m_histogram->setContent({});
    }
    updateActions();
}

void PredictPage::showCategories(const PredictedCategories &predicted) {
    FigureTable table{{tr("Category"), tr("Tweets"), tr("Share")}, {}};
    for (const PredictedCategory &category : predicted.categories) {
        FigureRow row;
        row.key = static_cast<std::int64_t>(table.rows.size()) + 1;
        FigureCell name = textCell(fromUtf8(category.name));
        if (const Category *found = m_progress.codebook.findValue(category.value))
            name.icon = categoryIcon(found->colour, tokensOf(palette()));
        row.cells = {name, countCell(category.tweets), scoreCell(m_progress.share(category))};
        table.rows.push_back(std::move(row));
    }
    m_table->setTable(std::move(table));
    HistogramPlot::Content content;
    if (!predicted.categories.empty()) {
        const PredictedCategory &positive = predicted.categories[static_cast<std::size_t>(predicted.positive)];
        content.name = tr("Probability of \u201c%1\u201d").arg(fromUtf8(positive.name));
        content.axis = content.name;
        if (const Category *found = m_progress.codebook.findValue(positive.value))
            content.category = found->colour;
    }
    content.counts = m_progress.histogram.counts();
    m_histogram->setContent(std::move(content));
}

void PredictPage::showNumbers(const PredictedNumbers &predicted) {
    FigureTable table{{tr("Predicted numbers"), tr("Value")}, {}};
    if (!m_progress.histogram.counts().empty()) {
        table.rows.push_back({1, {textCell(tr("Lowest")), scoreCell(predicted.low)}});
        table.rows.push_back({2, {textCell(tr("Mean")), scoreCell(predicted.mean)}});
        table.rows.push_back({3, {textCell(tr("Highest")), scoreCell(predicted.high)}});
    }
    m_table->setTable(std::move(table));
    HistogramPlot::Content content;
    content.name = tr("Predicted numbers");
    content.axis = content.name;
    content.low = predicted.low;
    content.high = predicted.high > predicted.low ? predicted.high : predicted.low + 1;
    content.counts = m_progress.histogram.counts();
    m_histogram->setContent(std::move(content));
}

void PredictPage::classify() {
    const Run *chosen = run();
    if (!chosen || m_job)
        return;
    m_job = session().startDeviceJob(
        tr("Classify all"), [project = session().sharedProject(), id = chosen->id](Engine &engine, std::stop_token stop,
                                                                                   const ReportEvent &report) {
            classifyProject(*project, id, &engine, stop, report);
        });
    connect(m_job, &JobMonitor::progressed, this, [this] {
        if (!m_job)
            return;
        const std::optional<double> rate = m_job->rate(), left = m_job->secondsLeft();
        m_strip->setFigure(kSpeed, rate ? countText(static_cast<std::int64_t>(*rate)) : QString());
        m_strip->setFigure(kLeft, left ? durationText(*left) : QString());
        Q_EMIT stateChanged();
        if (isVisible() && m_sinceRead.elapsed() > kReadAgainMs)
            readProgress();
    });
    connect(m_job, &JobMonitor::finished, this, [this](const JobOutcome &outcome) {
        m_job = nullptr;
        m_strip->setFigure(kLeft, {});
        if (std::holds_alternative<Stopped>(outcome))
            Q_EMIT noticeRaised({Notice::Kind::Info,
                                 tr("Stopped. What is classified is kept; Classify all goes on from there."),
                                 {},
                                 {}});
        if (session().hasProject()) {
            readProgress();
            session().tellRunsChanged();
        }
    });
    updateActions();
}

void PredictPage::exportCsv() {
    if (!run())
        return;
    // The question may stay open while runs are read again.
    const RunId chosen = run()->id;
    const std::shared_ptr<Project> project = session().sharedProject();
    const QString base = QFileInfo(session().projectPath()).completeBaseName();
    const ExportTarget target =
        askForExport(this, tr("Export predictions"), base + QStringLiteral("_classified"), m_profiles);
    const QString path = target.path;
    if (path.isEmpty() || project != session().sharedProject())
        return;
    const CsvProfile profile = target.profile;
    auto summary = std::make_shared<PredictSummary>();
    JobMonitor *job = session().startJob(
        JobKind::Files, tr("Export of %1").arg(QFileInfo(path).fileName()),
        [project, id = chosen, out = toUtf8(path), profile, summary](std::stop_token stop, const ReportEvent &report) {
            *summary = exportPredictions(*project, id, out, profile, stop, report);
        });
    connect(job, &JobMonitor::finished, this, [this, path, summary](const JobOutcome &outcome) {
        if (!std::holds_alternative<Succeeded>(outcome))
            return;
        Q_EMIT noticeRaised(
            {Notice::Kind::Ok, tr("%Ln tweets are written to %1.", nullptr, static_cast<int>(summary->rows)).arg(path),
             tr("Open folder"),
             [path] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath())); }});
    });
}

void PredictPage::updateActions() {
    const bool isWritable = session().hasProject() && !session().project().isReadOnly();
    m_classify->setEnabled(isWritable && run() && !m_job && !m_progress.isComplete() &&
                           !session().job(JobKind::Device));
    m_export->setEnabled(session().hasProject() && run() && m_progress.isComplete());
    m_exportSentence->setText(!m_progress.isComplete() ? tr("Possible once all tweets are classified.")
                              : std::holds_alternative<PredictedNumbers>(m_progress.predicted)
                                  ? tr("Original columns first, then the predicted number.")
                                  : tr("Original columns first, then prediction and probabilities."));
    Q_EMIT stateChanged();
}

}  // namespace warbler::ui
