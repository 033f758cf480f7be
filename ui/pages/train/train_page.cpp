// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/train_page.h"

#include <algorithm>

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/learn/tuning_config.h"
#include "core/models/model_lookup.h"
#include "core/study/project_columns.h"
#include "core/workflows/run_results.h"
#include "ui/pages/train/check_options.h"
#include "ui/pages/train/train_form.h"
#include "ui/pages/train/train_live.h"
#include "ui/pages/train/train_preview.h"
#include "ui/support/error_text.h"
#include "ui/support/mnemonics.h"
#include "ui/support/session.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/check_results.h"
#include "ui/widgets/run_tables.h"
#include "ui/widgets/verdict_line.h"

namespace warbler::ui {

namespace {
constexpr int kTypingMs = 300;
}

TrainPage::TrainPage(Session &session, QWidget *parent)
    : Page(PageId::Train, session, parent), m_form(new TrainForm(this)), m_preview(new TrainPreview(this)),
      m_live(new TrainLive(this)), m_checked(new CheckResults(this)), m_right(new QStackedWidget(this)),
      m_runBox(new QComboBox(this)), m_planTimer(new QTimer(this)) {
    makeActions();
    makeButtons();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kSpace24, 0, kSpace24, kSpace16);
    row->setSpacing(kSpace24);
    row->addWidget(m_form);
    auto *column = new QVBoxLayout;
    column->setSpacing(kSpace12);
    m_runBox->setObjectName(QStringLiteral("runBox"));
    m_runBox->setAccessibleName(tr("Run"));
    column->addWidget(m_runBox);
    m_right->addWidget(m_preview);
    m_right->addWidget(m_live);
    m_right->addWidget(m_checked);
    connect(m_checked, &CheckResults::settingsChosen, this, [this](const std::vector<SettingText> &settings) {
        m_form->takeSettings(settings);
        Q_EMIT noticeRaised({Notice::Kind::Ok, tr("The trial\u2019s settings stand in the form."), {}, {}});
    });
    connect(m_live->verdict(), &VerdictLine::wordModelChosen, this, &TrainPage::classifyWith);
    column->addWidget(m_right, 1);
    row->addLayout(column, 1);
    m_planTimer->setSingleShot(true);
    m_planTimer->setInterval(kTypingMs);
    connect(m_planTimer, &QTimer::timeout, this, [this] { plan(); });
    connect(m_form, &TrainForm::changed, this, [this] { planLater(); });
    connect(m_runBox, &QComboBox::activated, this, [this] { showChosenRun(); });
    const auto again = [this] {
        if (isVisible())
            refresh();
    };
    connect(&session, &Session::labelsChanged, this, again);
    connect(&session, &Session::codebookChanged, this, again);
    connect(&session, &Session::runsChanged, this, [this] {
        if (this->session().hasProject() && !m_job)
            readRuns({});
    });
    connect(&session, &Session::projectOpened, this, [this] { readRuns({}); });
    connect(&session, &Session::projectClosing, this, [this] { forget(); });
    showRuns({}, {});
}

void TrainPage::makeActions() {
    const auto add = [this](const char *name, const QString &text, void (TrainPage::*act)()) {
        auto *action = new QAction(text, this);
        action->setObjectName(QString::fromLatin1(name));
        connect(action, &QAction::triggered, this, act);
        addAction(action);
        return action;
    };
    m_start = add("actionStartTuning", tr("&Start"), &TrainPage::start);
    m_pause = new QAction(tr("&Pause"), this);
    m_pause->setObjectName(QStringLiteral("actionPauseTuning"));
    m_pause->setCheckable(true);
    connect(m_pause, &QAction::toggled, this, [this](bool isPaused) {
        if (m_job)
            m_job->setPaused(isPaused);
        updateActions();
    });
    m_stop = add("actionStopTuning", tr("Stop and &keep best"), &TrainPage::stop);
    m_resume = add("actionResumeTuning", tr("&Resume"), &TrainPage::resume);
    m_results = new QAction(tr("Show results"), this);
    m_results->setObjectName(QStringLiteral("actionShowRunResults"));
    connect(m_results, &QAction::triggered, this, [this] {
        if (const Run *run = chosenRun())
            session().tellRunWanted(run->id);
        Q_EMIT pageRequested(PageId::Results);
    });
}

