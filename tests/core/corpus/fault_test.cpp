// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/error.h"
#include "core/corpus/tweet_import.h"
#include "tests/core/corpus/corpus_fixture.h"
#include "tests/core/corpus/fault_vfs.h"

using namespace warbler;
using namespace warbler::test;

Q_DECLARE_METATYPE(warbler::test::Fault)

class FaultTest : public QObject {
    Q_OBJECT

private:
    static void addFaults() {
        QTest::addColumn<Fault>("fault");
        using Operation = Fault::Operation;
        using Kind = Fault::Error;
        QTest::newRow("a write fails once") << Fault{Operation::Write, Kind::InputOutput, 0, false};
        QTest::newRow("writes fail from then on") << Fault{Operation::Write, Kind::InputOutput, 0, true};
        QTest::newRow("the disk is full for a moment") << Fault{Operation::Write, Kind::DiskFull, 0, false};
        QTest::newRow("the disk is full") << Fault{Operation::Write, Kind::DiskFull, 0, true};
        QTest::newRow("a sync fails once") << Fault{Operation::Sync, Kind::InputOutput, 0, false};
        QTest::newRow("syncs fail from then on") << Fault{Operation::Sync, Kind::InputOutput, 0, true};
    }

    static bool isExpected(const Error &error, const Fault &fault) {
        return error.code() == (fault.error == Fault::Error::DiskFull ? ErrorCode::DiskFull : ErrorCode::IoError);
    }

private Q_SLOTS:
    void initTestCase() { installFaultVfs(); }

    void aLabelIsSyncedBeforeItIsAcknowledged() {
        TestCorpus corpus;
        const auto project = corpus.make(numberedRows(1));
        const int before = fullSyncs();
        LabelRepository(*project).append(labelEvent(TweetKey{1}, codeOf(*project, "yes")));
        QVERIFY(fullSyncs() > before);
    }

    void aFailingLabelCostsNothingAcknowledged_data() { addFaults(); }

    void aFailingLabelCostsNothingAcknowledged() {
        QFETCH(Fault, fault);
        TestCorpus corpus;
        auto project = corpus.make(numberedRows(3));
        LabelRepository labels(*project);
        const CodeId yes = codeOf(*project, "yes");
        std::vector<LabelEvent> acknowledged = {labels.append(labelEvent(TweetKey{1}, yes))};
        int failures = 0;
        for (int n = 1; n < 500; ++n) {
            fault.countdown = n;
            arm(fault);
            bool isStored = false;
            try {
                acknowledged.push_back(labels.append(labelEvent(TweetKey{2}, yes)));
                isStored = true;
            } catch (const Error &error) {
                QVERIFY2(isExpected(error, fault), error.what());
                ++failures;
            }
            const bool wasReached = hasFailed();
            disarm();
            acknowledged.push_back(labels.append(labelEvent(TweetKey{3}, yes)));  // trying again works
            if (isStored && !wasReached)
                break;
        }
        QVERIFY(failures > 0);
        QVERIFY(project->check().empty());
        project->close();
        QVERIFY(corpus.files() == std::vector<std::string>{"study.warbler"});
        project = Project::open(corpus.path());
        std::vector<LabelEvent> stored;
        for (int key = 1; key <= 3; ++key)
            for (const LabelEvent &event : LabelRepository(*project).history(TweetKey{key}))
                stored.push_back(event);
        for (const LabelEvent &event : acknowledged)
            QVERIFY(std::find(stored.begin(), stored.end(), event) != stored.end());
    }

    void aFailingImportShowsNothing_data() { addFaults(); }

    void aFailingImportShowsNothing() {
        QFETCH(Fault, fault);
        TestCorpus corpus;
        auto project = corpus.make(numberedRows(20, 5));
        std::vector<Row> rows;
        for (int i = 0; i < 1500; ++i)
            rows.push_back({"n" + std::to_string(i), "a further tweet " + std::to_string(i), i < 300 ? "yes" : ""});
        int failures = 0;
        bool isDone = false;
        for (int n = 1; n < 4000 && !isDone; n += 1 + n / 3) {
            fault.countdown = n;
            arm(fault);
            try {
                importRows(*project, rows, DuplicateRule::First, "more.csv");
                isDone = true;
            } catch (const Error &error) {
                QVERIFY2(isExpected(error, fault), error.what());
                ++failures;
                disarm();
                // All or nothing: what cannot be taken back any more is finished by the next one who opens.
                const std::int64_t seen = TweetRepository(*project).count();
                QVERIFY2(seen == 20, qPrintable(QString::number(seen)));
                QCOMPARE(LabelRepository(*project).counts().labelled, 5);
                project->close();
                project = Project::open(corpus.path());
                isDone = TweetRepository(*project).count() == 1520;
                QVERIFY(isDone || TweetRepository(*project).count() == 20);
                QVERIFY(project->check().empty());
            }
            disarm();
        }
        QVERIFY(isDone);
        QVERIFY(failures > 0);
        QCOMPARE(LabelRepository(*project).counts().labelled, 305);
        TweetFilter filter;
        filter.search = "further";
        QCOMPARE(TweetRepository(*project).count(filter), 1500);
    }
};

QTEST_APPLESS_MAIN(FaultTest)
#include "fault_test.moc"
