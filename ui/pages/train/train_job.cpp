// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/train_job.h"

#include <utility>

#include "core/learn/tuning_config.h"
#include "core/workflows/project_checks.h"

namespace warbler::ui {

namespace {

// A check goes on when it is started again, and ends at once when it is stopped: what is finished stands already.
TuneRequest asCheck(TuneRequest request) {
    request.resume = Resume::Auto;
    request.onStop = OnStop::Leave;
    return request;
}

}  // namespace

TrainJob::TrainJob(Session &session, QObject *parent) : QObject(parent), m_session(session) {}

void TrainJob::train(const TuneRequest &request, const std::string &split) {
    const Result result = std::make_shared<ProjectTuneResult>();
    start({RunKind::Tuned, tr("Training"), request.config.epochs}, result,
          [project = m_session.sharedProject(), request, split, result](Engine &engine, std::stop_token stop,
                                                                        const ReportEvent &report) {
              *result = tuneInProject(*project, engine, request, split, stop, report);
          });
}

void TrainJob::checkFolds(const TuneRequest &request, int folds, int repeats) {
    const Result result = std::make_shared<ProjectTuneResult>();
    start({RunKind::Folds, tr("Check with folds"), request.config.epochs}, result,
          [project = m_session.sharedProject(), check = asCheck(request), folds, repeats,
           result](Engine &engine, std::stop_token stop, const ReportEvent &report) {
              *result = crossValidateInProject(*project, engine, check, folds, repeats, stop, report);
          });
}

void TrainJob::search(const TuneRequest &request, const std::string &split, const SearchSpace &space,
                      const SearchRequest &search) {
    const Result result = std::make_shared<ProjectTuneResult>();
    start({RunKind::Search, tr("Search for settings"), request.config.epochs}, result,
          [project = m_session.sharedProject(), check = asCheck(request), split, space, search,
           result](Engine &engine, std::stop_token stop, const ReportEvent &report) {
              *result = searchInProject(*project, engine, check, split, space, search, stop, report);
          });
}

void TrainJob::resume(const Run &run) {
    const Result result = std::make_shared<ProjectTuneResult>();
    start({RunKind::Tuned, tr("Training"), readableTuningConfig(run.configJson).epochs, true}, result,
          [project = m_session.sharedProject(), id = run.id, result](Engine &engine, std::stop_token stop,
                                                                     const ReportEvent &report) {
              *result = resumeInProject(*project, engine, id, stop, report);
          });
}

void TrainJob::start(const Start &start, const Result &result, Session::DeviceWork work) {
    m_kind = start.kind;
    m_epochs = static_cast<int>(start.epochs);
    m_isResumed = start.isResumed;
    m_result = result;
    m_monitor = m_session.startDeviceJob(start.name, std::move(work));
    m_monitor->setEpochs(m_epochs);
    Q_EMIT started();
    connect(m_monitor, &JobMonitor::batchTaken, this, &TrainJob::batchTaken);
    connect(m_monitor, &JobMonitor::progressed, this, &TrainJob::progressed);
    connect(m_monitor, &JobMonitor::finished, this, [this](const JobOutcome &outcome) { finish(outcome); });
}

void TrainJob::stop() {
    if (m_monitor)
        m_monitor->requestStop();
}

void TrainJob::setPaused(bool isPaused) {
    if (m_monitor)
        m_monitor->setPaused(isPaused);
}

void TrainJob::forget() {
    m_monitor = nullptr;
    m_result.reset();
    m_kind = RunKind::Tuned;
}

void TrainJob::finish(const JobOutcome &outcome) {
    m_monitor = nullptr;
    Q_EMIT finished(m_result ? m_result->run : RunId(), std::holds_alternative<Succeeded>(outcome));
}

}  // namespace warbler::ui