void TrainPage::makeButtons() {
    const auto button = [this](const char *name, QAction *action) {
        auto *made = new QPushButton(this);
        made->setObjectName(QString::fromLatin1(name));
        const auto read = [made, action] {
            made->setText(withoutMnemonic(action->text()));
            made->setEnabled(action->isEnabled());
            made->setVisible(action->isVisible());
        };
        read();
        connect(action, &QAction::changed, made, read);
        connect(made, &QPushButton::clicked, action, [action] { action->trigger(); });
        return made;
    };
    m_startButton = button("startTuningButton", m_start);
    m_startButton->setProperty("filled", true);
    m_pauseButton = button("pauseTuningButton", m_pause);
    m_stopButton = button("stopTuningButton", m_stop);
    m_resumeButton = button("resumeTuningButton", m_resume);
    auto *row = new QHBoxLayout;
    row->setSpacing(kSpace8);
    row->addWidget(m_pauseButton);
    row->addWidget(m_stopButton, 1);
    m_form->buttonRow()->addWidget(m_resumeButton);
    m_form->buttonRow()->addWidget(m_startButton);
    m_form->buttonRow()->addLayout(row);
}

QString TrainPage::title() const { return tr("Train"); }

QString TrainPage::stateSentence() const {
    if (!session().hasProject())
        return tr("Import tweets with labels first.");
    if (m_job)
        return m_job->sentence();
    const auto runs = std::count_if(m_runs.begin(), m_runs.end(), isListed);
    if (runs == 0)
        return tr("No run yet.");
    const QString count = tr("Runs so far: %1.").arg(runs);
    const Run *interrupted = newestInterrupted();
    return interrupted ? count + QLatin1Char(' ') +
                             tr("%1 was interrupted and can be resumed.").arg(fromUtf8(interrupted->name))
                       : count;
}

const Run *TrainPage::newestInterrupted() const {
    const auto newest = std::find_if(m_runs.begin(), m_runs.end(), isListed);
    return newest != m_runs.end() && newest->kind == RunKind::Tuned && newest->state == RunState::Interrupted ? &*newest
                                                                                                              : nullptr;
}

QAction *TrainPage::nextAction() { return m_results->isVisible() ? m_results : nullptr; }

RailMark TrainPage::railMark() const {
    if (newestInterrupted())
        return RailMark::Todo;
    return std::any_of(m_runs.begin(), m_runs.end(), isListed) ? RailMark::Done : RailMark::None;
}

std::vector<QAction *> TrainPage::menuActions() const { return {m_start, m_pause, m_stop, m_resume}; }

void TrainPage::refresh() {
    if (!session().hasProject()) {
        m_preview->showNothing(tr("A run learns from labelled tweets."));
        updateActions();
        return;
    }
    const LabelCounts counts = LabelRepository(session().project()).counts();
    const Codebook codebook = CodebookRepository(session().project()).load();
    const Category *positive = codebook.find(codebook.categoryOfInterest());
    QString sentence =
        tr("%1 of %2 tweets are labelled, in %n categories.", nullptr, static_cast<int>(codebook.active().size()))
            .arg(countText(counts.labelled), countText(counts.tweets));
    if (positive)
        sentence += QLatin1Char(' ') + tr("Of interest: \u201c%1\u201d.").arg(fromUtf8(positive->name));
    m_form->setLabelsSentence(sentence);
    session().read<std::vector<std::string>>(
        JobKind::Search, this,
        [project = session().sharedProject()](std::stop_token) { return splitColumns(*project); },
        [this](const std::vector<std::string> &columns) { m_form->setSplitColumns(columns); });
    session().read<std::vector<std::string>>(
        JobKind::Search, this,
        [project = session().sharedProject()](std::stop_token) { return numberColumns(*project); },
        [this](const std::vector<std::string> &columns) { m_form->setNumberColumns(columns); });
    if (m_hasModels)
        planLater();
    else
        readModels();
    updateActions();
}

