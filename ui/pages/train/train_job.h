// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <QObject>
#include <QPointer>

#include "core/corpus/run_repository.h"
#include "core/tuning/hyperparameter_search.h"
#include "core/workflows/project_tuning.h"
#include "ui/support/session.h"

namespace warbler::ui {

// What the Train page has going on on the device: a run, a check with folds or a search, from its start to its row in
// the project. One at a time.
class TrainJob : public QObject {
    Q_OBJECT
public:
    explicit TrainJob(Session &session, QObject *parent = nullptr);
    bool isRunning() const { return !m_monitor.isNull(); }
    JobMonitor *monitor() const { return m_monitor; }          // nullptr: nothing goes on
    RunKind kind() const { return m_kind; }                    // of the run that goes on, else of the last one
    bool isCheck() const { return m_kind != RunKind::Tuned; }  // folds or a search
    bool isResumed() const { return m_isResumed; }             // it goes on from a checkpoint
    int epochs() const { return m_epochs; }                    // of one training

    // Only while nothing goes on.
    void train(const TuneRequest &request, const std::string &split);
    void checkFolds(const TuneRequest &request, int folds, int repeats);
    void search(const TuneRequest &request, const std::string &split, const SearchSpace &space,
                const SearchRequest &search);
    void resume(const Run &run);
    void stop();
    void setPaused(bool isPaused);
    void forget();  // the project is being closed; nothing more is told

Q_SIGNALS:
    void started();
    void batchTaken(const std::vector<warbler::JobEvent> &events);
    void progressed();
    // run: as the project has it, 0 where none was made yet.
    void finished(warbler::RunId run, bool hasSucceeded);

private:
    using Result = std::shared_ptr<ProjectTuneResult>;
    struct Start {
        RunKind kind;
        QString name;         // for the job bar
        std::int64_t epochs;  // of one training
        bool isResumed = false;
    };
    void start(const Start &start, const Result &result, Session::DeviceWork work);
    void finish(const JobOutcome &outcome);

    Session &m_session;
    QPointer<JobMonitor> m_monitor;
    Result m_result;
    RunKind m_kind = RunKind::Tuned;
    int m_epochs = 0;
    bool m_isResumed = false;
};

}  // namespace warbler::ui
