// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <atomic>
#include <future>
#include <new>
#include <stdexcept>

#include <QTest>

#include "core/jobs/job_thread.h"

using namespace warbler;

class JobThreadTest : public QObject {
    Q_OBJECT
private slots:
    void runsJobsInOrderOnOneThread();
    void everyJobEndsWithExactlyOneOutcome();
    void whatIsThrownBecomesTheOutcome();
    void aJobStoppedBeforeItsStartNeverRuns();
    void aRunningJobSeesTheStop();
    void aPausedJobWaitsInsideItsReport();
    void aStopWakesAPausedJob();
    void runAndWaitReturnsOrRethrows();
    void theDestructorStopsTheRunningJobAndDropsTheRest();
    void theTearDownRunsLastAndOnTheJobThread();
    void whatAJobCapturedDiesBeforeItsOutcomeIsSeen();

private:
    // Waits for the end of a job, collecting its events; fails if a second outcome follows.
    static JobOutcome endOf(JobControl &control, std::vector<JobEvent> *events = nullptr) {
        while (true) {
            EventQueue::Batch batch = control.events().take();
            if (events != nullptr)
                events->insert(events->end(), batch.events.begin(), batch.events.end());
            if (batch.outcome)
                return *batch.outcome;
            std::this_thread::yield();
        }
    }
};

void JobThreadTest::runsJobsInOrderOnOneThread() {
    JobThread thread("test");
    std::vector<int> order;
    std::vector<std::shared_ptr<JobControl>> controls;
    for (int i = 0; i < 100; ++i)
        controls.push_back(thread.post([&order, &thread, i](const std::stop_token &, const ReportEvent &) {
            if (std::this_thread::get_id() == thread.threadId())
                order.push_back(i);
        }));
    for (const auto &control : controls)
        QVERIFY(std::holds_alternative<Succeeded>(endOf(*control)));
    QCOMPARE(order.size(), std::size_t(100));
    QVERIFY(std::is_sorted(order.begin(), order.end()));
}

void JobThreadTest::everyJobEndsWithExactlyOneOutcome() {
    std::vector<std::shared_ptr<JobControl>> controls;
    {
        JobThread thread("test");
        for (int i = 0; i < 500; ++i) {
            controls.push_back(thread.post([i](const std::stop_token &stop, const ReportEvent &report) {
                report(RowsDone{i, 0});
                if (stop.stop_requested())
                    throw Cancelled();
            }));
            if (i % 3 == 0)
                controls.back()->requestStop();
        }
    }
    for (const auto &control : controls) {
        const EventQueue::Batch batch = control->events().take();
        QVERIFY(batch.outcome.has_value());
        QVERIFY(!std::holds_alternative<Failed>(*batch.outcome));
        QVERIFY(!control->events().take().outcome);
    }
}

void JobThreadTest::whatIsThrownBecomesTheOutcome() {
    JobThread thread("test");
    const auto outcome = [&](const std::function<void()> &act) {
        return endOf(*thread.post([act](const std::stop_token &, const ReportEvent &) { act(); }));
    };
    const auto failed = std::get<Failed>(outcome([] { throw Error(ErrorCode::BadAdapter, "detail", "hint"); }));
    QCOMPARE(failed.code, ErrorCode::BadAdapter);
    QCOMPARE(failed.detail, std::string("detail"));
    QCOMPARE(failed.hint, std::string("hint"));
    QCOMPARE(std::get<Failed>(outcome([] { throw std::bad_alloc(); })).code, ErrorCode::OutOfMemory);
    QCOMPARE(std::get<Failed>(outcome([] { throw std::runtime_error("x"); })).code, ErrorCode::Internal);
    QCOMPARE(std::get<Failed>(outcome([] { throw 5; })).code, ErrorCode::Internal);
    QVERIFY(std::holds_alternative<Stopped>(outcome([] { throw Cancelled(); })));
    QVERIFY(std::holds_alternative<Succeeded>(outcome([] {})));
}

void JobThreadTest::aJobStoppedBeforeItsStartNeverRuns() {
    JobThread thread("test");
    std::promise<void> gate;
    std::shared_future<void> opened = gate.get_future().share();
    const auto first = thread.post([opened](const std::stop_token &, const ReportEvent &) { opened.wait(); });
    std::atomic<bool> hasRun = false;
    const auto second = thread.post([&hasRun](const std::stop_token &, const ReportEvent &) { hasRun = true; });
    second->requestStop();
    gate.set_value();
    QVERIFY(std::holds_alternative<Succeeded>(endOf(*first)));
    QVERIFY(std::holds_alternative<Stopped>(endOf(*second)));
    QVERIFY(!hasRun);
}

