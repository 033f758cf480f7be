// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/run_view.h"

#include <algorithm>
#include <utility>

#include <QComboBox>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/learn/tuning_config.h"
#include "core/workflows/run_results.h"
#include "core/workflows/study_progress.h"
#include "ui/pages/train/train_job.h"
#include "ui/pages/train/train_live.h"
#include "ui/pages/train/train_preview.h"
#include "ui/support/session.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/check_results.h"
#include "ui/widgets/run_tables.h"
#include "ui/widgets/verdict_line.h"

namespace warbler::ui {

RunView::RunView(Session &session, TrainJob &job, QWidget *parent)
    : QWidget(parent), m_session(session), m_job(job), m_box(new QComboBox(this)), m_stack(new QStackedWidget(this)),
      m_preview(new TrainPreview(this)), m_live(new TrainLive(this)), m_check(new CheckResults(this)) {
    m_box->setObjectName(QStringLiteral("runBox"));
    m_box->setAccessibleName(tr("Run"));
    m_stack->addWidget(m_preview);
    m_stack->addWidget(m_live);
    m_stack->addWidget(m_check);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace12);
    column->addWidget(m_box);
    column->addWidget(m_stack, 1);
    connect(m_box, &QComboBox::activated, this, [this] { showChosen(); });
    connect(m_check, &CheckResults::settingsChosen, this, &RunView::settingsChosen);
    connect(m_live->verdict(), &VerdictLine::wordModelChosen, this, &RunView::wordModelChosen);
    listenToJob();
}

void RunView::listenToJob() {
    connect(&m_job, &TrainJob::started, this, [this] { showJob(); });
    connect(&m_job, &TrainJob::batchTaken, this, [this](const std::vector<JobEvent> &events) { showBatch(events); });
    connect(&m_job, &TrainJob::progressed, this, [this] {
        if (m_job.isRunning())
            m_live->showClock(m_job.monitor(), m_job.epochs());
    });
    connect(&m_job, &TrainJob::finished, this, [this] {
        m_box->setEnabled(true);
        m_live->showClock(nullptr, m_job.epochs());
    });
}

void RunView::showJob() {
    if (m_job.isCheck())
        m_check->show({});
    else if (!m_job.isResumed())
        m_live->clear();
    m_isFirstBatch = true;
    m_box->setCurrentIndex(0);
    m_box->setItemText(0, tr("The run that goes on"));
    m_box->setEnabled(false);
    m_stack->setCurrentWidget(m_job.isCheck() ? static_cast<QWidget *>(m_check) : m_live);
    m_live->setSentence(tr("The model is being read."));
    m_check->setSentence(tr("The model is being read."));
}

void RunView::showBatch(const std::vector<JobEvent> &events) {
    for (const JobEvent &event : events) {
        if (const auto *warning = std::get_if<Warned>(&event))
            m_live->setSentence(fromUtf8(warning->sentence));
        else if (m_job.isCheck() && std::holds_alternative<PartStarted>(event))
            readCheck(m_job.kind(), {});
        else if (std::holds_alternative<StepDone>(event) && std::exchange(m_isFirstBatch, false))
            m_live->setSentence({});
    }
    if (!m_job.isCheck())
        m_live->append(events);
}

void RunView::setRuns(std::vector<Run> runs, RunId wanted) {
    const qlonglong before = wanted.row != 0 ? wanted.row : m_box->currentData().toLongLong();
    m_runs = std::move(runs);
    m_box->clear();
    m_box->addItem(tr("New run: the data it would learn from"), qlonglong(0));
    for (const Run &run : m_runs)
        if (isListed(run))
            m_box->addItem(runLine(run), static_cast<qlonglong>(run.id.row));
    m_box->setCurrentIndex(std::max(0, m_box->findData(before)));
    // What was interrupted is seen without opening the list, with Resume beside it.
    if (const Run *interrupted = newestInterrupted(); interrupted && m_isFresh && before == 0)
        m_box->setCurrentIndex(m_box->findData(static_cast<qlonglong>(interrupted->id.row)));
    m_isFresh = !m_session.hasProject();
    if (m_job.isRunning())
        Q_EMIT runChosen();
    else
        showChosen();
}

const Run *RunView::chosenRun() const {
    const qlonglong wanted = m_box->currentData().toLongLong();
    for (const Run &run : m_runs)
        if (run.id.row == wanted)
            return &run;
    return nullptr;
}

const Run *RunView::newestInterrupted() const {
    const auto newest = std::find_if(m_runs.begin(), m_runs.end(), isListed);
    const bool isInterrupted =
        newest != m_runs.end() && newest->kind == RunKind::Tuned && newest->state == RunState::Interrupted;
    return isInterrupted ? &*newest : nullptr;
}

int RunView::listedCount() const { return static_cast<int>(std::count_if(m_runs.begin(), m_runs.end(), isListed)); }

void RunView::showChosen() {
    const Run *run = chosenRun();
    const bool isCheck = run && run->kind != RunKind::Tuned;
    m_stack->setCurrentWidget(isCheck ? static_cast<QWidget *>(m_check)
                              : run   ? static_cast<QWidget *>(m_live)
                                      : m_preview);
    Q_EMIT runChosen();
    if (isCheck)
        readCheck(run->kind, run->id);
    else if (run)
        readRun(*run);
}

void RunView::readRun(const Run &run) {
    struct Shown {
        std::vector<JobEvent> points;
        StoredVerdict verdict;
    };
    m_session.read<Shown>(
        JobKind::Search, this,
        [project = m_session.sharedProject(), run](std::stop_token) {
            return Shown{RunRepository(*project).points(run.id), storedVerdict(*project, run)};
        },
        [this, id = run.id](const Shown &read) {
            const Run *shown = chosenRun();
            if (!shown || shown->id != id || m_job.isRunning())
                return;
            m_live->clear();
            m_live->showClock(nullptr, static_cast<int>(readableTuningConfig(shown->configJson).epochs));
            m_live->append(read.points);
            m_live->setSentence(fromUtf8(shown->reason));
            m_live->verdict()->show(read.verdict);
        });
}

void RunView::readCheck(RunKind kind, RunId id) {
    m_session.read<CheckedRun>(
        JobKind::Files, this,
        [project = m_session.sharedProject(), kind, id](std::stop_token) { return checkedRun(*project, kind, id); },
        [this, kind](const CheckedRun &checked) {
            if (checked.run.kind == kind && m_stack->currentWidget() == m_check)
                m_check->show(checked);
        });
}

void RunView::forget() {
    m_live->clear();
    m_check->show({});
    m_preview->showNothing({});
    m_box->setEnabled(true);
    setRuns({}, {});
    m_isFresh = true;
}

}  // namespace warbler::ui
