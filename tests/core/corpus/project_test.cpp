// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "core/base/error.h"
#include "core/corpus/connection.h"
#include "core/corpus/schema.h"
#include "tests/core/corpus/corpus_fixture.h"

using namespace warbler;
using namespace warbler::test;

namespace {

// As another program would, behind Warbler's back.
void tamper(const std::string &path, const char *sql) {
    sqlite3 *handle = nullptr;
    QCOMPARE(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
    char *message = nullptr;
    const int result = sqlite3_exec(handle, sql, nullptr, nullptr, &message);
    sqlite3_close(handle);
    QVERIFY2(result == SQLITE_OK, message);
}

template <typename Action>
ErrorCode codeOfError(Action action, std::string *detail = nullptr) {
    try {
        action();
    } catch (const Error &error) {
        if (detail != nullptr)
            *detail = error.detail();
        return error.code();
    }
    return ErrorCode::Internal;
}

}  // namespace

class ProjectTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isOnePlainFileAtRest() {
        TestCorpus corpus;
        auto project = corpus.make(numberedRows(50, 10));
        QVERIFY(corpus.files().size() > 1);  // log and lock while it is open
        project->close();
        QVERIFY(corpus.files() == std::vector<std::string>{"study.warbler"});
        const std::string bytes = fileBytes(corpus.path());
        QCOMPARE(bytes.substr(68, 4), std::string("WRB1"));
        QCOMPARE(int(bytes[18]), 1);  // no log
        project = Project::open(corpus.path());
        QCOMPARE(TweetRepository(*project).count(), 50);
        QCOMPARE(LabelRepository(*project).counts().labelled, 10);
        QVERIFY(project->recoveryNote().empty());
        project.reset();  // the destructor closes as well
        QVERIFY(corpus.files() == std::vector<std::string>{"study.warbler"});
    }

    void usesALogAndSyncsWhileOpenOnALocalDisk() {
        TestCorpus corpus;
        const auto project = corpus.make(numberedRows(1));
        QCOMPARE(int(fileBytes(corpus.path())[18]), 2);
        QVERIFY(QFile::exists(QString::fromStdString(corpus.path() + "-wal")));
    }

    void keepsSettings() {
        TestCorpus corpus;
        auto project = corpus.make({});
        QCOMPARE(project->seed(), std::uint64_t(42));
        QCOMPARE(project->setting("coder", "nobody"), std::string("nobody"));
        project->setSetting("coder", "Zoë");
        project->setSetting("seed", "7");
        project->close();
        project = Project::open(corpus.path());
        QCOMPARE(project->setting("coder"), std::string("Zoë"));
        QCOMPARE(project->seed(), std::uint64_t(7));
    }

    void createsNothingOverAnExistingFile() {
        TestCorpus corpus;
        corpus.make(numberedRows(2))->close();
        const std::string before = fileBytes(corpus.path());
        QVERIFY(codeOfError([&] { Project::create(corpus.path()); }) == ErrorCode::IoError);
        QVERIFY(fileBytes(corpus.path()) == before);
        QVERIFY(codeOfError([&] { Project::create(corpus.path("nowhere/study.warbler")); }) ==
                ErrorCode::ReadOnlyProject);
    }

    void refusesAFileFromANewerProgramAndLeavesItAsItWas() {
        TestCorpus corpus;
        corpus.make(numberedRows(2))->close();
        tamper(corpus.path(), "PRAGMA user_version=1000");
        const std::string before = fileBytes(corpus.path());
        std::string detail;
        for (OpenMode mode : {OpenMode::ReadWrite, OpenMode::ReadOnly})
            QVERIFY(codeOfError([&] { Project::open(corpus.path(), mode); }, &detail) == ErrorCode::ProjectTooNew);
        QVERIFY(detail.find("schema 1000") != std::string::npos);
        QVERIFY(fileBytes(corpus.path()) == before);
        QVERIFY(corpus.files() == std::vector<std::string>{"study.warbler"});
    }

    void refusesWhatIsNoProject() {
        TestCorpus corpus;
        corpus.make({})->close();
        tamper(corpus.path(), "PRAGMA application_id=7");
        QVERIFY(codeOfError([&] { Project::open(corpus.path()); }) == ErrorCode::NotAProject);
        QFile text(QString::fromStdString(corpus.path("letter.warbler")));
        QVERIFY(text.open(QIODevice::WriteOnly));
        text.write("Dear reader, this is no database.");
        text.close();
        QVERIFY(codeOfError([&] { Project::open(corpus.path("letter.warbler")); }) == ErrorCode::NotAProject);
        QVERIFY(codeOfError([&] { Project::open(corpus.path("missing.warbler")); }) == ErrorCode::MissingFile);
    }

    void refusesForeignTablesTriggersAndViews_data() {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("named");
        QTest::newRow("table") << "CREATE TABLE evil(x)"
                               << "table evil";
        QTest::newRow("trigger") << "CREATE TRIGGER evil AFTER INSERT ON setting BEGIN DELETE FROM setting; END"
                                 << "trigger evil";
        QTest::newRow("view") << "CREATE VIEW evil AS SELECT 1"
                              << "view evil";
        QTest::newRow("changed trigger") << "DROP TRIGGER label_event_is_never_deleted; CREATE TRIGGER "
                                            "label_event_is_never_deleted BEFORE DELETE ON "
                                            "label_event BEGIN SELECT 1; END"
                                         << "trigger label_event_is_never_deleted";
        QTest::newRow("missing table") << "DROP TABLE staged_label"
                                       << "table staged_label";
    }

