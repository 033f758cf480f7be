// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/job_thread.h"

#include <cassert>
#include <exception>
#include <filesystem>
#include <future>
#include <new>
#include <utility>

#include <pthread.h>

#include "core/base/file_error.h"

namespace warbler {

JobOutcome outcomeOfException() {
    try {
        throw;
    } catch (const Cancelled &) {
        return Stopped{};
    } catch (const Error &error) {
        return Failed{error.code(), error.detail(), error.hint()};
    } catch (const std::bad_alloc &) {
        return Failed{ErrorCode::OutOfMemory, "the computer's memory is used up",
                      "Close other programs, or work on fewer tweets at a time."};
    } catch (const std::filesystem::filesystem_error &problem) {
        const Error error = errorOf(problem);
        return Failed{error.code(), error.detail(), error.hint()};
    } catch (const std::exception &error) {
        return Failed{ErrorCode::Internal, error.what(), {}};
    } catch (...) {
        return Failed{ErrorCode::Internal, "an exception of unknown type", {}};
    }
}

namespace {
JobOutcome outcomeOf(const JobThread::Work &work, const std::shared_ptr<JobControl> &control) {
    if (control->stopToken().stop_requested())
        return Stopped{};
    try {
        work(control->stopToken(), [&control](const JobEvent &event) {
            control->events().push(event);
            control->waitWhilePaused();
        });
        return Succeeded{};
    } catch (...) {
        return outcomeOfException();
    }
}
}  // namespace

void JobControl::requestStop() { m_stop.request_stop(); }  // wakes waitWhilePaused, which waits for it too

void JobControl::setPaused(bool paused) {
    {
        const std::lock_guard lock(m_mutex);
        m_paused = paused;
    }
    m_changed.notify_all();
}

bool JobControl::isPaused() const {
    const std::lock_guard lock(m_mutex);
    return m_paused;
}

void JobControl::waitWhilePaused() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, m_stop.get_token(), [this] { return !m_paused; });
}

JobThread::JobThread(std::string name)
    : m_thread([this, name = std::move(name)](const std::stop_token &stop) {
          ::pthread_setname_np(::pthread_self(), name.substr(0, 15).c_str());  // 15: the kernel's limit
          loop(stop);
      }) {}

JobThread::~JobThread() {
    m_thread.request_stop();
    {
        const std::lock_guard lock(m_mutex);
        if (m_running)
            m_running->requestStop();
    }
    m_thread.join();
}

std::shared_ptr<JobControl> JobThread::post(Work work) {
    auto control = std::make_shared<JobControl>();
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back({control, std::move(work)});
    }
    m_wake.notify_one();
    return control;
}

void JobThread::runAndWait(const std::function<void()> &work) {
    assert(std::this_thread::get_id() != m_thread.get_id());
    auto done = std::make_shared<std::promise<void>>();
    std::future<void> result = done->get_future();
    post([&work, done](const std::stop_token &, const ReportEvent &) {
        try {
            work();
            done->set_value();
        } catch (...) {
            done->set_exception(std::current_exception());
        }
    });
    done.reset();  // if the thread ends before the job's turn, the last promise goes with the job and the wait ends
    try {
        result.get();
    } catch (const std::future_error &) {
        throw Cancelled();
    }
}

void JobThread::setTearDown(std::function<void()> tearDown) {
    const std::lock_guard lock(m_mutex);
    m_tearDown = std::move(tearDown);
}

void JobThread::loop(const std::stop_token &stop) {
    std::unique_lock lock(m_mutex);
    while (true) {
        m_wake.wait(lock, stop, [this] { return !m_jobs.empty(); });
        if (stop.stop_requested())
            break;
        Job job = std::move(m_jobs.front());
        m_jobs.pop_front();
        m_running = job.control;
        lock.unlock();
        JobOutcome outcome = outcomeOf(job.work, job.control);
        job.work = nullptr;  // what it captured dies here, before anyone can see the outcome
        lock.lock();
        m_running.reset();
        job.control->events().finish(std::move(outcome));
    }
    std::deque<Job> left = std::exchange(m_jobs, {});
    const std::function<void()> tearDown = std::exchange(m_tearDown, {});
    lock.unlock();
    for (Job &job : left) {
        job.work = nullptr;
        job.control->events().finish(Stopped{});
    }
    if (tearDown)
        tearDown();
}

}  // namespace warbler