void JobThreadTest::aRunningJobSeesTheStop() {
    JobThread thread("test");
    std::promise<void> started;
    const auto control = thread.post([&started](const std::stop_token &stop, const ReportEvent &) {
        started.set_value();
        while (!stop.stop_requested())
            std::this_thread::yield();
        throw Cancelled();
    });
    started.get_future().wait();
    control->requestStop();
    QVERIFY(std::holds_alternative<Stopped>(endOf(*control)));
}

void JobThreadTest::aPausedJobWaitsInsideItsReport() {
    JobThread thread("test");
    std::promise<std::shared_ptr<JobControl>> known;
    std::atomic<bool> wasPausedAfterReport = false;
    const auto control = thread.post([&](const std::stop_token &, const ReportEvent &report) {
        const auto self = known.get_future().get();
        report(StepDone{});
        wasPausedAfterReport = self->isPaused();
        report(EpochDone{});
    });
    control->setPaused(true);
    known.set_value(control);
    std::vector<JobEvent> events;
    while (events.empty())
        events = control->events().take().events;
    QCOMPARE(events.size(), std::size_t(1));  // the epoch comes only after the pause
    for (int i = 0; i < 1000; ++i) {
        const EventQueue::Batch batch = control->events().take();
        QVERIFY(batch.events.empty() && !batch.outcome);
        std::this_thread::yield();
    }
    control->setPaused(false);
    QVERIFY(std::holds_alternative<Succeeded>(endOf(*control, &events)));
    QCOMPARE(events.size(), std::size_t(2));
    QVERIFY(!wasPausedAfterReport);
}

void JobThreadTest::aStopWakesAPausedJob() {
    JobThread thread("test");
    const auto control = thread.post([](const std::stop_token &stop, const ReportEvent &report) {
        while (!stop.stop_requested())
            report(StepDone{});
        throw Cancelled();
    });
    control->setPaused(true);
    control->requestStop();
    QVERIFY(std::holds_alternative<Stopped>(endOf(*control)));
}

void JobThreadTest::runAndWaitReturnsOrRethrows() {
    JobThread thread("test");
    std::thread::id where;
    thread.runAndWait([&where] { where = std::this_thread::get_id(); });
    QCOMPARE(where, thread.threadId());
    bool wasThrown = false;
    try {
        thread.runAndWait([] { throw Error(ErrorCode::NoSuchDevice, "cuda:9"); });
    } catch (const Error &error) {
        wasThrown = error.code() == ErrorCode::NoSuchDevice;
    }
    QVERIFY(wasThrown);
}

void JobThreadTest::theDestructorStopsTheRunningJobAndDropsTheRest() {
    std::shared_ptr<JobControl> running;
    std::shared_ptr<JobControl> waiting;
    std::atomic<bool> hasRun = false;
    {
        JobThread thread("test");
        std::promise<void> started;
        running = thread.post([&started](const std::stop_token &stop, const ReportEvent &) {
            started.set_value();
            while (!stop.stop_requested())
                std::this_thread::yield();
            throw Cancelled();
        });
        waiting = thread.post([&hasRun](const std::stop_token &, const ReportEvent &) { hasRun = true; });
        started.get_future().wait();
    }
    QVERIFY(std::holds_alternative<Stopped>(running->events().take().outcome.value()));
    QVERIFY(std::holds_alternative<Stopped>(waiting->events().take().outcome.value()));
    QVERIFY(!hasRun);
}

void JobThreadTest::theTearDownRunsLastAndOnTheJobThread() {
    std::vector<std::thread::id> calls;
    std::thread::id jobThread;
    {
        JobThread thread("test");
        jobThread = thread.threadId();
        thread.setTearDown([&calls] { calls.push_back(std::this_thread::get_id()); });
        thread.runAndWait([] {});
        QVERIFY(calls.empty());
    }
    QCOMPARE(calls.size(), std::size_t(1));
    QCOMPARE(calls.front(), jobThread);
}

void JobThreadTest::whatAJobCapturedDiesBeforeItsOutcomeIsSeen() {
    JobThread thread("test");
    auto captured = std::make_shared<int>(1);
    const std::weak_ptr<int> watch = captured;
    const auto control = thread.post([captured](const std::stop_token &, const ReportEvent &) {});
    captured.reset();
    endOf(*control);
    QVERIFY(watch.expired());
}

QTEST_APPLESS_MAIN(JobThreadTest)
#include "job_thread_test.moc"
