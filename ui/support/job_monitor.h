// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "core/jobs/job_event.h"
#include "core/jobs/job_thread.h"

namespace warbler::ui {

inline constexpr std::chrono::milliseconds kJobRefresh{100};

enum class JobKind { Files, Search, Device };

// The window's side of one job: takes everything its queue holds every 100 ms, sums it up and tells it once. Monitor
// and worker share only the queue, so that closing a page in the middle of a job is safe. Lives on the GUI thread.
class JobMonitor : public QObject {
    Q_OBJECT
public:
    JobMonitor(QString name, JobKind kind, std::shared_ptr<JobControl> control, QObject *parent = nullptr);

    const QString &name() const { return m_name; }  // what the user started: "Import of tweets.csv"
    JobKind kind() const { return m_kind; }
    QString phase() const { return m_phase; }          // translated; empty before the first event
    std::int64_t doneCount() const { return m_done; }  // rows or examples of the phase
    std::int64_t total() const { return m_total; }     // 0: unknown
    int epoch() const { return m_epoch; }              // 0: no training step yet
    // Rows or examples a second since the last start or resume; empty at first.
    std::optional<double> rate() const;
    // Seconds left by the median step since the last start or resume; empty for the first 20 steps of a training, and
    // where the total is unknown.
    std::optional<double> secondsLeft() const;
    // "Training - epoch 3 of 8 - 412/800 - 31 s left"
    QString sentence() const;

    bool isFinished() const { return m_outcome.has_value(); }
    const std::optional<JobOutcome> &outcome() const { return m_outcome; }
    bool isStopping() const { return m_isStopping; }
    bool isPaused() const { return m_control->isPaused(); }
    void requestStop();
    void setPaused(bool paused);
    void finishNow() { drain(); }                      // tells the outcome of a job that has ended at once
    void setEpochs(int epochs) { m_epochs = epochs; }  // for the sentence only
    bool isTraining() const { return m_epochs > 0; }   // a run, a check or a search

Q_SIGNALS:
    void batchTaken(const std::vector<warbler::JobEvent> &events);  // all of the last 100 ms, in order
    void progressed();                                              // after batchTaken, and when paused or stopping
    void finished(const warbler::JobOutcome &outcome);              // once, last

private:
    void drain();
    void sumUp(const JobEvent &event);
    void restartClock();

    QString m_name;
    JobKind m_kind;
    std::shared_ptr<JobControl> m_control;
    QTimer m_timer;
    QElapsedTimer m_clock;
    QString m_phase;
    std::int64_t m_done = 0, m_total = 0, m_doneAtClock = 0;
    int m_epoch = 0, m_epochs = 0;
    PartStarted m_part;  // part 0: the job has none
    QElapsedTimer m_partClock;
    std::vector<double> m_partSeconds;  // of the parts this job finished
    std::vector<double> m_stepSeconds;  // since the last start or resume
    std::int64_t m_stepsLeft = 0;
    std::optional<JobOutcome> m_outcome;
    bool m_isStopping = false;
    bool m_isCounting = false;  // rows of this phase were reported
};

}  // namespace warbler::ui
