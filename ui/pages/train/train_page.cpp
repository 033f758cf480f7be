// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/train_page.h"

#include <utility>

#include <QAction>
#include <QHBoxLayout>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/models/model_lookup.h"
#include "core/study/project_columns.h"
#include "ui/pages/train/check_options.h"
#include "ui/pages/train/run_view.h"
#include "ui/pages/train/train_form.h"
#include "ui/pages/train/train_job.h"
#include "ui/pages/train/train_preview.h"
#include "ui/support/dialogs.h"
#include "ui/support/error_text.h"
#include "ui/support/mnemonics.h"
#include "ui/support/session.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"

namespace warbler::ui {

namespace {
constexpr int kTypingMs = 300;
}

TrainPage::TrainPage(Session &session, QWidget *parent)
    : Page(PageId::Train, session, parent), m_job(new TrainJob(session, this)), m_form(new TrainForm(this)),
      m_view(new RunView(session, *m_job, this)), m_planTimer(new QTimer(this)) {
    makeActions();
    makeButtons();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kSpace24, 0, kSpace24, kSpace16);
    row->setSpacing(kSpace24);
    row->addWidget(m_form);
    row->addWidget(m_view, 1);
    m_planTimer->setSingleShot(true);
    m_planTimer->setInterval(kTypingMs);
    connect(m_planTimer, &QTimer::timeout, this, [this] { plan(); });
    listenToParts();
    listenToSession();
    m_view->setRuns({}, {});
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
        m_job->setPaused(isPaused);
        updateActions();
    });
    m_stop = add("actionStopTuning", tr("Stop and &keep best"), &TrainPage::stop);
    m_resume = add("actionResumeTuning", tr("&Resume"), &TrainPage::resume);
    m_results = new QAction(tr("Show results"), this);
    m_results->setObjectName(QStringLiteral("actionShowRunResults"));
    connect(m_results, &QAction::triggered, this, [this] {
        if (const Run *run = m_view->chosenRun())
            session().tellRunWanted(run->id);
        Q_EMIT pageRequested(PageId::Results);
    });
}

QPushButton *TrainPage::button(const char *name, QAction *action) {
    auto *button = new QPushButton(this);
    button->setObjectName(QString::fromLatin1(name));
    const auto read = [button, action] {
        button->setText(withoutMnemonic(action->text()));
        button->setEnabled(action->isEnabled());
        button->setVisible(action->isVisible());
    };
    read();
    connect(action, &QAction::changed, button, read);
    connect(button, &QPushButton::clicked, action, [action] { action->trigger(); });
    return button;
}

