// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/session.h"

#include <algorithm>
#include <cassert>

#include <QFile>
#include <QPointer>
#include <QScopeGuard>
#include <QTime>

#include "core/corpus/run_repository.h"
#include "ui/support/error_text.h"
#include "ui/support/settings.h"
#include "ui/support/text.h"

namespace warbler::ui {

Session::Session(MakeEngine makeEngine, QObject *parent)
    : QObject(parent), m_coder(storedCoder()), m_makeEngine(std::move(makeEngine)),
      m_files(std::make_unique<JobThread>("files")), m_search(std::make_unique<JobThread>("search")),
      m_device(std::make_unique<JobThread>("device")) {
    m_device->setTearDown([this] { m_engine.reset(); });
}

Session::~Session() {
    stopEverything();
    m_search.reset();
    m_files.reset();
    m_device.reset();
    if (m_project) {
        try {
            m_project->close();
        } catch (...) {
            // The next opening heals what is left; there is no window any more to say so.
        }
    }
}

QString Session::projectPath() const { return m_project ? fromUtf8(m_project->path()) : QString(); }

void Session::openProject(const QString &path, OpenMode mode) {
    closeProject();
    const bool isNew = mode == OpenMode::ReadWrite && QFile::exists(path) && Project::isNew(toUtf8(path));
    take(isNew ? Project::create(toUtf8(path)) : Project::open(toUtf8(path), mode));
}

void Session::createProject(const QString &path) {
    closeProject();
    take(Project::create(toUtf8(path)));
}

void Session::take(std::shared_ptr<Project> project) {
    if (!project->isReadOnly())
        RunRepository(*project).markInterrupted();
    m_project = std::move(project);
    ++m_generation;
    m_savedAt.clear();
    m_isDiscarded = false;
    Q_EMIT projectOpened();
}

void Session::closeProject() {
    if (!m_project || m_isClosing)
        return;
    m_isClosing = true;
    const auto opened = qScopeGuard([this] { m_isClosing = false; });
    stopEverything();
    // Whoever waits for a job hears of its end while the job's own project still stands, never when another one is
    // open.
    const std::vector<JobMonitor *> jobs = m_jobs;
    for (JobMonitor *job : jobs)
        job->finishNow();
    Q_EMIT projectClosing();
    stopEverything();  // what was asked for meanwhile
    ++m_generation;
    const std::shared_ptr<Project> project = std::move(m_project);
    m_project.reset();
    Q_EMIT projectClosed();
    const QString path = fromUtf8(project->path());
    project->close();
    if (m_isDiscarded)
        QFile::remove(path);
}

void Session::discardProject() {
    m_isDiscarded = true;
    closeProject();
}

void Session::stopEverything() {
    for (const std::weak_ptr<JobControl> &read : m_reads)
        if (const auto control = read.lock())
            control->requestStop();
    m_reads.clear();
    for (JobMonitor *job : m_jobs)
        job->requestStop();
    for (JobThread *thread : {m_search.get(), m_files.get(), m_device.get()})
        thread->runAndWait([] {});
}

void Session::setCoder(const QString &coder) {
    const QString name = coder.trimmed();
    if (name.isEmpty() || name == m_coder)
        return;
    m_coder = name;
    storeCoder(name);
    Q_EMIT coderChanged();
}

JobThread &Session::thread(JobKind kind) {
    switch (kind) {
    case JobKind::Files:
        return *m_files;
    case JobKind::Search:
        return *m_search;
    case JobKind::Device:
        return *m_device;
    }
    return *m_files;
}

JobMonitor *Session::startJob(JobKind kind, const QString &name, JobThread::Work work) {
    auto *monitor = new JobMonitor(name, kind, thread(kind).post(std::move(work)), this);
    m_jobs.push_back(monitor);
    connect(monitor, &JobMonitor::finished, this, [this, monitor](const JobOutcome &outcome) {
        m_jobs.erase(std::remove(m_jobs.begin(), m_jobs.end(), monitor), m_jobs.end());
        Q_EMIT jobFinished(monitor, outcome);
        monitor->deleteLater();
    });
    Q_EMIT jobStarted(monitor);
    return monitor;
}

JobMonitor *Session::startDeviceJob(const QString &name, DeviceWork work) {
    return startJob(JobKind::Device, name,
                    [this, work = std::move(work)](std::stop_token stop, const ReportEvent &report) {
                        if (!m_engine)
                            m_engine = m_makeEngine();
                        work(*m_engine, stop, report);
                    });
}

JobMonitor *Session::job(JobKind kind) const {
    for (JobMonitor *job : m_jobs)
        if (job->kind() == kind)
            return job;
    return nullptr;
}

std::shared_ptr<JobControl> Session::readErased(JobKind kind, QObject *context,
                                                std::function<std::function<void()>(std::stop_token)> work,
                                                std::function<void(const Error &)> failed) {
    const QPointer<QObject> guard(context);
    const std::uint64_t generation = m_generation;
    const auto deliver = [this, guard, generation](std::stop_token stop, std::function<void()> act) {
        // Posted to the session, which outlives its threads; the context is looked at on its own thread only.
        QMetaObject::invokeMethod(
            this,
            [this, guard, generation, stop, act = std::move(act)] {
                if (!guard || generation != m_generation || stop.stop_requested())
                    return;
                act();
            },
            Qt::QueuedConnection);
    };
    auto control = thread(kind).post([this, guard, work = std::move(work), failed = std::move(failed),
                                      deliver](std::stop_token stop, const ReportEvent &) {
        try {
            deliver(stop, [this, guard, act = work(stop)] {
                Q_EMIT readDone(guard);
                act();
            });
        } catch (...) {
            const JobOutcome outcome = outcomeOfException();
            if (const auto *failure = std::get_if<Failed>(&outcome)) {
                const Error error(failure->code, failure->detail, failure->hint);
                deliver(stop, [this, guard, failed, error] {
                    failed ? failed(error) : Q_EMIT readFailed(errorSentence(error), guard);
                });
            }
        }
    });
    m_reads.erase(std::remove_if(m_reads.begin(), m_reads.end(), [](const auto &read) { return read.expired(); }),
                  m_reads.end());
    m_reads.push_back(control);
    return control;
}

void Session::tellSaved() {
    m_savedAt = QTime::currentTime().toString(QStringLiteral("HH:mm:ss"));
    Q_EMIT saved();
}

}  // namespace warbler::ui
