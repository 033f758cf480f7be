// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What lies on disk after kills, half-finished copies and other programs' visits: it opens, or says why not, and is
// never a crash.
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include <sqlite3.h>

#include "core/base/error.h"
#include "tests/core/corpus/corpus_fixture.h"
#include "tests/support/refusal.h"

using namespace warbler;
using namespace warbler::test;

namespace fs = std::filesystem;

namespace {

// The files of a project, as `cp` takes them, into a folder of their own.
std::string copied(const std::string &project, const TestCorpus &into, const std::vector<std::string> &suffixes) {
    for (const std::string &suffix : suffixes)
        if (fs::exists(project + suffix))
            fs::copy_file(project + suffix, into.path() + suffix, fs::copy_options::overwrite_existing);
    return into.path();
}

int privateCopies() {
    int count = 0;
    for (const fs::directory_entry &entry : fs::directory_iterator(fs::temp_directory_path()))
        count +=
            entry.path().filename().string().rfind("warbler-copy-" + std::to_string(getpid()) + "-", 0) == 0 ? 1 : 0;
    return count;
}

// A project whose writer died inside a transaction: the journal is hot, pages of the file are already those of the
// transaction.
void makeHotJournal(const std::string &project, const std::string &to) {
    sqlite3 *handle = nullptr;
    QCOMPARE(sqlite3_open(project.c_str(), &handle), SQLITE_OK);
    const char *sql =
        "PRAGMA cache_size=1; BEGIN; UPDATE tweet SET text = 'overwritten by a transaction that was never ended'; ";
    QCOMPARE(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr), SQLITE_OK);
    for (const char *suffix : {"", "-journal"})
        fs::copy_file(project + suffix, to + suffix);
    sqlite3_close(handle);
}

}  // namespace

class ProjectFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aReaderThatCannotBeOpenedIsAnErrorEachTimeAndNoCrash() {
        TestCorpus corpus;
        auto project = corpus.make(numberedRows(5, 2));
        fs::rename(corpus.path(), corpus.path("away"));
        std::thread([&] {
            for (int attempt = 0; attempt < 2; ++attempt)
                QVERIFY(refusalOf([&] { TweetRepository(*project).find(TweetId("1001")); }).code() ==
                        ErrorCode::IoError);
        }).join();
        fs::rename(corpus.path("away"), corpus.path());
        std::thread([&] { QCOMPARE(TweetRepository(*project).keys().size(), std::size_t(5)); }).join();
        project->close();
        QVERIFY(corpus.files() == std::vector<std::string>{"study.warbler"});
    }

    void aHalfCopiedProjectIsDamaged() {
        TestCorpus corpus;
        corpus.make(numberedRows(500, 20))->close();
        for (const std::uintmax_t size :
             {std::uintmax_t(100), std::uintmax_t(3000), std::uintmax_t(4096), fs::file_size(corpus.path()) / 2}) {
            const TestCorpus half;
            fs::copy_file(corpus.path(), half.path());
            fs::resize_file(half.path(), size);
            for (OpenMode mode : {OpenMode::ReadOnly, OpenMode::ReadWrite})
                QVERIFY(refusalOf([&] { Project::open(half.path(), mode); }).code() == ErrorCode::ProjectDamaged);
            QVERIFY(half.files() == std::vector<std::string>{"study.warbler"});
        }
    }

    void readsWhatAJournalLeftByAKillWouldTakeBack() {
        TestCorpus corpus, killed;
        corpus.make(numberedRows(300, 2))->close();
        makeHotJournal(corpus.path(), killed.path());
        QVERIFY(fs::file_size(killed.path("study.warbler-journal")) > 0);
        const std::string before = fileBytes(killed.path());
        QVERIFY(before.find("overwritten by a transaction") != std::string::npos);
        {
            const auto reader = Project::open(killed.path(), OpenMode::ReadOnly);
            QCOMPARE(privateCopies(), 1);
            QVERIFY(TweetRepository(*reader).get(TweetKey{7}).text.find("overwritten") == std::string::npos);
            QVERIFY(reader->check().empty());
            QVERIFY(refusalOf([&] { reader->setSetting("a", "b"); }).code() == ErrorCode::ReadOnlyProject);
        }
        QCOMPARE(privateCopies(), 0);
        QVERIFY(fileBytes(killed.path()) == before);  // reading touched nothing
        QVERIFY((killed.files() == std::vector<std::string>{"study.warbler", "study.warbler-journal"}));
        const auto healed = Project::open(killed.path());
        QVERIFY(healed->recoveryNote().rfind("Recovered.", 0) == 0);
        QVERIFY(TweetRepository(*healed).get(TweetKey{7}).text.find("overwritten") == std::string::npos);
    }

    void readsALogWhoseIndexCannotBeMade() {
        TestCorpus corpus, copy;
        const auto project = corpus.make(numberedRows(20));
        for (int key = 1; key <= 9; ++key)
            LabelRepository(*project).append(labelEvent(TweetKey{key}, codeOf(*project, "yes")));
        copied(corpus.path(), copy, {"", "-wal"});
        fs::create_directory(copy.path("study.warbler-shm"));  // as in a folder that cannot be written
        const auto reader = Project::open(copy.path(), OpenMode::ReadOnly);
        QCOMPARE(LabelRepository(*reader).counts().labelled, std::int64_t(9));
        reader->close();
        QCOMPARE(privateCopies(), 0);
        QVERIFY((copy.files() == std::vector<std::string>{"study.warbler", "study.warbler-wal"}));
    }

    void removesThePrivateCopyOfAProgramThatDied() {
        const fs::path orphan = fs::temp_directory_path() / "warbler-copy-999999999-abcdef";
        fs::create_directory(orphan);
        TestCorpus corpus, killed;
        corpus.make(numberedRows(300))->close();
        makeHotJournal(corpus.path(), killed.path());
        Project::open(killed.path(), OpenMode::ReadOnly);
        QVERIFY(!fs::exists(orphan));
    }

    void aFileWithoutBytesIsANewProject() {
        TestCorpus corpus;
        const auto empty = [&] { std::ofstream(corpus.path(), std::ios::trunc).close(); };
        empty();
        QVERIFY(Project::isNew(corpus.path()));
        const Error refused = refusalOf([&] { Project::open(corpus.path(), OpenMode::ReadOnly); });
        QVERIFY(refused.code() == ErrorCode::NotAProject);
        QVERIFY2(refused.detail().find("is empty") != std::string::npos, refused.what());
        {
            const auto project = Project::open(corpus.path());
            QVERIFY(project->recoveryNote().empty());
            project->setSetting("coder", "anna");
        }
        QCOMPARE(Project::open(corpus.path())->setting("coder"), std::string("anna"));
        QVERIFY(!Project::isNew(corpus.path()));
        empty();
        Project::create(corpus.path())->close();
        QVERIFY(corpus.files() == std::vector<std::string>{"study.warbler"});
    }

    void aCreationKilledBeforeItsTablesIsANewProject() {
        TestCorpus corpus;
        sqlite3 *handle = nullptr;
        QCOMPARE(sqlite3_open(corpus.path().c_str(), &handle), SQLITE_OK);
        QCOMPARE(sqlite3_exec(handle, "PRAGMA application_id=1465008689", nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(handle);
        QVERIFY(refusalOf([&] { Project::open(corpus.path(), OpenMode::ReadOnly); }).code() == ErrorCode::NotAProject);
        importRows(*Project::open(corpus.path()), numberedRows(3));
        QCOMPARE(TweetRepository(*Project::open(corpus.path(), OpenMode::ReadOnly)).count(), std::int64_t(3));
    }

    void closesBesideAReaderAndSaysThatTheLogStays() {
        TestCorpus corpus;
        auto project = corpus.make(numberedRows(3));
        const auto reader = Project::open(corpus.path(), OpenMode::ReadOnly);
        LabelRepository(*project).append(labelEvent(TweetKey{1}, codeOf(*project, "yes")));
        QCOMPARE(LabelRepository(*reader).counts().labelled, std::int64_t(1));
        const std::string note = project->close();
        QVERIFY2(note.find("study.warbler-wal stays beside it") != std::string::npos, note.c_str());
        QVERIFY(!fs::exists(corpus.path("study.warbler-lock")));
        QCOMPARE(LabelRepository(*reader).counts().labelled, std::int64_t(1));
        reader->close();
        project = Project::open(corpus.path());
        QCOMPARE(LabelRepository(*project).counts().labelled, std::int64_t(1));
        QCOMPARE(project->close(), std::string());
        QVERIFY(corpus.files() == std::vector<std::string>{"study.warbler"});
    }

    void saysWhatAPathIsThatIsNoProject() {
        TestCorpus corpus;
        fs::create_symlink(corpus.path("b.warbler"), corpus.path("a.warbler"));
        fs::create_symlink(corpus.path("a.warbler"), corpus.path("b.warbler"));
        QCOMPARE(mkfifo(corpus.path("pipe.warbler").c_str(), 0600), 0);
        const std::vector<std::pair<std::string, std::string>> cases = {
            {corpus.path("a.warbler"), "leads in a circle"},
            {corpus.path(std::string(300, 'n') + ".warbler"), "has 308 bytes; file systems take up to 255"},
            {corpus.path("pipe.warbler"), "no file but"},
            {corpus.path("."), "no file but"},
            {corpus.path("caf\xe9.warbler"), "does not exist"},
        };
        for (const auto &[path, words] : cases)
            for (OpenMode mode : {OpenMode::ReadOnly, OpenMode::ReadWrite}) {
                const Error refused = refusalOf([&] { Project::open(path, mode); });
                QVERIFY2(refused.detail().find(words) != std::string::npos, refused.what());
            }
    }
};

QTEST_APPLESS_MAIN(ProjectFilesTest)
#include "project_files_test.moc"