void TrainPage::readModels() {
    session().read<std::vector<FoundModel>>(
        JobKind::Search, this, [](std::stop_token) { return listModels(); },
        [this](std::vector<FoundModel> models) {
            m_hasModels = true;
            m_form->setModels(models);
            planLater();
        });
}

void TrainPage::planLater() { m_planTimer->start(); }

void TrainPage::plan() {
    if (!session().hasProject() || m_job || !isVisible())
        return;
    if (m_planning)
        m_planning->requestStop();
    if (!m_canStart)
        m_preview->showNothing(tr("The labelled tweets and the model are being read."));
    TuneRequest request;
    try {
        request = m_form->request();
    } catch (...) {
        m_canStart = false;
        m_form->setCheck(caughtSentence());
        updateActions();
        return;
    }
    m_planning = session().read<TrainingOutlook>(
        JobKind::Files, this,
        [project = session().sharedProject(), request, split = m_form->split()](std::stop_token) {
            return outlookOf(*project, request, split);
        },
        [this](TrainingOutlook outlook) {
            m_canStart = true;
            m_scarce.clear();
            for (const int category : scarceCategories(outlook.study))
                m_scarce << tr("\u201c%1\u201d has %n training tweets.", nullptr,
                               static_cast<int>(outlook.study.count(Side::Train, category)))
                                .arg(fromUtf8(outlook.study.categories[static_cast<std::size_t>(category)].name));
            countRuns(outlook);
            m_preview->show(outlook);
            const QString sentences = checkSentences(outlook);
            m_form->setCheck(sentences.isEmpty() ? tr("All is ready.") : sentences);
            m_form->setEstimate(estimateSentence(outlook));
            updateActions();
        },
        [this](const Error &error) {
            m_canStart = false;
            m_preview->showNothing(errorSentence(error));
            m_form->setCheck(errorSentence(error));
            m_form->setEstimate({});
            updateActions();
        });
}

void TrainPage::countRuns(TrainingOutlook &outlook) const {
    const CheckOptions &checks = m_form->checks();
    if (const int folds = checks.folds(); folds > 0) {
        outlook.runs = std::int64_t(folds) * checks.repeats();
        // Of the other folds' tweets 15 % choose the epoch.
        outlook.runTweets =
            static_cast<std::int64_t>(0.85 * static_cast<double>(outlook.study.rows.size()) * (folds - 1) / folds);
        const std::int64_t batch = outlook.plan.config.batchSize;
        if (outlook.plan.steps > 0)
            outlook.plan.steps = (outlook.runTweets + batch - 1) / batch * outlook.plan.config.epochs;
    } else if (const std::optional<SearchRequest> search = checks.search()) {
        outlook.runs = search->trials;
        outlook.mostMinutes = search->minutes;
    }
}

void TrainPage::readRuns(RunId wanted) {
    session().read<std::vector<Run>>(
        JobKind::Search, this,
        [project = session().sharedProject()](std::stop_token) { return RunRepository(*project).all(); },
        [this, wanted](std::vector<Run> runs) { showRuns(std::move(runs), wanted); });
}

void TrainPage::showRuns(std::vector<Run> runs, RunId wanted) {
    const qlonglong before = wanted.row != 0 ? wanted.row : m_runBox->currentData().toLongLong();
    m_runs = std::move(runs);
    m_runBox->clear();
    m_runBox->addItem(tr("New run: the data it would learn from"), qlonglong(0));
    for (const Run &run : m_runs)
        if (isListed(run))
            m_runBox->addItem(runLine(run), static_cast<qlonglong>(run.id.row));
    m_runBox->setCurrentIndex(std::max(0, m_runBox->findData(before)));
    // What was interrupted is seen without opening the list, with Resume beside it.
    if (const Run *interrupted = newestInterrupted(); interrupted && m_isFresh && before == 0)
        m_runBox->setCurrentIndex(m_runBox->findData(static_cast<qlonglong>(interrupted->id.row)));
    m_isFresh = !session().hasProject();
    if (!m_job)
        showChosenRun();
    updateActions();
    Q_EMIT stateChanged();
}

