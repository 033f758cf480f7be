// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <set>
#include <thread>

#include "core/base/error.h"
#include "core/base/hex.h"
#include "core/base/sha256.h"
#include "core/corpus/prediction_repository.h"
#include "core/corpus/random_order.h"
#include "core/corpus/run_repository.h"
#include "core/corpus/sample_repository.h"
#include "core/corpus/tweet_import.h"
#include "tests/core/corpus/corpus_fixture.h"
#include "tests/golden/golden.h"

using namespace warbler;
using namespace warbler::test;

class TweetRepositoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesBackEveryFieldAsItCame() {
        TestCorpus corpus;
        const auto project = Project::create(corpus.path());
        ColumnMapping mapping;
        mapping.id = 3;
        mapping.text = 1;
        mapping.created = 0;
        mapping.author = 4;
        const std::vector<std::string> columns = {"when", "what", "", "id", "who", "who"};
        CsvDialect dialect;
        dialect.encoding = Encoding::Windows1252;
        dialect.delimiter = ";";
        dialect.escape = '\\';
        CsvRow record;
        record.line = 7;
        record.fields = {"2026-05-01", "Ein \"Zitat\"\nmit Zeile 👩‍🚒",        "", "i1056123456789012345",
                         "anna",       std::string("x\0y", 3) + std::string(300, 'z')};
        record.undecoded = {{5, std::string("x\xff\0y", 4)}, {1, std::string(200, '\x81')}};
        {
            TweetImport import(*project, "süß.csv", dialect, mapping, columns, DuplicateRule::First);
            import.add(record, sha256Hex("süß"), sha256Hex("group"), CodeId());
            import.commit(sha256Hex("süß"));
        }
        const TweetRepository tweets(*project);
        const Tweet tweet = tweets.get(TweetKey{1});
        QVERIFY(tweet.fields == record.fields);
        QCOMPARE(tweet.undecoded.size(), std::size_t(2));
        for (std::size_t i = 0; i < 2; ++i)
            QVERIFY(tweet.undecoded[i].column == record.undecoded[i].column &&
                    tweet.undecoded[i].bytes == record.undecoded[i].bytes);
        QCOMPARE(tweet.id.text(), record.fields[3]);
        QCOMPARE(tweet.text, record.fields[1]);
        QCOMPARE(tweet.createdAt, record.fields[0]);
        QCOMPARE(tweet.author, std::string("anna"));
        QCOMPARE(tweet.line, 7);
        QCOMPARE(tweet.group, sha256Hex("group"));
        const ImportBatch batch = tweets.batches().at(0);
        QVERIFY(batch.dialect == dialect);
        QVERIFY(batch.mapping == mapping);
        QVERIFY(batch.columns == columns);
        QCOMPARE(batch.fileName, std::string("süß.csv"));
        QCOMPARE(batch.rows, 1);
        QCOMPARE(tweets.find(TweetId(record.fields[3]))->row, 1);
        QVERIFY(!tweets.find(TweetId("1056123456789012345")));
        QVERIFY_EXCEPTION_THROWN(tweets.get(TweetKey{2}), Error);
    }

    void drawsTheGoldenRandomOrder() {
        const nlohmann::json wanted = golden("order.json");
        for (std::size_t i = 0; i < wanted["uids"].size(); ++i)
            QCOMPARE(hexFromBytes(tweetUid(wanted["file_sha256"].get<std::string>(), static_cast<std::int64_t>(i) + 1)),
                     wanted["uids"][i].get<std::string>());
        TestCorpus corpus;
        const auto project = corpus.make(numberedRows(500));
        TweetRepository tweets(*project);
        QCOMPARE(tweets.batches().at(0).sha256, wanted["file_sha256"].get<std::string>());
        for (const nlohmann::json &order : wanted["orders"]) {
            project->setSetting("seed", std::to_string(order["seed"].get<std::uint64_t>()));
            std::vector<std::string> expected;
            for (const nlohmann::json &id : order["ids"])
                expected.push_back(std::to_string(id.get<int>()));
            QVERIFY(ids(*project, tweets.keys({}, TweetOrder::Random)) == expected);
        }
        // A filter leaves the order of what remains alone.
        TweetFilter filter;
        filter.search = "1* NOT 10";
        std::vector<TweetKey> expected;
        const std::vector<TweetKey> hits = tweets.keys(filter);
        for (TweetKey key : tweets.keys({}, TweetOrder::Random))
            if (std::find(hits.begin(), hits.end(), key) != hits.end())
                expected.push_back(key);
        QVERIFY(expected.size() > 50);
        QVERIFY(tweets.keys(filter, TweetOrder::Random) == expected);
    }

    void drawsSamplesOfDifferentTweets() {
        TestCorpus corpus;
        auto project = corpus.make(numberedRows(500));
        std::vector<Row> repeats = numberedRows(500);
        for (Row &row : repeats)
            row.id = "again " + row.id;
        importRows(*project, repeats, DuplicateRule::First, "again.csv");
        SampleRepository samples(*project);
        const Sample drawn = samples.draw("Pilot", 400);
        QCOMPARE(drawn.frame, 500);
        QVERIFY_EXCEPTION_THROWN(samples.draw("Pilot", 5), Error);
        QVERIFY_EXCEPTION_THROWN(samples.draw("Too large", 501), Error);
        QVERIFY_EXCEPTION_THROWN(samples.draw("Empty", 0), Error);
        project->close();
        project = Project::open(corpus.path());
        const std::vector<Sample> all = SampleRepository(*project).all();
        QCOMPARE(all.size(), std::size_t(1));
        QVERIFY(all.at(0).name == "Pilot" && all.at(0).seed == 42 && all.at(0).frame == 500 && all.at(0).size == 400);
        std::set<std::string> groups;
        std::vector<TweetKey> expected;
        for (TweetKey key : TweetRepository(*project).keys({}, TweetOrder::Random))
            if (groups.insert(TweetRepository(*project).get(key).group).second && expected.size() < 400)
                expected.push_back(key);
        QVERIFY(SampleRepository(*project).tweets(drawn.id) == expected);
    }

    void findsWordsPhrasesPrefixesAndHashtags_data() {
        QTest::addColumn<QString>("search");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("word") << "tram" << QStringList{"1", "2", "4"};
        QTest::newRow("accents folded") << "cafe" << QStringList{"3"};
        QTest::newRow("hashtag alone") << "#tram" << QStringList{"2"};
        QTest::newRow("hashtag prefix") << "#tram*" << QStringList{"2", "5"};
        QTest::newRow("prefix") << "tram*" << QStringList{"1", "2", "4", "5"};
        QTest::newRow("all words") << "late tram" << QStringList{"1"};
        QTest::newRow("AND") << "late AND tram" << QStringList{"1"};
        QTest::newRow("OR") << "café OR late" << QStringList{"1", "3"};
        QTest::newRow("NOT") << "tram NOT late" << QStringList{"2", "4"};
        QTest::newRow("NOT alone") << "NOT tram" << QStringList{"3", "5", "6"};
        QTest::newRow("NOT hashtag") << "tram NOT #tram" << QStringList{"1", "4"};
        QTest::newRow("phrase") << "\"is late\"" << QStringList{"1"};
        QTest::newRow("phrase in another order") << "\"late is\"" << QStringList{};
        QTest::newRow("emoji") << "🚋" << QStringList{"4"};
        QTest::newRow("word and emoji") << "tram 🚋" << QStringList{"4"};
        QTest::newRow("what FTS5 would take as its language") << "late) OR (\"" << QStringList{"1"};
        QTest::newRow("column filter is no language either") << "text:tram" << QStringList{};
        QTest::newRow("dangling words of the language") << "AND OR NOT" << QStringList{"1", "2", "3", "4", "5", "6"};
        QTest::newRow("nothing but quotes") << "\"\"" << QStringList{"1", "2", "3", "4", "5", "6"};
        QTest::newRow("arabic") << "صباح" << QStringList{"6"};
    }

    void findsWordsPhrasesPrefixesAndHashtags() {
        QFETCH(QString, search);
        QFETCH(QStringList, found);
        TestCorpus corpus;
        const auto project = corpus.make({{"1", "The tram is late", ""},
                                          {"2", "Love my #Tram!", ""},
                                          {"3", "Au café", ""},
                                          {"4", "Tram 🚋 again", ""},
                                          {"5", "#tramway", ""},
                                          {"6", "صباح الخير", ""}});
        TweetFilter filter;
        filter.search = search.toStdString();
        QStringList ids;
        for (const std::string &id : test::ids(*project, TweetRepository(*project).keys(filter)))
            ids << QString::fromStdString(id);
        QCOMPARE(ids, found);
    }

    void filtersByCodeAndPrediction() {
        TestCorpus corpus;
        const auto project = corpus.make(numberedRows(6, 4));
        const CodeId no = codeOf(*project, "no"), yes = codeOf(*project, "yes");
        Run run;
        run.recordJson = R"({"categories": [{"value": "yes", "code": )" + std::to_string(yes.row) +
                         R"(}, {"value": "no", "code": )" + std::to_string(no.row) + "}]}";
        const RunId id = RunRepository(*project).create(run, {});
        std::vector<StoredPrediction> predictions;
        for (int key = 1; key <= 5; ++key)
            predictions.push_back({TweetKey{key}, key <= 2 ? 0 : 1, {-1, -2}, std::nullopt});
        PredictionRepository(*project).append(id, "", predictions);
        TweetFilter filter;
        filter.run = id;
        QCOMPARE(TweetRepository(*project).count(filter), 5);
        filter.predicted = yes;
        QVERIFY(TweetRepository(*project).keys(filter) == (std::vector<TweetKey>{TweetKey{1}, TweetKey{2}}));
        filter.code = no;  // the cell of the matrix: gold no, predicted yes
        QVERIFY(TweetRepository(*project).keys(filter) == std::vector<TweetKey>{TweetKey{1}});
    }

    void readsFromAnyThreadWhileLabelsAreWritten() {
        TestCorpus corpus;
        const auto project = corpus.make(numberedRows(300));
        const CodeId yes = codeOf(*project, "yes");
        std::atomic<int> unequal = 0;
        std::vector<std::jthread> readers;
        for (int i = 0; i < 3; ++i)
            readers.emplace_back([&](const std::stop_token &stop) {
                while (!stop.stop_requested()) {
                    const LabelCounts counts = LabelRepository(*project).counts();
                    unequal += counts.tweets == 300 && counts.labelled <= 40 ? 0 : 1;
                    TweetRepository(*project).forEach(
                        [&](const Tweet &tweet) { return !stop.stop_requested() && !tweet.text.empty(); });
                }
            });
        for (int key = 1; key <= 40; ++key)
            LabelRepository(*project).append(labelEvent(TweetKey{key}, yes));
        readers.clear();
        QCOMPARE(unequal.load(), 0);
        QCOMPARE(TweetRepository(*project).firstRows(38, 3).at(1).state, LabelState::Labelled);
        QCOMPARE(TweetRepository(*project).firstRows(38, 3).at(2).state, LabelState::Unlabelled);
        project->close();
        QVERIFY(corpus.files() == std::vector<std::string>{"study.warbler"});
    }
};

QTEST_APPLESS_MAIN(TweetRepositoryTest)
#include "tweet_repository_test.moc"
