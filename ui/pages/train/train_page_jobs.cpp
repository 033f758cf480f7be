// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The jobs of the Train page: a run, a check with folds, a search; from Start to their end.
#include "ui/pages/train/train_page.h"

#include <utility>

#include <QAction>
#include <QComboBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>

#include "core/learn/tuning_config.h"
#include "core/workflows/project_checks.h"
#include "ui/pages/train/check_options.h"
#include "ui/pages/train/train_form.h"
#include "ui/pages/train/train_live.h"
#include "ui/support/dialogs.h"
#include "ui/support/error_text.h"
#include "ui/support/session.h"
#include "ui/support/text.h"
#include "ui/widgets/check_results.h"

namespace warbler::ui {

void TrainPage::start() {
    if (m_job || !session().hasProject())
        return;
    m_focus.rememberPlace();  // a job that is told to the window locks what it stands on
    try {
        TuneRequest request = m_form->request();
        if (!m_scarce.isEmpty() && !isScarcityAccepted())
            return;
        if (m_form->checks().folds() > 0 || m_form->checks().search()) {
            startCheck(std::move(request));
            return;
        }
        m_result = std::make_shared<ProjectTuneResult>();
        m_live->clear();
        follow(session().startDeviceJob(
                   tr("Training"),
                   [project = session().sharedProject(), request, split = m_form->split(),
                    result = m_result](Engine &engine, std::stop_token stop, const ReportEvent &report) {
                       *result = tuneInProject(*project, engine, request, split, stop, report);
                   }),
               static_cast<int>(request.config.epochs));
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

void TrainPage::startCheck(TuneRequest request) {
    const CheckOptions &checks = m_form->checks();
    request.resume = Resume::Auto;
    request.onStop = OnStop::Leave;
    const int epochs = static_cast<int>(request.config.epochs);
    m_result = std::make_shared<ProjectTuneResult>();
    m_checkKind = checks.folds() > 0 ? RunKind::Folds : RunKind::Search;
    Session::DeviceWork work;
    if (m_checkKind == RunKind::Folds)
        work = [project = session().sharedProject(), request, folds = checks.folds(), repeats = checks.repeats(),
                result = m_result](Engine &engine, std::stop_token stop, const ReportEvent &report) {
            *result = crossValidateInProject(*project, engine, request, folds, repeats, stop, report);
        };
    else
        work = [project = session().sharedProject(), request, split = m_form->split(), search = *checks.search(),
                space = checks.space(request.config),
                result = m_result](Engine &engine, std::stop_token stop, const ReportEvent &report) {
            *result = searchInProject(*project, engine, request, split, space, search, stop, report);
        };
    m_checked->show({});
    follow(session().startDeviceJob(m_checkKind == RunKind::Folds ? tr("Check with folds") : tr("Search for settings"),
                                    std::move(work)),
           epochs);
}

void TrainPage::readChecked(RunKind kind, RunId id) {
    session().read<CheckedRun>(
        JobKind::Files, this,
        [project = session().sharedProject(), kind, id](std::stop_token) { return checkedRun(*project, kind, id); },
        [this, kind](const CheckedRun &checked) {
            if (checked.run.kind == kind && m_right->currentWidget() == m_checked)
                m_checked->show(checked);
        });
}

void TrainPage::resume() {
    const Run *run = chosenRun();
    if (m_job || !run)
        return;
    m_focus.rememberPlace();
    m_checkKind.reset();
    m_result = std::make_shared<ProjectTuneResult>();
    const TuningConfig settings = readableTuningConfig(run->configJson);
    follow(session().startDeviceJob(tr("Training"),
                                    [project = session().sharedProject(), id = run->id, result = m_result](
                                        Engine &engine, std::stop_token stop, const ReportEvent &report) {
                                        *result = resumeInProject(*project, engine, id, stop, report);
                                    }),
           static_cast<int>(settings.epochs));
}

void TrainPage::stop() {
    m_focus.checkHolder();
    if (m_job)
        m_job->requestStop();
    updateActions();
    m_focus.noteFall();
}

void TrainPage::follow(JobMonitor *job, int epochs) {
    m_job = job;
    m_epochs = epochs;
    m_isFirstBatch = true;
    job->setEpochs(epochs);
    m_form->setLocked(true);
    m_runBox->setCurrentIndex(0);
    m_runBox->setItemText(0, tr("The run that goes on"));
    m_runBox->setEnabled(false);
    m_right->setCurrentWidget(m_checkKind ? static_cast<QWidget *>(m_checked) : m_live);
    m_live->setSentence(tr("The model is being read."));
    m_checked->setSentence(tr("The model is being read."));
    Q_EMIT noticeCleared();
    connect(job, &JobMonitor::batchTaken, this, [this](const std::vector<JobEvent> &events) {
        for (const JobEvent &event : events) {
            if (const auto *warning = std::get_if<Warned>(&event))
                m_live->setSentence(fromUtf8(warning->sentence));
            else if (m_checkKind && std::holds_alternative<PartStarted>(event))
                readChecked(*m_checkKind, {});
            else if (std::holds_alternative<StepDone>(event) && m_isFirstBatch) {
                m_isFirstBatch = false;
                m_live->setSentence({});
            }
        }
        if (!m_checkKind)
            m_live->append(events);
    });
    connect(job, &JobMonitor::progressed, this, [this] {
        if (m_job)
            m_live->showClock(m_job, m_epochs);
        Q_EMIT stateChanged();
    });
    connect(job, &JobMonitor::finished, this, [this](const JobOutcome &outcome) { finishJob(outcome); });
    updateActions();
    m_focus.holdWith(m_pauseButton);
    Q_EMIT stateChanged();
}

void TrainPage::finishJob(const JobOutcome &outcome) {
    m_focus.checkHolder();
    m_job = nullptr;
    const std::optional<RunKind> check = std::exchange(m_checkKind, std::nullopt);
    m_pause->setChecked(false);
    m_form->setLocked(false);
    m_runBox->setEnabled(true);
    m_live->showClock(nullptr, m_epochs);
    if (!session().hasProject())
        return;
    const RunId trained = m_result ? m_result->run : RunId();
    std::vector<Run> runs = RunRepository(session().project()).all();
    // A run that failed or was stopped early has no result, but a row of its own: the newest tuned one.
    RunId shown = trained;
    for (const Run &run : runs)
        if (shown.row == 0 && run.kind == check.value_or(RunKind::Tuned))
            shown = run.id;
    showRuns(std::move(runs), shown);
    m_focus.returnFocus();
    session().tellRunsChanged();
    planLater();
    if (const Run *run = chosenRun(); run && !check && std::holds_alternative<Succeeded>(outcome))
        tellStop(*run);
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

}  // namespace warbler::ui
