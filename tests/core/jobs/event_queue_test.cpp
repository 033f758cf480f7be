// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <thread>

#include <QTest>

#include "core/jobs/event_queue.h"

using namespace warbler;

class EventQueueTest : public QObject {
    Q_OBJECT
private slots:
    void fiftyThousandEventsArriveCompleteAndInOrder();
    void keepsOnlyTheNewestOfConsecutiveRowCounts();
    void givesTheOutcomeOnceAndLast();
};

void EventQueueTest::fiftyThousandEventsArriveCompleteAndInOrder() {
    constexpr std::int64_t count = 50000;
    EventQueue queue;
    std::thread writer([&queue] {
        for (std::int64_t i = 1; i <= count; ++i) {
            StepDone step;
            step.step = i;
            queue.push(step);
        }
        queue.finish(Succeeded{});
    });
    std::int64_t seen = 0;
    int outcomes = 0;
    while (outcomes == 0) {
        const EventQueue::Batch batch = queue.take();
        for (const JobEvent &event : batch.events)
            QCOMPARE(std::get<StepDone>(event).step, ++seen);
        outcomes += batch.outcome ? 1 : 0;
        std::this_thread::yield();
    }
    writer.join();
    QCOMPARE(seen, count);
    const EventQueue::Batch rest = queue.take();
    QVERIFY(rest.events.empty() && !rest.outcome);
}

void EventQueueTest::keepsOnlyTheNewestOfConsecutiveRowCounts() {
    EventQueue queue;
    queue.push(PhaseStarted{"Reading tweets", 10});
    queue.push(RowsDone{1, 100});
    queue.push(RowsDone{2, 200});
    queue.push(Warned{"a row was cut"});
    queue.push(RowsDone{3, 300});
    const auto events = queue.take().events;
    QCOMPARE(events.size(), std::size_t(4));
    QCOMPARE(std::get<RowsDone>(events[1]).done, std::int64_t(2));
    QCOMPARE(std::get<Warned>(events[2]).sentence, std::string("a row was cut"));
    QCOMPARE(std::get<RowsDone>(events[3]).bytes, std::int64_t(300));
}

void EventQueueTest::givesTheOutcomeOnceAndLast() {
    EventQueue queue;
    queue.push(RowsDone{1, 1});
    queue.finish(Failed{ErrorCode::DiskFull, "full", "free space"});
    const EventQueue::Batch batch = queue.take();
    QCOMPARE(batch.events.size(), std::size_t(1));
    QCOMPARE(std::get<Failed>(batch.outcome.value()).code, ErrorCode::DiskFull);
    QVERIFY(!queue.take().outcome);
}

QTEST_APPLESS_MAIN(EventQueueTest)
#include "event_queue_test.moc"
