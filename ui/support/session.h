// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <QObject>
#include <QString>

#include "core/base/ids.h"
#include "core/corpus/project.h"
#include "core/jobs/job_thread.h"
#include "core/learn/engine.h"
#include "ui/support/job_monitor.h"

namespace warbler::ui {

// What the window works on: the open project, the coder, the three job threads and the engine, which lives on the
// device thread from creation to destruction. Made by the composition root and handed to every page; GUI thread only.
class Session : public QObject {
    Q_OBJECT
public:
    using MakeEngine =
        std::function<std::unique_ptr<Engine>()>;  // called once, on the device thread, by the first job there
    explicit Session(MakeEngine makeEngine, QObject *parent = nullptr);
    ~Session() override;  // stops and joins the threads, then closes the project

    // Both close what is open first; throw Error as Project does, and then nothing is open.
    void openProject(const QString &path, OpenMode mode = OpenMode::ReadWrite);
    void createProject(const QString &path);
    // Stops all jobs and waits for them; their monitors tell the outcome before projectClosing.
    void closeProject();
    void discardProject();  // as closeProject, and its file goes: nothing came of a new one
    bool hasProject() const { return m_project != nullptr; }
    Project &project() const { return *m_project; }  // hasProject() only
    // For work on another thread: keep the pointer in the closure.
    std::shared_ptr<Project> sharedProject() const { return m_project; }
    QString projectPath() const;

    QString coder() const { return m_coder; }  // the system's user name until changed
    void setCoder(const QString &coder);

    // Starts a job that the job bar shows. The monitor belongs to the session and lives until jobFinished has returned.
    JobMonitor *startJob(JobKind kind, const QString &name, JobThread::Work work);
    using DeviceWork = std::function<void(Engine &, std::stop_token, const ReportEvent &)>;
    JobMonitor *startDeviceJob(const QString &name, DeviceWork work);
    // Newest last; the job bar shows the last one.
    const std::vector<JobMonitor *> &jobs() const { return m_jobs; }
    JobMonitor *job(JobKind kind) const;  // the running one of that kind; nullptr: none

    // A quiet read for the window: work on the thread of `kind`, `then` on the GUI thread with its result, unless
    // context is gone, the project was closed or the returned control was stopped. An Error goes to `failed`; without
    // one, to readFailed.
    template <class T>
    std::shared_ptr<JobControl> read(JobKind kind, QObject *context, std::function<T(std::stop_token)> work,
                                     std::function<void(T)> then, std::function<void(const Error &)> failed = {}) {
        return readErased(
            kind, context,
            [work = std::move(work), then = std::move(then)](std::stop_token stop) -> std::function<void()> {
                auto result = std::make_shared<T>(work(stop));
                return [then, result] { then(std::move(*result)); };
            },
            std::move(failed));
    }

    // To be called after a change, by whoever made it.
    void tellTweetsChanged() { Q_EMIT tweetsChanged(); }
    void tellCodebookChanged() { Q_EMIT codebookChanged(); }
    void tellLabelsChanged() { Q_EMIT labelsChanged(); }
    void tellRunsChanged() { Q_EMIT runsChanged(); }
    // A tweet somewhere else is to be shown on the Label page.
    void tellLabelWanted(TweetKey tweet) { Q_EMIT labelWanted(tweet); }
    // A run is to be shown wherever runs are chosen.
    void tellRunWanted(RunId run) { Q_EMIT runWanted(run); }
    void tellSaved();                              // a label or note was committed just now
    QString savedAt() const { return m_savedAt; }  // local "14:02:10"; empty: nothing yet

Q_SIGNALS:
    void projectOpened();
    void projectClosing();  // the project still stands
    void projectClosed();
    void coderChanged();
    void tweetsChanged();  // imported, undone
    void codebookChanged();
    void labelsChanged();
    void runsChanged();  // a run began, ended, or its adapter or predictions changed
    void saved();
    void labelWanted(warbler::TweetKey tweet);
    void runWanted(warbler::RunId run);
    void jobStarted(warbler::ui::JobMonitor *job);
    void jobFinished(warbler::ui::JobMonitor *job, const warbler::JobOutcome &outcome);
    void readFailed(const QString &sentence, QObject *reader);
    void readDone(QObject *reader);

private:
    std::shared_ptr<JobControl> readErased(JobKind kind, QObject *context,
                                           std::function<std::function<void()>(std::stop_token)> work,
                                           std::function<void(const Error &)> failed);
    JobThread &thread(JobKind kind);
    void take(std::shared_ptr<Project> project);
    void stopEverything();

    QString m_coder;
    QString m_savedAt;
    std::shared_ptr<Project> m_project;
    std::vector<JobMonitor *> m_jobs;
    std::vector<std::weak_ptr<JobControl>> m_reads;
    std::uint64_t m_generation = 0;  // counts projects: a read of an older one is dropped
    bool m_isClosing = false, m_isDiscarded = false;
    MakeEngine m_makeEngine;
    std::unique_ptr<Engine> m_engine;  // device thread only
    std::unique_ptr<JobThread> m_files, m_search, m_device;
};

}  // namespace warbler::ui