const Run *TrainPage::chosenRun() const {
    const qlonglong wanted = m_runBox->currentData().toLongLong();
    for (const Run &run : m_runs)
        if (run.id.row == wanted)
            return &run;
    return nullptr;
}

void TrainPage::showChosenRun() {
    const Run *run = chosenRun();
    const bool isCheck = run && run->kind != RunKind::Tuned;
    m_right->setCurrentWidget(isCheck ? static_cast<QWidget *>(m_checked)
                              : run   ? static_cast<QWidget *>(m_live)
                                      : m_preview);
    updateActions();
    if (!run)
        return;
    if (isCheck) {
        readChecked(run->kind, run->id);
        return;
    }
    struct Shown {
        std::vector<JobEvent> points;
        StoredVerdict verdict;
    };
    session().read<Shown>(
        JobKind::Search, this,
        [project = session().sharedProject(), chosen = *run](std::stop_token) {
            return Shown{RunRepository(*project).points(chosen.id), storedVerdict(*project, chosen)};
        },
        [this, id = run->id](const Shown &read) {
            const Run *shown = chosenRun();
            if (!shown || shown->id != id || m_job)
                return;
            m_live->clear();
            m_live->showClock(nullptr, static_cast<int>(readableTuningConfig(shown->configJson).epochs));
            m_live->append(read.points);
            m_live->setSentence(fromUtf8(shown->reason));
            m_live->verdict()->show(read.verdict);
        });
}

void TrainPage::forget() {
    m_job = nullptr;
    m_checkKind.reset();
    m_result.reset();
    m_planning.reset();
    m_canStart = false;
    m_pause->setChecked(false);
    m_live->clear();
    m_checked->show({});
    m_preview->showNothing({});
    m_form->startAnew();
    m_runBox->setEnabled(true);
    showRuns({}, {});
    m_isFresh = true;
    m_planTimer->stop();
}

void TrainPage::updateActions() {
    const bool isRunning = !m_job.isNull();
    const Run *run = chosenRun();
    const bool isWritable = session().hasProject() && !session().project().isReadOnly();
    const bool isDeviceFree = isRunning || !session().job(JobKind::Device);
    m_start->setEnabled(isWritable && !isRunning && m_canStart && isDeviceFree);
    m_start->setVisible(!isRunning);
    m_pause->setEnabled(isRunning && !m_job->isStopping());
    m_pause->setVisible(isRunning);
    m_pause->setText(m_pause->isChecked() ? tr("&Go on") : tr("&Pause"));
    m_stop->setEnabled(isRunning && !m_job->isStopping());
    m_stop->setVisible(isRunning);
    m_stop->setText(m_checkKind ? tr("Stop and &keep what is done") : tr("Stop and &keep best"));
    // A check goes on when it is started again.
    const bool canResume = !isRunning && run && run->kind == RunKind::Tuned &&
                           (run->state == RunState::Stopped || run->state == RunState::Interrupted);
    m_resume->setEnabled(isWritable && canResume && isDeviceFree);
    m_resume->setVisible(canResume);
    m_start->setText(m_form->checks().folds() > 0 ? tr("&Start the check")
                     : m_form->checks().search()  ? tr("&Start the search")
                                                  : tr("&Start"));
    m_results->setEnabled(run && session().hasProject());
    m_results->setVisible(!isRunning && run && run->kind != RunKind::Search &&
                          (run->state == RunState::Finished || run->state == RunState::Stopped));
    // One filled button a page: the results, once there are some.
    const bool isFilled = !m_results->isVisible();
    if (m_startButton->property("filled").toBool() != isFilled) {
        m_startButton->setProperty("filled", isFilled);
        m_startButton->setStyleSheet(m_startButton->styleSheet());
    }
    Q_EMIT stateChanged();
}

}  // namespace warbler::ui