void TrainPage::makeButtons() {
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

void TrainPage::listenToParts() {
    connect(m_form, &TrainForm::changed, this, [this] { planLater(); });
    connect(m_view, &RunView::runChosen, this, [this] { updateActions(); });
    connect(m_view, &RunView::wordModelChosen, this, &TrainPage::classifyWith);
    connect(m_view, &RunView::settingsChosen, this, [this](const std::vector<SettingText> &settings) {
        m_form->takeSettings(settings);
        Q_EMIT noticeRaised({Notice::Kind::Ok, tr("The trial\u2019s settings stand in the form."), {}, {}});
    });
    connect(m_job, &TrainJob::started, this, [this] { lockForJob(); });
    connect(m_job, &TrainJob::progressed, this, [this] { Q_EMIT stateChanged(); });
    connect(m_job, &TrainJob::finished, this, &TrainPage::finishJob);
}

void TrainPage::listenToSession() {
    const auto again = [this] {
        if (isVisible())
            refresh();
    };
    connect(&session(), &Session::labelsChanged, this, again);
    connect(&session(), &Session::codebookChanged, this, again);
    connect(&session(), &Session::runsChanged, this, [this] {
        if (session().hasProject() && !m_job->isRunning())
            readRuns({});
    });
    connect(&session(), &Session::projectOpened, this, [this] { readRuns({}); });
    connect(&session(), &Session::projectClosing, this, [this] { forget(); });
}

QString TrainPage::title() const { return tr("Train"); }

QString TrainPage::stateSentence() const {
    if (!session().hasProject())
        return tr("Import tweets with labels first.");
    if (m_job->isRunning())
        return m_job->monitor()->sentence();
    const int runs = m_view->listedCount();
    if (runs == 0)
        return tr("No run yet.");
    const QString count = tr("Runs so far: %1.").arg(runs);
    const Run *interrupted = m_view->newestInterrupted();
    return interrupted ? count + QLatin1Char(' ') +
                             tr("%1 was interrupted and can be resumed.").arg(fromUtf8(interrupted->name))
                       : count;
}

QAction *TrainPage::nextAction() { return m_results->isVisible() ? m_results : nullptr; }

RailMark TrainPage::railMark() const {
    if (m_view->newestInterrupted())
        return RailMark::Todo;
    return m_view->listedCount() > 0 ? RailMark::Done : RailMark::None;
}

std::vector<QAction *> TrainPage::menuActions() const { return {m_start, m_pause, m_stop, m_resume}; }

void TrainPage::refresh() {
    if (!session().hasProject()) {
        m_view->preview()->showNothing(tr("A run learns from labelled tweets."));
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
    if (!session().hasProject() || m_job->isRunning() || !isVisible())
        return;
    if (m_planning)
        m_planning->requestStop();
    if (!m_canStart)
        m_view->preview()->showNothing(tr("The labelled tweets and the model are being read."));
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
        [project = session().sharedProject(), request, split = m_form->split(), folds = m_form->checks().folds(),
         repeats = m_form->checks().repeats(), search = m_form->checks().search()](std::stop_token) {
            TrainingOutlook outlook = outlookOf(*project, request, split);
            if (folds > 0)
                return withFolds(std::move(outlook), folds, repeats);
            return search ? withTrials(std::move(outlook), *search) : std::move(outlook);
        },
        [this](const TrainingOutlook &outlook) { showOutlook(outlook); },
        [this](const Error &error) { showNoOutlook(errorSentence(error)); });
}

void TrainPage::showOutlook(const TrainingOutlook &outlook) {
    m_canStart = true;
    m_scarce.clear();
    for (const int category : scarceCategories(outlook.study))
        m_scarce << tr("\u201c%1\u201d has %n training tweets.", nullptr,
                       static_cast<int>(outlook.study.count(Side::Train, category)))
                        .arg(fromUtf8(outlook.study.categories[static_cast<std::size_t>(category)].name));
    m_view->preview()->show(outlook);
    const QString sentences = checkSentences(outlook);
    m_form->setCheck(sentences.isEmpty() ? tr("All is ready.") : sentences);
    m_form->setEstimate(estimateSentence(outlook));
    updateActions();
}

void TrainPage::showNoOutlook(const QString &sentence) {
    m_canStart = false;
    m_view->preview()->showNothing(sentence);
    m_form->setCheck(sentence);
    m_form->setEstimate({});
    updateActions();
}

void TrainPage::readRuns(RunId wanted) {
    session().read<std::vector<Run>>(
        JobKind::Search, this,
        [project = session().sharedProject()](std::stop_token) { return RunRepository(*project).all(); },
        [this, wanted](std::vector<Run> runs) { m_view->setRuns(std::move(runs), wanted); });
}

void TrainPage::start() {
    if (m_job->isRunning() || !session().hasProject())
        return;
    m_focus.rememberPlace();  // a job that is told to the window locks what it stands on
    try {
        const TuneRequest request = m_form->request();
        if (!m_scarce.isEmpty() && !isScarcityAccepted())
            return;
        if (m_form->checks().folds() > 0 || m_form->checks().search())
            startCheck(request);
        else
            m_job->train(request, m_form->split());
    } catch (...) {
        Q_EMIT noticeRaised(caughtNotice());
    }
}

bool TrainPage::isScarcityAccepted() {
    return dialogs::ask(
               this, QStringLiteral("scarceCategoryQuestion"), tr("Some categories have very few training tweets."),
               m_scarce.join(QLatin1Char('\n')) + QLatin1Char('\n') +
                   tr("With fewer than %1 training tweets a category is hardly learnt, and its figures say little.")
                       .arg(kTweetsToLearnFrom),
               {tr("Label more first"), tr("Train anyway")}) == 1;
}

void TrainPage::startCheck(const TuneRequest &request) {
    const CheckOptions &checks = m_form->checks();
    if (checks.folds() > 0)
        m_job->checkFolds(request, checks.folds(), checks.repeats());
    else
        m_job->search(request, m_form->split(), checks.space(request.config), *checks.search());
}

void TrainPage::resume() {
    const Run *run = m_view->chosenRun();
    if (m_job->isRunning() || !run)
        return;
    m_focus.rememberPlace();
    m_job->resume(*run);
}

void TrainPage::stop() {
    m_focus.checkHolder();
    m_job->stop();
    updateActions();
    m_focus.noteFall();
}

void TrainPage::lockForJob() {
    m_form->setLocked(true);
    Q_EMIT noticeCleared();
    updateActions();
    m_focus.holdWith(m_pauseButton);
    Q_EMIT stateChanged();
}

void TrainPage::finishJob(RunId run, bool hasSucceeded) {
    m_focus.checkHolder();
    m_pause->setChecked(false);
    m_form->setLocked(false);
    if (!session().hasProject())
        return;
    std::vector<Run> runs = RunRepository(session().project()).all();
    // A run that failed or was stopped early has no result, but a row of its own: the newest of its kind.
    for (const Run &one : runs)
        if (run.row == 0 && one.kind == m_job->kind())
            run = one.id;
    m_view->setRuns(std::move(runs), run);
    m_focus.returnFocus();
    session().tellRunsChanged();
    planLater();
    if (const Run *shown = m_view->chosenRun(); shown && !m_job->isCheck() && hasSucceeded)
        tellStop(*shown);
}

void TrainPage::tellStop(const Run &run) {
    if (run.state == RunState::Stopped)
        Q_EMIT noticeRaised({Notice::Kind::Info, tr("%1 was stopped; its best state is kept.").arg(fromUtf8(run.name)),
                             tr("Resume"), [this] { resume(); }});
}

void TrainPage::classifyWith(RunId run) {
    session().tellRunWanted(run);
    Q_EMIT pageRequested(PageId::Predict);
}

void TrainPage::forget() {
    m_job->forget();
    m_planning.reset();
    m_canStart = false;
    m_pause->setChecked(false);
    m_form->startAnew();
    m_view->forget();
    m_planTimer->stop();
}

void TrainPage::updateActions() {
    const bool isRunning = m_job->isRunning(), canStop = isRunning && !m_job->monitor()->isStopping();
    const Run *run = m_view->chosenRun();
    const bool isWritable = session().hasProject() && !session().project().isReadOnly();
    const bool isDeviceFree = isRunning || !session().job(JobKind::Device);
    m_start->setEnabled(isWritable && !isRunning && m_canStart && isDeviceFree);
    m_start->setVisible(!isRunning);
    m_pause->setEnabled(canStop);
    m_pause->setVisible(isRunning);
    m_pause->setText(m_pause->isChecked() ? tr("&Go on") : tr("&Pause"));
    m_stop->setEnabled(canStop);
    m_stop->setVisible(isRunning);
    m_stop->setText(isRunning && m_job->isCheck() ? tr("Stop and &keep what is done") : tr("Stop and &keep best"));
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
