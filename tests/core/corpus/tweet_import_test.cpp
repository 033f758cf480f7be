// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <atomic>
#include <filesystem>
#include <thread>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/codebook/duplicate_group.h"
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

CsvRow record(std::int64_t line, std::vector<std::string> fields) {
    CsvRow row;
    row.line = line;
    row.fields = std::move(fields);
    return row;
}

const std::vector<std::string> kColumns = {"tweet_id", "text", "label"};

}  // namespace

class TweetImportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsEveryRecord() {
        TestCorpus corpus;
        const auto project = corpus.make({});
        const std::string hash = sha256Hex("file");
        ImportReceipt receipt;
        {
            using Added = TweetImport::Added;
            TweetImport import(*project, "a.csv", CsvDialect(), idTextLabel(), kColumns, DuplicateRule::First);
            QVERIFY(import.add(record(2, {"1", "one", "yes"}), hash, "", codeOf(*project, "yes")) == Added::Imported);
            QVERIFY(import.add(record(3, {"1", "one again", ""}), hash, "", {}) == Added::Duplicate);
            QVERIFY(import.add(record(4, {"2", " \t", ""}), hash, "", {}) == Added::Empty);
            QVERIFY(import.add(record(5, {"", "no id", ""}), hash, "", {}) == Added::Rejected);
            RejectedRow ragged;
            ragged.line = 6;
            ragged.byteOffset = 77;
            ragged.reason = "2 fields, the header has 3";
            ragged.raw = "3,three";
            import.reject(ragged);
            receipt = import.commit(hash);
        }
        QCOMPARE(receipt.read, 5);
        QCOMPARE(receipt.imported, 1);
        QCOMPARE(receipt.duplicate, 1);
        QCOMPARE(receipt.empty, 1);
        QCOMPARE(receipt.rejected, 2);
        QCOMPARE(receipt.labelled, 1);
        QCOMPARE(receipt.read, receipt.imported + receipt.duplicate + receipt.empty + receipt.rejected);
        const std::vector<RejectedRow> rejected = TweetRepository(*project).rejectedRows(receipt.batch);
        QCOMPARE(rejected.size(), std::size_t(2));
        QCOMPARE(rejected.at(0).reason, std::string("no id in column \"tweet_id\""));
        QCOMPARE(rejected.at(1).line, 6);
        QCOMPARE(rejected.at(1).byteOffset, std::uint64_t(77));
        QCOMPARE(rejected.at(1).raw, std::string("3,three"));
        QCOMPARE(TweetRepository(*project).get(TweetKey{1}).text, std::string("one"));
        QVERIFY(project->check().empty());
    }

    void theLastOfEqualIdsReplacesWhatStoodThere() {
        TestCorpus corpus;
        const auto project = corpus.make({{"1", "first of all", "no"}, {"2", "stays", ""}});
        const ImportReceipt receipt =
            importRows(*project, {{"3", "new", "no"}, {"1", "last of all", "yes"}, {"3", "newest", ""}},
                       DuplicateRule::Last, "b.csv");
        QCOMPARE(receipt.imported, 1);
        QCOMPARE(receipt.duplicate, 2);
        TweetRepository tweets(*project);
        QCOMPARE(tweets.count(), 3);
        QCOMPARE(tweets.get(TweetKey{1}).text, std::string("last of all"));
        QVERIFY(tweets.get(TweetKey{1}).fields == (std::vector<std::string>{"1", "last of all", "yes"}));
        QCOMPARE(tweets.get(TweetKey{3}).text, std::string("newest"));
        for (const auto &[word, hits] :
             std::vector<std::pair<std::string, int>>{{"first", 0}, {"last", 1}, {"new", 0}, {"newest", 1}}) {
            TweetFilter filter;
            filter.search = word;
            QCOMPARE(tweets.count(filter), hits);
        }
        const std::vector<GoldLabel> gold = LabelRepository(*project).gold();
        QCOMPARE(gold.size(), std::size_t(1));
        QCOMPARE(gold.at(0).code.row, codeOf(*project, "yes").row);
        QVERIFY(project->check().empty());
    }

    void aFileThatComesAgainLabelsNothing() {
        TestCorpus corpus;
        const auto project = corpus.make({{"1", "one", ""}, {"2", "two", ""}});
        const auto importAs = [&](const std::string &coder, const std::string &first, const std::string &second,
                                  DuplicateRule rule) {
            TweetImport import(*project, coder + ".csv", CsvDialect(), idTextLabel(), kColumns, rule);
            import.add(record(2, {"1", "one", first}), sha256Hex(coder), "", codeOf(*project, first), coder);
            import.add(record(3, {"2", "two", second}), sha256Hex(coder), "", codeOf(*project, second), coder);
            return import.commit(sha256Hex(coder)).labelled;
        };
        QCOMPARE(importAs("anna", "yes", "no", DuplicateRule::First), 2);
        QCOMPARE(importAs("ben", "yes", "yes", DuplicateRule::First), 2);
        QCOMPARE(importAs("anna", "yes", "no", DuplicateRule::First), 0);
        QCOMPARE(importAs("anna", "yes", "no", DuplicateRule::Last), 0);
        QCOMPARE(importAs("anna", "yes", "yes", DuplicateRule::First), 1);
        QCOMPARE(LabelRepository(*project).history(TweetKey{1}).size(), std::size_t(2));
        QCOMPARE(LabelRepository(*project).history(TweetKey{2}).size(), std::size_t(3));
        QVERIFY(project->check().empty());
    }

    void opensAgainWithEveryDialect() {
        TestCorpus corpus;
        struct Form {
            Encoding encoding;
            std::string delimiter, quote;
            char escape;
        };
        for (const Form &form : std::vector<Form>{{Encoding::Utf8, kNoDelimiter, "\"", kDoubledQuotes},
                                                  {Encoding::Utf8Bom, "\t", kNoQuote, kDoubledQuotes},
                                                  {Encoding::Koi8R, "||", "\u201E\u201C", '\\'},
                                                  {Encoding::Utf8Twice, " ", "'", '^'},
                                                  {Encoding::Utf16Le, "\x1F", "\"", kUnescapedQuotes}}) {
            CsvDialect dialect;
            dialect.encoding = form.encoding;
            dialect.delimiter = form.delimiter;
            dialect.quote = form.quote;
            dialect.escape = form.escape;
            const std::string name = "dialect.warbler";
            {
                const auto project = corpus.make({}, name);
                TweetImport import(*project, "a.csv", dialect, idTextLabel(), kColumns, DuplicateRule::First);
                import.add(record(1, {"1", "one", ""}), sha256Hex("a"), "", {});
                import.commit(sha256Hex("a"));
                project->close();
            }
            const auto project = Project::open(corpus.path(name));
            const CsvDialect kept = TweetRepository(*project).batches().back().dialect;
            QVERIFY(kept.encoding == dialect.encoding);
            QCOMPARE(kept.delimiter, dialect.delimiter);
            QCOMPARE(kept.quote, dialect.quote);
            QCOMPARE(kept.escape, dialect.escape);
            project->close();
            std::filesystem::remove(corpus.path(name));
        }
    }

    void equalIdsCanBeRejected() {
        TestCorpus corpus;
        const auto project = corpus.make({{"1", "one", ""}});
        const ImportReceipt receipt =
            importRows(*project, {{"1", "uno", ""}, {"2", "two", ""}, {"2", "due", ""}}, DuplicateRule::Reject);
        QCOMPARE(receipt.imported, 1);
        QCOMPARE(receipt.rejected, 2);
        QCOMPARE(receipt.rejectedRows.at(0).reason, std::string("the id 1 occurs a second time"));
    }

    void rowNumbersServeAsIdsAndDoNotClash() {
        TestCorpus corpus;
        const auto project = corpus.make({});
        ColumnMapping mapping;
        mapping.text = 0;
        const auto importTexts = [&](const std::string &file, const std::vector<std::string> &texts) {
            TweetImport import(*project, file, CsvDialect(), mapping, {"text"}, DuplicateRule::First);
            for (std::size_t i = 0; i < texts.size(); ++i)
                import.add(record(static_cast<std::int64_t>(i) + 1, {texts[i]}), sha256Hex(file), "", {});
            return import.commit(sha256Hex(file));
        };
        QCOMPARE(importTexts("a", {"one", "", "three"}).imported, 2);
        QCOMPARE(importTexts("b", {"four", "five"}).imported, 2);
        QCOMPARE(importTexts("b", {"four", "five"}).duplicate, 2);  // the same file again
        QCOMPARE(importTexts("a", {"one", "", "three"}).duplicate, 2);
        const std::vector<std::string> all = ids(*project, TweetRepository(*project).keys());
        QCOMPARE(all.size(), std::size_t(4));
        QCOMPARE(all.at(0), std::string("1"));
        QCOMPARE(all.at(1), std::string("3"));
        QVERIFY(all.at(2) != "1" && all.at(3) != "3");
    }

    void isSeenWholeOrNotAtAll() {
        TestCorpus corpus;
        auto project = corpus.make(numberedRows(10, 4));
        TweetRepository tweets(*project);
        TweetFilter word;
        word.search = "tweet";
        const auto looksAsBefore = [&] {
            const LabelCounts counts = LabelRepository(*project).counts();
            return tweets.count() == 10 && tweets.keys().size() == 10 &&
                   tweets.keys({}, TweetOrder::Random).size() == 10 && counts.tweets == 10 && counts.labelled == 4 &&
                   LabelRepository(*project).gold().size() == 4 && tweets.keys(word).size() == 10 &&
                   tweets.batches().size() == 1 && !tweets.find(TweetId("new1"));
        };
        const std::string hash = sha256Hex("more");
        {
            TweetImport import(*project, "more.csv", CsvDialect(), idTextLabel(), kColumns, DuplicateRule::First);
            for (int i = 0; i < 5000; ++i)
                import.add(record(i + 2, {"new" + std::to_string(i), "a tweet " + std::to_string(i), "yes"}), hash, "",
                           codeOf(*project, "yes"));
            QVERIFY(looksAsBefore());
            QVERIFY_EXCEPTION_THROWN(
                TweetImport(*project, "third.csv", CsvDialect(), idTextLabel(), kColumns, DuplicateRule::First), Error);
            // Labels go on meanwhile.
            LabelRepository(*project).append(labelEvent(TweetKey{1}, codeOf(*project, "no")));
        }
        QVERIFY(looksAsBefore());  // cancelled
        QVERIFY(project->check().empty());
        {
            TweetImport import(*project, "more.csv", CsvDialect(), idTextLabel(), kColumns, DuplicateRule::First);
            for (int i = 0; i < 5000; ++i)
                import.add(record(i + 2, {"new" + std::to_string(i), "a tweet " + std::to_string(i), ""}), hash, "",
                           i < 700 ? codeOf(*project, "yes") : CodeId());
            std::atomic<bool> isChanging = false;
            std::int64_t told = 0;
            const ImportReceipt receipt = import.commit(hash, [&](std::int64_t done, std::int64_t total) {
                isChanging = isChanging || !looksAsBefore() || total != 5000 || done <= told;
                told = done;
            });
            QVERIFY(!isChanging);
            QCOMPARE(told, 5000);
            QCOMPARE(receipt.labelled, 700);
        }
        QCOMPARE(tweets.count(), 5010);
        QCOMPARE(tweets.keys(word).size(), std::size_t(5010));
        QCOMPARE(LabelRepository(*project).counts().labelled, 704);
        QVERIFY(project->check().empty());
        project->close();
        QVERIFY(corpus.files() == std::vector<std::string>{"study.warbler"});
    }

    void aCancelledFirstImportLeavesAnEmptyProject() {
        TestCorpus corpus;
        const auto project = corpus.make({});
        {
            TweetImport import(*project, "more.csv", CsvDialect(), idTextLabel(), kColumns, DuplicateRule::First);
            for (int i = 0; i < 3000; ++i)
                import.add(record(i + 2, {"new" + std::to_string(i), "a tweet", ""}), sha256Hex("more"), "", {});
        }
        QCOMPARE(TweetRepository(*project).count(), 0);
        QVERIFY(project->check().empty());
        QCOMPARE(importRows(*project, numberedRows(3)).imported, 3);
        QVERIFY(TweetRepository(*project).keys() == (std::vector<TweetKey>{TweetKey{1}, TweetKey{2}, TweetKey{3}}));
    }

    void labelsPassWhileAnImportRuns() {
        TestCorpus corpus;
        const auto project = corpus.make(numberedRows(100));
        std::atomic<bool> isDone = false;
        std::thread importing([&] {
            std::vector<Row> rows;
            for (int i = 0; i < 20000; ++i)
                rows.push_back({"n" + std::to_string(i), "a further tweet of some words " + std::to_string(i % 977),
                                i % 40 == 0 ? "yes" : ""});
            importRows(*project, rows, DuplicateRule::First, "more.csv");
            isDone = true;
        });
        const CodeId no = codeOf(*project, "no");
        int labels = 0;
        while (!isDone || labels == 0)
            LabelRepository(*project).append(labelEvent(TweetKey{1 + labels++ % 100}, no));
        importing.join();
        qInfo("%d labels during an import of 20,000 tweets", labels);
        QVERIFY(labels > 20);
        QCOMPARE(TweetRepository(*project).count(), 20100);
        QVERIFY(project->check().empty());
    }
};

QTEST_APPLESS_MAIN(TweetImportTest)
#include "tweet_import_test.moc"
