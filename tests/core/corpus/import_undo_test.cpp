// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_import.h"
#include "core/corpus/sample_repository.h"
#include "core/corpus/tweet_import.h"
#include "tests/core/corpus/corpus_fixture.h"

using namespace warbler;
using namespace warbler::test;

namespace {

ColumnMapping idTextLabel() {
    ColumnMapping mapping;
    mapping.id = 0;
    mapping.text = 1;
    mapping.label = 2;
    return mapping;
}

Category category(const std::string &value, const std::string &name = {}) {
    Category result;
    result.value = value;
    result.name = name;
    return result;
}

CsvRow record(std::int64_t line, std::vector<std::string> fields) {
    CsvRow row;
    row.line = line;
    row.fields = std::move(fields);
    return row;
}

// Twenty tweets of a second file with categories of its own, the last of them "1".
void importSecond(Project &project, const std::string &prefix = "n") {
    TweetImport import(project, "second.csv", CsvDialect(), idTextLabel(), {"tweet_id", "text", "label"},
                       DuplicateRule::First);
    const CodeId one = import.addCategory(category("1")), zero = import.addCategory(category("0")),
                 unused = import.addCategory(category("9"));
    import.proposePositive(one);
    QVERIFY(unused.row < 0);
    for (int i = 0; i < 20; ++i)
        import.add(record(i + 2, {prefix + std::to_string(i), "a second morning " + std::to_string(i), ""}),
                   sha256Hex(prefix), "", i < 5 ? (i < 2 ? one : zero) : CodeId());
    import.commit(sha256Hex(prefix));
}

std::string names(Project &project) {
    std::string result;
    const Codebook codebook = CodebookRepository(project).load();
    for (const Category &one : codebook.categories())
        result += one.name + "=" + one.value + " ";
    return result;
}

std::int64_t hits(Project &project, const std::string &word) {
    TweetFilter filter;
    filter.search = word;
    return TweetRepository(project).count(filter);
}

}  // namespace

class ImportUndoTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anImportIsOneStepAlsoAfterARestart() {
        TestCorpus corpus;
        auto project = corpus.make(numberedRows(10, 4));
        importSecond(*project);
        QCOMPARE(names(*project), std::string("no=no yes=yes 0=0 1=1 "));
        project->close();
        project = Project::open(corpus.path());
        for (int round = 0; round < 2; ++round) {
            LabelRepository labels(*project);
            QCOMPARE(labels.nextUndo("anna")->sentence, std::string("Undo import of second.csv (20 tweets, 5 labels)"));
            QVERIFY(labels.undo("anna")->batch > 0);
            QCOMPARE(TweetRepository(*project).count(), 10);
            QCOMPARE(TweetRepository(*project).keys({}, TweetOrder::Random).size(), std::size_t(10));
            QVERIFY(!TweetRepository(*project).find(TweetId("n0")));
            QCOMPARE(TweetRepository(*project).batches().size(), std::size_t(1));
            QCOMPARE(labels.counts().labelled, 4);
            QCOMPARE(hits(*project, "second"), 0);
            QCOMPARE(names(*project), std::string("no=no yes=yes "));
            QVERIFY2(project->check().empty(), project->check().empty() ? "" : project->check().front().c_str());
            project->close();
            project = Project::open(corpus.path());
            LabelRepository again(*project);
            QCOMPARE(again.nextRedo("berta")->sentence, std::string("Redo import of second.csv (20 tweets, 5 labels)"));
            again.redo("berta");
            QCOMPARE(TweetRepository(*project).count(), 30);
            QCOMPARE(again.counts().labelled, 9);
            QCOMPARE(hits(*project, "second"), 20);
            QCOMPARE(names(*project), std::string("no=no yes=yes 0=0 1=1 "));
            QVERIFY(project->check().empty());
        }
    }

    void theFirstImportGoesWithItsCategoryOfInterest() {
        TestCorpus corpus;
        const auto project = Project::create(corpus.path());
        importSecond(*project);
        const Codebook codebook = CodebookRepository(*project).load();
        QCOMPARE(codebook.find(codebook.positive())->name, std::string("1"));
        LabelRepository(*project).undo("anna");
        QCOMPARE(TweetRepository(*project).count(), 0);
        QVERIFY(CodebookRepository(*project).load().categories().empty());
        QCOMPARE(CodebookRepository(*project).load().positive().row, 0);
        LabelRepository(*project).redo("anna");
        QCOMPARE(CodebookRepository(*project).load().positive().row, codebook.positive().row);
        QVERIFY(!LabelRepository(*project).nextRedo("anna"));
        QVERIFY(project->check().empty());
    }

    void aLaterImportNeverTouchesTheCategoryOfInterest() {
        TestCorpus corpus;
        const auto project = corpus.make(numberedRows(4, 2));
        CodebookRepository(*project).setPositive(codeOf(*project, "no"));
        importSecond(*project);
        QCOMPARE(CodebookRepository(*project).load().positive().row, codeOf(*project, "no").row);
    }

    void aValueThatACategoryHoldsBecomesAnotherOne() {
        TestCorpus corpus;
        const auto project = Project::create(corpus.path());
        CodebookRepository(*project).addCategory(category("1", "Conspiracy"));
        importSecond(*project);
        QCOMPARE(names(*project), std::string("Conspiracy=1 0=0 1=1 (2) "));
    }

    void whatWasReplacedComesBack() {
        TestCorpus corpus;
        const auto project = corpus.make({{"1", "first of all", "no"}, {"2", "stays", ""}});
        importRows(*project, {{"1", "last of all", "yes"}, {"3", "new", "no"}}, DuplicateRule::Last, "b.csv");
        LabelRepository labels(*project);
        for (int round = 0; round < 2; ++round) {
            labels.undo("anna");
            QCOMPARE(TweetRepository(*project).get(TweetKey{1}).text, std::string("first of all"));
            QVERIFY(TweetRepository(*project).get(TweetKey{1}).fields ==
                    (std::vector<std::string>{"1", "first of all", "no"}));
            QCOMPARE(labels.gold().at(0).code.row, codeOf(*project, "no").row);
            QCOMPARE(hits(*project, "first"), 1);
            QCOMPARE(hits(*project, "last"), 0);
            labels.redo("anna");
            QCOMPARE(TweetRepository(*project).get(TweetKey{1}).text, std::string("last of all"));
            QCOMPARE(labels.gold().at(0).code.row, codeOf(*project, "yes").row);
            QCOMPARE(TweetRepository(*project).count(), 3);
            QVERIFY(project->check().empty());
        }
    }

    void labelsAloneAreOneStepToo() {
        TestCorpus corpus;
        auto project = corpus.make(numberedRows(700, 10));
        const CodeId yes = codeOf(*project, "yes");
        {
            LabelImport import(*project, "labels.csv", CsvDialect(), idTextLabel(), {"id", "text", "label"});
            const CodeId maybe = import.addCategory(category("maybe"));
            for (int key = 1; key <= 600; ++key)
                import.add(TweetKey{key}, key % 2 == 0 ? yes : maybe);
            RejectedRow row;
            row.reason = "no such tweet";
            import.reject(row);
            QCOMPARE(LabelRepository(*project).counts().labelled, 10);
            // Five of the ten labelled tweets carry this label already.
            QCOMPARE(import.commit(sha256Hex("labels"), 601, 0), 595);
        }
        LabelRepository labels(*project);
        QCOMPARE(labels.counts().labelled, 600);
        QCOMPARE(labels.counts().perCode.at(codeOf(*project, "maybe").row), 300);
        QCOMPARE(TweetRepository(*project).batches().size(),
                 std::size_t(1));  // its columns are no columns of the tweets
        QCOMPARE(TweetRepository(*project).rejectedCount(), 1);
        QCOMPARE(labels.undo("anna")->sentence, std::string("Undo import of labels.csv (595 labels)"));
        QCOMPARE(labels.counts().labelled, 10);
        QCOMPARE(names(*project), std::string("no=no yes=yes "));
        labels.redo("anna");
        QCOMPARE(labels.counts().labelled, 600);
        QVERIFY(project->check().empty());
    }

    void labelsThatAreNotCommittedLeaveNothing() {
        TestCorpus corpus;
        const auto project = corpus.make(numberedRows(10, 4));
        const std::size_t before = LabelRepository(*project).history(TweetKey{1}).size();
        {
            LabelImport import(*project, "labels.csv", CsvDialect(), idTextLabel(), {"id", "text", "label"});
            import.add(TweetKey{1}, import.addCategory(category("maybe")));
        }
        QCOMPARE(LabelRepository(*project).history(TweetKey{1}).size(), before);
        QCOMPARE(names(*project), std::string("no=no yes=yes "));
        QCOMPARE(LabelRepository(*project).nextUndo("anna")->sentence,
                 std::string("Undo import of tweets.csv (10 tweets, 4 labels)"));
    }

    void isRefusedWhileLaterWorkRestsOnIt() {
        TestCorpus corpus;
        const auto project = corpus.make(numberedRows(10, 4));
        importSecond(*project);
        LabelRepository labels(*project);
        labels.append(labelEvent(TweetKey{12}, codeOf(*project, "yes"), "berta"));
        try {
            labels.undo("anna");
            QFAIL("undone");
        } catch (const Error &error) {
            QVERIFY(error.code() == ErrorCode::Usage);
            QCOMPARE(
                error.detail(),
                std::string("the import of second.csv cannot be undone: 1 labels of coders have come to it since"));
        }
        QCOMPARE(TweetRepository(*project).count(), 30);
        labels.undo("berta");
        QVERIFY(labels.undo("berta")->batch > 0);
        QCOMPARE(TweetRepository(*project).count(), 10);
        labels.redo("berta");
        SampleRepository(*project).draw("Pilot", 11);
        QVERIFY_EXCEPTION_THROWN(labels.undo("anna"), Error);
        QVERIFY(project->check().empty());
    }

    void aNewImportEndsTheRedoAndGivesNoKeyTwice() {
        TestCorpus corpus;
        const auto project = corpus.make(numberedRows(10, 4));
        importSecond(*project);
        LabelRepository labels(*project);
        labels.undo("anna");
        importSecond(*project, "m");
        QVERIFY(!labels.nextRedo("anna"));
        QCOMPARE(TweetRepository(*project).count(), 30);
        QVERIFY(!TweetRepository(*project).find(TweetId("n0")));
        const TweetKey first = *TweetRepository(*project).find(TweetId("m0"));
        QCOMPARE(first.row, 31);
        QCOMPARE(labels.history(first).size(), std::size_t(1));
        QCOMPARE(labels.counts().labelled, 9);
        QCOMPARE(TweetRepository(*project).firstRows(10, 5).at(0).key.row, 31);
        QCOMPARE(hits(*project, "second"), 20);
        QVERIFY2(project->check().empty(), project->check().empty() ? "" : project->check().front().c_str());
    }

    void aNewLabelEndsTheRedo() {
        TestCorpus corpus;
        const auto project = corpus.make(numberedRows(10, 4));
        importSecond(*project);
        LabelRepository labels(*project);
        labels.undo("anna");
        labels.append(labelEvent(TweetKey{9}, codeOf(*project, "yes")));
        QVERIFY(!labels.nextRedo("anna"));
        importSecond(*project);  // the same ids again
        QCOMPARE(TweetRepository(*project).count(), 30);
        QVERIFY(project->check().empty());
    }

    void severalCodersOfOneTweetAreKept() {
        TestCorpus corpus;
        const auto project = corpus.make({});
        const CodeId yes = codeOf(*project, "yes"), no = codeOf(*project, "no");
        {
            TweetImport import(*project, "two.csv", CsvDialect(), idTextLabel(), {"tweet_id", "text", "label"},
                               DuplicateRule::First);
            import.add(record(2, {"1", "one", ""}), sha256Hex("two"), "", yes, "anna");
            import.add(record(3, {"1", "one", ""}), sha256Hex("two"), "", no, "berta");
            import.add(record(4, {"2", "two", ""}), sha256Hex("two"), "", no, "anna");
            import.add(record(5, {"2", "two", ""}), sha256Hex("two"), "", no, "berta");
            QCOMPARE(import.commit(sha256Hex("two")).labelled, 4);
        }
        QCOMPARE(LabelRepository(*project).standing(TweetKey{1}).size(), std::size_t(2));
        QVERIFY(TweetRepository(*project).rows(std::vector<TweetKey>{TweetKey{1}}).at(0).state == LabelState::Disputed);
        QVERIFY(LabelRepository(*project).counts().coders == (std::vector<std::string>{"anna", "berta"}));
        QVERIFY(project->check().empty());
        LabelRepository(*project).undo("carla");
        QCOMPARE(TweetRepository(*project).count(), 0);
    }
};

QTEST_APPLESS_MAIN(ImportUndoTest)
#include "import_undo_test.moc"