    void refusesForeignTablesTriggersAndViews() {
        QFETCH(QString, sql);
        QFETCH(QString, named);
        TestCorpus corpus;
        corpus.make({})->close();
        tamper(corpus.path(), sql.toUtf8());
        for (OpenMode mode : {OpenMode::ReadWrite, OpenMode::ReadOnly}) {
            std::string detail;
            QVERIFY(codeOfError([&] { Project::open(corpus.path(), mode); }, &detail) == ErrorCode::ProjectDamaged);
            QVERIFY2(QString::fromStdString(detail).contains(named), detail.c_str());
        }
        QVERIFY(corpus.files() == std::vector<std::string>{"study.warbler"});
    }

    void refusesALabelChangedBehindItsBack() {
        TestCorpus corpus;
        auto project = corpus.make(numberedRows(3, 3));
        project->close();
        // The triggers guard the log; who goes round them is found by the chain.
        tamper(corpus.path(),
               "PRAGMA writable_schema=1; CREATE TABLE kept AS SELECT name, sql FROM sqlite_schema WHERE type = "
               "'trigger'; "
               "DROP TRIGGER label_event_is_never_changed; UPDATE label_event SET code = 1 WHERE id = 2; "
               "CREATE TRIGGER label_event_is_never_changed BEFORE UPDATE ON label_event\n"
               "BEGIN SELECT RAISE(ABORT, 'the log of labels is append-only'); END; DROP TABLE kept;");
        project = Project::open(corpus.path());
        const std::vector<std::string> findings = project->check();
        QVERIFY(!findings.empty());
        QVERIFY2(findings.front().find("event 2") != std::string::npos, findings.front().c_str());
    }

    void refusesDamage() {
        TestCorpus corpus;
        corpus.make(numberedRows(2000, 100))->close();
        QFile file(QString::fromStdString(corpus.path()));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.resize(file.size() / 2);
        file.close();
        QVERIFY(codeOfError([&] { Project::open(corpus.path()); }) == ErrorCode::ProjectDamaged);
    }

    void admitsOneWriterAndAnyReaders() {
        TestCorpus corpus;
        const auto project = corpus.make(numberedRows(3));
        std::string detail;
        QVERIFY(codeOfError([&] { Project::open(corpus.path()); }, &detail) == ErrorCode::ProjectInUse);
        QVERIFY2(detail.find("pid " + std::to_string(getpid())) != std::string::npos &&
                     detail.find('@') != std::string::npos,
                 detail.c_str());
        const auto reader = Project::open(corpus.path(), OpenMode::ReadOnly);
        QVERIFY(reader->isReadOnly());
        LabelRepository(*project).append(labelEvent(TweetKey{1}, codeOf(*project, "yes")));
        QCOMPARE(LabelRepository(*reader).counts().labelled, 1);
        QVERIFY(codeOfError([&] {
                    LabelRepository(*reader).append(labelEvent(TweetKey{2}, codeOf(*project, "yes")));
                }) == ErrorCode::ReadOnlyProject);
        reader->close();
        project->close();
        QVERIFY(corpus.files() == std::vector<std::string>{"study.warbler"});
        Project::open(corpus.path())->close();
    }

    void refusesAHardLinkedFile() {
        TestCorpus corpus;
        corpus.make({})->close();
        QCOMPARE(link(corpus.path().c_str(), corpus.path("twin.warbler").c_str()), 0);
        QVERIFY(codeOfError([&] { Project::open(corpus.path()); }) == ErrorCode::ReadOnlyProject);
        Project::open(corpus.path(), OpenMode::ReadOnly)->close();
    }

    void migratesInOneTransactionAScript() {
        const std::string_view scripts[] = {"CREATE TABLE a(x); INSERT INTO a VALUES(1);",
                                            "CREATE TABLE b(x); CREATE TABLE a(y);", "CREATE TABLE c(x);"};
        Connection connection({}, Connection::Access::Memory);
        std::string problem;
        QVERIFY(migrate(connection, std::span(scripts).first(1), problem) == MigrationResult::Upgraded);
        QVERIFY(migrate(connection, std::span(scripts).first(1), problem) == MigrationResult::UpToDate);
        QVERIFY(migrate(connection, scripts, problem) == MigrationResult::Failed);
        QVERIFY2(problem.find("table a already exists") != std::string::npos, problem.c_str());
        QCOMPARE(connection.number("PRAGMA user_version"), 1);
        QCOMPARE(connection.number("SELECT count(*) FROM sqlite_schema"), 1);  // nothing of the second script
        QVERIFY(migrate(connection, std::span(scripts).first(0), problem) == MigrationResult::TooNew);
    }
};

QTEST_APPLESS_MAIN(ProjectTest)
#include "project_test.moc"
