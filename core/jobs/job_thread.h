// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "core/jobs/event_queue.h"

namespace warbler {

// What one posted job can be told while it waits or runs. Thread-safe; outlives the job.
class JobControl {
public:
    void requestStop();           // also resumes a paused job
    void setPaused(bool paused);  // the job stops inside its next report
    bool isPaused() const;
    std::stop_token stopToken() const { return m_stop.get_token(); }
    EventQueue &events() { return m_events; }
    void waitWhilePaused();  // on the job's thread

private:
    std::stop_source m_stop;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_paused = false;
    EventQueue m_events;
};

// The outcome that the exception being handled is reported as; only inside a catch.
JobOutcome outcomeOfException();

// Runs jobs one after another on a single thread, so that whatever libtorch keeps per thread has one owner. post() may
// be called from any thread; work runs on the job thread. Exactly one JobOutcome per posted job, last: Error and
// std::bad_alloc become Failed, Cancelled and a stop before the start become Stopped. Stops the running job and joins
// in its destructor.
class JobThread {
public:
    using Work = std::function<void(std::stop_token, const ReportEvent &)>;
    explicit JobThread(std::string name);
    ~JobThread();
    JobThread(const JobThread &) = delete;
    JobThread &operator=(const JobThread &) = delete;

    std::shared_ptr<JobControl> post(Work work);
    // Posts work and waits for it; rethrows what it threw. Not from the job thread.
    void runAndWait(const std::function<void()> &work);
    // Runs on the job thread after the last job, before the thread ends: the engine dies on its own thread.
    void setTearDown(std::function<void()> tearDown);
    std::thread::id threadId() const { return m_thread.get_id(); }

private:
    struct Job {
        std::shared_ptr<JobControl> control;
        Work work;
    };
    void loop(const std::stop_token &stop);
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Job> m_jobs;
    std::shared_ptr<JobControl> m_running;
    std::function<void()> m_tearDown;
    std::jthread m_thread;  // last: starts when everything above stands
};

}  // namespace warbler
