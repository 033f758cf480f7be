// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/shards/judgement_journal.h"

#include <filesystem>
#include <fstream>
#include <limits>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "tests/support/refusal.h"

using namespace warbler;

namespace {

Judgement judgementOf(int category, float score) {
    Judgement judgement;
    judgement.category = category;
    judgement.logProbabilities = {score, -std::numeric_limits<float>::infinity()};
    judgement.labelMass = 0.25F;
    judgement.wasCut = category == 1;
    return judgement;
}

bool areEqual(const Judgement &a, const Judgement &b) {
    return a.category == b.category && a.logProbabilities == b.logProbabilities && a.labelMass == b.labelMass &&
           a.number == b.number && a.wasCut == b.wasCut;
}

}  // namespace

class JudgementJournalTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string path() const { return m_folder.filePath(QStringLiteral("journal")).toStdString(); }

private slots:
    void cleanup() { std::filesystem::remove(path()); }
    void everyChunkComesBackBitByBit();
    void whereverItIsCutWholeChunksStay();
    void anotherJobIsRefusedAndLosesNothing();
    void twoProgramsDoNotWriteOneShard();
};

void JudgementJournalTest::everyChunkComesBackBitByBit() {
    const std::vector<Judgement> first{judgementOf(0, -0.1F), judgementOf(1, -1e-30F)}, second{judgementOf(1, 0.0F)};
    {
        JudgementJournal journal(path(), "{\"job\":1}");
        QVERIFY(journal.chunks().empty());
        journal.append(first);
        journal.append(second);
    }
    JudgementJournal journal(path(), "{\"job\":1}");
    QCOMPARE(journal.chunks().size(), std::size_t(2));
    QVERIFY(areEqual(journal.chunks()[0][0], first[0]) && areEqual(journal.chunks()[0][1], first[1]));
    QVERIFY(areEqual(journal.chunks()[1][0], second[0]));
    journal.remove();
    QVERIFY(!std::filesystem::exists(path()));
}

void JudgementJournalTest::whereverItIsCutWholeChunksStay() {
    {
        JudgementJournal journal(path(), "{\"job\":1}");
        for (int i = 0; i < 3; ++i)
            journal.append({judgementOf(i % 2, -float(i))});
    }
    const std::string whole = readFile(path());
    std::size_t before = 0;
    for (std::size_t length = 0; length <= whole.size(); ++length) {
        std::ofstream(path(), std::ios::binary | std::ios::trunc) << whole.substr(0, length);
        const JudgementJournal journal(path(), "{\"job\":1}");
        QVERIFY(journal.chunks().size() >= before && journal.chunks().size() <= 3);
        before = journal.chunks().size();
        for (std::size_t i = 0; i < before; ++i)
            QVERIFY(areEqual(journal.chunks()[i][0], judgementOf(int(i % 2), -float(i))));
    }
    QCOMPARE(before, std::size_t(3));
}

void JudgementJournalTest::anotherJobIsRefusedAndLosesNothing() {
    JudgementJournal(path(), "{\"job\":1}").append({judgementOf(0, -1)});
    const std::string whole = readFile(path());
    const Error error = test::refusalOf([&] { JudgementJournal(path(), "{\"job\":2}"); });
    QCOMPARE(error.code(), ErrorCode::ResumeMismatch);
    QCOMPARE(readFile(path()), whole);
}

void JudgementJournalTest::twoProgramsDoNotWriteOneShard() {
    const JudgementJournal journal(path(), "{\"job\":1}");
    QCOMPARE(test::refusalOf([&] { JudgementJournal(path(), "{\"job\":1}"); }).code(), ErrorCode::ProjectInUse);
}

QTEST_APPLESS_MAIN(JudgementJournalTest)
#include "judgement_journal_test.moc"
