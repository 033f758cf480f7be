// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Copies that a sync folder, a backup or a hand makes of a project: a whole one opens with all labels, a part of one is
// said to be one.
#include <QTest>

#include <filesystem>
#include <fstream>

#include "core/base/error.h"
#include "core/base/hex.h"
#include "tests/core/corpus/corpus_fixture.h"
#include "tests/support/refusal.h"

using namespace warbler;
using namespace warbler::test;

namespace fs = std::filesystem;

namespace {

constexpr int kTweets = 60;

void copyFiles(const std::string &project, const TestCorpus &into, const std::vector<std::string> &suffixes) {
    for (const std::string &suffix : suffixes)
        if (fs::exists(project + suffix))
            fs::copy_file(project + suffix, into.path() + suffix, fs::copy_options::overwrite_existing);
}

void labelMore(Project &project, int count) {
    const CodeId yes = codeOf(project, "yes");
    for (int i = 0; i < count; ++i)
        LabelRepository(project).append(labelEvent(TweetKey{1 + i % kTweets}, yes));
}

std::size_t events(const Project &project) {
    std::size_t count = 0;
    for (int key = 1; key <= kTweets; ++key)
        count += LabelRepository(const_cast<Project &>(project)).history(TweetKey{key}).size();
    return count;
}

// The part of a log's header that changes when it is begun anew.
std::string salts(const std::string &project) { return fileBytes(project + "-wal").substr(16, 8); }

// Refused for writing with these words and untouched by it; for reading it opens with a warning that holds them.
void isSaidToBeAPart(const TestCorpus &copy, const char *words, std::size_t labels) {
    const std::string before = fileBytes(copy.path());
    const Error refused = refusalOf([&] { Project::open(copy.path()); });
    QVERIFY(refused.code() == ErrorCode::ReadOnlyProject);
    QVERIFY2(refused.detail().find(words) != std::string::npos, refused.what());
    const auto reader = Project::open(copy.path(), OpenMode::ReadOnly);
    QVERIFY2(reader->warning().find(words) != std::string::npos, reader->warning().c_str());
    QCOMPARE(events(*reader), labels);
    reader->close();
    QVERIFY(fileBytes(copy.path()) == before);
    QVERIFY(refusalOf([&] { Project::open(copy.path()); }).code() ==
            ErrorCode::ReadOnlyProject);  // nothing made it acceptable
}

}  // namespace

class CopiedProjectTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWholeCopyOpensWithAllLabelsAtAnyMoment() {
        TestCorpus corpus;
        const auto project = corpus.make(numberedRows(kTweets));
        for (std::size_t stored = 0; stored <= 130; stored += 10) {
            const TestCorpus copy;
            copyFiles(corpus.path(), copy, {"", "-wal", "-lock"});
            const auto reader = Project::open(copy.path(), OpenMode::ReadOnly);
            QCOMPARE(reader->warning(), std::string());
            QCOMPARE(events(*reader), stored);
            reader->close();
            const auto writer = Project::open(copy.path());
            QVERIFY(writer->recoveryNote().rfind("Recovered.", 0) == 0);
            QCOMPARE(events(*writer), stored);
            QVERIFY(writer->check().empty());
            writer->close();
            QVERIFY(copy.files() == std::vector<std::string>{"study.warbler"});
            labelMore(*project, 10);
        }
    }

    void aCopyWithoutItsLogIsSaidToBeOne() {
        TestCorpus corpus, copy;
        const auto project = corpus.make(numberedRows(kTweets));
        project->close();
        const auto again = Project::open(corpus.path());
        labelMore(*again, 3);
        copyFiles(corpus.path(), copy, {""});
        isSaidToBeAPart(copy, "is a copy that was made while the project was open", 0);
    }

    void aKillWhileTheLogIsEndedIsNoCopy() {
        TestCorpus corpus, killed;
        const auto project = corpus.make(numberedRows(kTweets));
        copyFiles(corpus.path(), killed, {"", "-lock"});  // between the removal of the log and the header's last change
        const auto healed = Project::open(killed.path());
        QVERIFY(healed->recoveryNote().rfind("Recovered.", 0) == 0);
    }

    void anOldFileBesideANewerLogIsSaidToBeOne() {
        TestCorpus corpus, copy;
        corpus.make(numberedRows(kTweets))->close();
        copyFiles(corpus.path(), copy, {""});
        const auto project = Project::open(corpus.path());
        labelMore(*project, 5);
        copyFiles(corpus.path(), copy, {"-wal"});
        isSaidToBeAPart(copy, "was closed without a log", 0);
    }

    void anOlderFileOfTheSameSessionIsSaidToBeOne() {
        TestCorpus corpus, copy;
        const auto project = corpus.make(numberedRows(kTweets));
        labelMore(*project, 1);
        int begun = 0;
        for (std::string before = salts(corpus.path()); begun < 3;) {
            labelMore(*project, 1);
            if (salts(corpus.path()) == before)
                continue;
            before = salts(corpus.path());
            if (++begun == 1)
                copyFiles(corpus.path(), copy, {""});
        }
        const auto alone = events(*project);
        copyFiles(corpus.path(), copy, {"-wal"});
        QVERIFY(alone > 20);
        const std::string before = fileBytes(copy.path()), log = fileBytes(copy.path() + "-wal");
        const Error refused = refusalOf([&] { Project::open(copy.path()); });
        QVERIFY(refused.code() == ErrorCode::ReadOnlyProject);
        QVERIFY2(refused.detail().find("are of different states") != std::string::npos, refused.what());
        QVERIFY(fileBytes(copy.path()) == before &&
                fileBytes(copy.path() + "-wal") == log);  // what is refused is not folded either
        const auto reader = Project::open(copy.path(), OpenMode::ReadOnly);
        QVERIFY2(reader->warning().find("are of different states") != std::string::npos, reader->warning().c_str());
        QVERIFY(events(*reader) < alone);
    }

    // A kill while pages are written into the file leaves pages of several times in it; only the log's state counts.
    void aFileThatWasBeingWrittenBelongsToItsLog() {
        TestCorpus corpus, copy;
        const auto first = corpus.make(numberedRows(kTweets));
        labelMore(*first, 2);
        const std::string hash = bytesFromHex(LabelRepository(*first).history(TweetKey{2}).back().hash).value();
        first->close();
        const auto project = Project::open(corpus.path());
        labelMore(*project, 1);
        copyFiles(corpus.path(), copy, {"", "-wal", "-lock"});
        std::string bytes = fileBytes(copy.path());
        const std::size_t place = bytes.find(hash);
        QVERIFY(place != std::string::npos);
        bytes.replace(place, hash.size(), std::string(hash.size(), '\x5a'));
        std::ofstream(copy.path(), std::ios::binary) << bytes;
        const auto reader = Project::open(copy.path(), OpenMode::ReadOnly);
        QCOMPARE(reader->warning(), std::string());
        reader->close();
        const auto writer = Project::open(copy.path());
        QVERIFY(writer->recoveryNote().rfind("Recovered.", 0) == 0);
        QCOMPARE(events(*writer), std::size_t(3));
        QVERIFY(writer->check().empty());
    }

    void aNewerFileBesideAnOlderLogIsSaidToBeOne() {
        TestCorpus corpus, copy;
        const auto project = corpus.make(numberedRows(kTweets));
        labelMore(*project, 1);
        copyFiles(corpus.path(), copy, {"-wal"});
        int begun = 0;
        for (std::string before = salts(corpus.path()); begun < 3;) {
            labelMore(*project, 1);
            begun += salts(corpus.path()) != before ? 1 : 0;
            before = salts(corpus.path());
        }
        copyFiles(corpus.path(), copy, {""});
        QVERIFY(refusalOf([&] { Project::open(copy.path()); }).code() == ErrorCode::ReadOnlyProject);
    }
};

QTEST_APPLESS_MAIN(CopiedProjectTest)
#include "copied_project_test.moc"
