// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Every column of every table with values nobody stores: opening refuses them by name, or what reads them gives values
// that can be or an Error; never another exception, never a crash. Reading past an end is what the sanitizers see here.
#include <QTest>

#include <filesystem>
#include <functional>

#include <sqlite3.h>

#include "core/base/error.h"
#include "core/corpus/codebook_repository.h"
#include "core/corpus/prediction_repository.h"
#include "core/corpus/run_repository.h"
#include "core/corpus/sample_repository.h"
#include "core/corpus/split_repository.h"
#include "tests/core/corpus/corpus_fixture.h"
#include "tests/core/corpus/sample_project.h"
#include "tests/support/refusal.h"

using namespace warbler;
using namespace warbler::test;

namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string memoryFolder() { return QFileInfo("/dev/shm").isWritable() ? "/dev/shm" : QDir::tempPath().toStdString(); }

// The file as another program changes it.
class Tampering {
public:
    explicit Tampering(const std::string &path) {
        sqlite3_open(path.c_str(), &m_handle);
        sqlite3_db_config(m_handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
        rows("PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY; PRAGMA ignore_check_constraints=ON");
    }
    ~Tampering() { sqlite3_close(m_handle); }
    Tampering(const Tampering &) = delete;
    Tampering &operator=(const Tampering &) = delete;

    Rows rows(const std::string &sql) const {
        Rows result;
        const auto take = [](void *out, int count, char **values, char **) {
            std::vector<std::string> row;
            for (int i = 0; i < count; ++i)
                row.emplace_back(values[i] != nullptr ? values[i] : "");
            static_cast<Rows *>(out)->push_back(row);
            return 0;
        };
        sqlite3_exec(m_handle, sql.c_str(), take, &result, nullptr);
        return result;
    }

    Rows columns() const {
        return rows("SELECT s.name, c.name, c.type FROM sqlite_schema s JOIN pragma_table_info(s.name) c "
                    "WHERE s.type = 'table' AND s.name NOT LIKE 'sqlite_%' AND s.name NOT LIKE 'tweet_fts%'");
    }

    // How many rows were changed; 0: the table does not take such a value, or has no such row.
    int set(const std::string &table, const std::string &column, const std::string &value,
            const std::string &where = "1") const {
        const int before = sqlite3_total_changes(m_handle);
        rows("UPDATE OR IGNORE \"" + table + "\" SET \"" + column + "\" = " + value + " WHERE " + where);
        return sqlite3_total_changes(m_handle) - before;
    }

    // A row in each table that has none, so that each column can be changed.
    void fillEmptyTables() const {
        std::map<std::string, std::string> values;
        for (const std::vector<std::string> &column : columns()) {
            std::string &row = values[column[0]];
            const std::string value = column[1] == "kind"   ? "'tweets'"
                                      : column[2] == "TEXT" ? "'x'"
                                      : column[2] == "BLOB" ? "x'01'"
                                                            : "1";
            row += (row.empty() ? "" : ", ") + value;
        }
        for (const auto &[table, row] : values)
            if (rows("SELECT 1 FROM \"" + table + "\" LIMIT 1").empty())
                rows("INSERT INTO \"" + table + "\" VALUES(" + row + ")");
    }

private:
    sqlite3 *m_handle = nullptr;
};

void mustBe(bool isSo, const char *what) {
    if (!isSo)
        throw std::logic_error(what);
}

void readTweet(const TweetRow &row) {
    mustBe(row.key.row >= 1 && row.state <= LabelState::Disputed, "a row has a key and a state there is");
}

// Whatever is read for a page, a command or an export, each by itself.
std::vector<std::function<void()>> readings(Project &project) {
    const TweetRepository tweets(project);
    const LabelRepository labels(project);
    const RunRepository runs(project);
    const PredictionRepository predictions(project);
    const auto eachRun = [runs](const std::function<void(RunId)> &read) {
        return [runs, read] {
            for (const Run &run : runs.all())
                read(run.id);
        };
    };
    return {
        [=] {
            TweetFilter filter;
            filter.search = "harbour #x \"a note\"";
            filter.state = TweetFilter::State::Labelled;
            for (const TweetRow &row : tweets.rows(tweets.keys(filter, TweetOrder::Random)))
                readTweet(row);
        },
        [=] {
            tweets.forEach([](const Tweet &tweet) {
                mustBe(tweet.key.row >= 1 && tweet.line >= 0, "a tweet has a key and a line");
                return true;
            });
        },
        [=] {
            for (const TweetRow &row : tweets.firstRows(0, 10))
                readTweet(row);
        },
        [=] {
            for (const ImportBatch &batch : tweets.batches())
                tweets.rejectedRows(batch.id);
        },
        [=] { labels.gold(); },
        [=] { mustBe(labels.counts().labelled <= 1000, "no more labels than tweets"); },
        [=] { labels.nextUndo("anna"); },
        [=] { labels.nextRedo("anna"); },
        [=] {
            for (std::int64_t row : {1, 20, 40}) {
                const TweetKey key{row};
                labels.current(key, "anna");
                labels.standing(key);
                labels.history(key);
            }
        },
        [&project] { CodebookRepository(project).load(); },
        [&project] {
            for (const SidedTweet &tweet : SplitRepository(project).storedSides())
                mustBe(tweet.side <= Side::Test, "a side there is");
        },
        [&project] {
            for (const Sample &sample : SampleRepository(project).all())
                TweetRepository(project).rows(SampleRepository(project).tweets(sample.id));
        },
        eachRun([=](RunId run) {
            for (const RunItem &item : runs.items(run))
                mustBe(item.side <= Side::Test, "a side there is");
        }),
        eachRun([=](RunId run) { runs.points(run); }),
        eachRun([=](RunId run) { runs.adapter(run, Checkpoint::Best); }),
        eachRun([=](RunId run) {
            predictions.forEach(run, [](const StoredPrediction &prediction) {
                mustBe(prediction.category >= -1 && prediction.category < std::ssize(prediction.logProbabilities),
                       "a prediction names a category that has a score");
                return true;
            });
        }),
        eachRun([=](RunId run) { predictions.perCategory(run, 2); }),
        [&project] { project.seed(); },
        [&project] { project.check(); },
    };
}

enum class Found { Nothing, Refusal, Error };

// The Error is a sentence for the user, never a programmer's.
Found readEverything(Project &project) {
    Found found = Found::Nothing;
    for (const std::function<void()> &read : readings(project)) {
        try {
            read();
        } catch (const Error &error) {
            mustBe(error.code() != ErrorCode::Internal, error.what());
            found = Found::Error;
        }
    }
    return found;
}

// Refused by the name of the table or, where SQLite itself sees it, as damaged.
Found openAndRead(const std::string &path, OpenMode mode, const std::string &table) {
    try {
        return readEverything(*Project::open(path, mode));
    } catch (const Error &error) {
        const std::string detail = error.detail();
        mustBe(error.code() == ErrorCode::ProjectDamaged || error.code() == ErrorCode::NotAProject, error.what());
        mustBe(detail.find(table) != std::string::npos || detail.find("damaged") != std::string::npos ||
                   detail.find("the last label") != std::string::npos,
               error.what());
        return Found::Refusal;
    }
}

std::vector<std::string> hostileValues(const std::string &type) {
    if (type == "INTEGER")
        return {"4611686018427387904", "'text'", "-7", "99"};
    if (type == "TEXT")
        return {"x'00ff'", "''", "'{\"a\": [1]}'"};
    return {"5", "x''", "x'00ff'"};
}

}  // namespace

class HostileValuesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noColumnOfNoTableIsBelieved() {
        const TestCorpus corpus(memoryFolder());
        const std::string base = corpus.path("sample.warbler");
        makeSampleProject(base);
        Tampering(base).fillEmptyTables();
        QCOMPARE(openAndRead(base, OpenMode::ReadOnly, "none"), Found::Nothing);
        const Rows columns = Tampering(base).columns();
        QVERIFY(columns.size() > 140);
        int opened = 0, refused = 0;
        for (const std::vector<std::string> &column : columns) {
            const std::vector<std::string> values = hostileValues(column[2]);
            for (std::size_t i = 0; i < values.size(); ++i) {
                const std::string name = column[0] + "." + column[1] + " = " + values[i];
                std::filesystem::copy_file(base, corpus.path(), std::filesystem::copy_options::overwrite_existing);
                const int changed = Tampering(corpus.path()).set(column[0], column[1], values[i]);
                const bool isKey = changed == 0;  // a whole number that tells rows apart takes no text
                try {
                    const Found found = openAndRead(corpus.path(), OpenMode::ReadOnly, column[0]);
                    ++(found == Found::Refusal ? refused : opened);
                    const bool cannotBe = i == 0 || (column[2] == "INTEGER" && i == 1);
                    QVERIFY2(isKey || !cannotBe || found == Found::Refusal, name.c_str());
                    // The recovery of imports reads what no page does.
                    if (found != Found::Refusal && i == values.size() - 1)
                        openAndRead(corpus.path(), OpenMode::ReadWrite, column[0]);
                } catch (const std::exception &problem) {
                    QFAIL((name + ": " + problem.what()).c_str());
                }
            }
        }
        qInfo("%zu columns: %d changed projects were refused at opening, %d opened and were read to their end",
              columns.size(), refused, opened);
        QVERIFY(opened > 50 && refused > 200);
    }

    // Above 100,000 tweets opening does not look at each; what reads them does.
    void theTweetsOfALargeProjectAreCheckedAsTheyAreRead() {
        const TestCorpus corpus(memoryFolder());
        corpus.make(numberedRows(100001))->close();
        const TweetKey key{50000};
        const Tampering tampering(corpus.path());
        int cases = 0;
        for (const std::vector<std::string> &column : tampering.columns()) {
            if (column[0] != "tweet" && column[0] != "tweet_fields")
                continue;
            const std::string rowid = column[0] == "tweet" ? "key" : "tweet";
            const std::string before = tampering.rows("SELECT quote(" + column[1] + ") FROM " + column[0] + " WHERE " +
                                                      rowid + " = 50000")[0][0];
            for (const std::string &value : hostileValues(column[2])) {
                const std::string name = column[0] + "." + column[1] + " = " + value;
                if (tampering.set(column[0], column[1], value, rowid + " = 50000") == 0)
                    continue;
                ++cases;
                try {
                    const auto project = Project::open(corpus.path(), OpenMode::ReadOnly);
                    const TweetRepository tweets(*project);
                    const Tweet tweet = tweets.get(key);
                    mustBe(tweet.line >= 0 && tweet.line < 200000 && tweet.fields.size() == 3, "a sane tweet");
                    for (const TweetRow &row : tweets.rows(std::vector<TweetKey>{key}))
                        readTweet(row);
                    QVERIFY2(value != "x'00ff'" || column[2] != "TEXT", name.c_str());
                } catch (const Error &error) {
                    QVERIFY2(error.code() == ErrorCode::ProjectDamaged, (name + ": " + error.what()).c_str());
                } catch (const std::exception &problem) {
                    QFAIL((name + ": " + problem.what()).c_str());
                }
                const std::string where = column[1] == rowid ? rowid + " = " + value : rowid + " = 50000";
                QCOMPARE(tampering.set(column[0], column[1], before, where), 1);
            }
        }
        QVERIFY(cases > 20);
        for (const char *hostile : {"-5", "281474976710656"})
            for (const auto &[table, rowid] : {std::pair("tweet", "key"), std::pair("tweet_fields", "tweet")}) {
                QCOMPARE(tampering.set(table, rowid, hostile, std::string(rowid) + " = 50000"), 1);
                const Error error = refusalOf([&] { Project::open(corpus.path(), OpenMode::ReadOnly); });
                QVERIFY2(error.detail().find(std::string("the project's table ") + table + " holds " + hostile) == 0,
                         error.what());
                QCOMPARE(tampering.set(table, rowid, "50000", std::string(rowid) + " = " + hostile), 1);
            }
        QCOMPARE(Project::open(corpus.path())->check(), std::vector<std::string>());
    }

    void aPredictionNamesACategoryOfItsRunAndHasAScoreForEach_data() {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("words");
        QTest::newRow("category 99") << "UPDATE prediction SET category = 99"
                                     << "holds 99 in the column category";
        QTest::newRow("category -2") << "UPDATE prediction SET category = -2"
                                     << "holds -2 in the column category";
        QTest::newRow("a cut score") << "UPDATE prediction SET scores = x'0000803f0000'"
                                     << "in the column category";
        QTest::newRow("no scores") << "UPDATE prediction SET scores = x''"
                                   << "in the column category";
        QTest::newRow("scores of another run")
            << R"(UPDATE run SET record = '{"categories": [{"code": 1}, {"code": 2}, {"code": 3}]}')"
            << "has 2 to 2 scores, and the run has 3 categories";
        QTest::newRow("a counter") << "UPDATE corpus SET visible = 4611686018427387904"
                                   << "in the column visible";
        QTest::newRow("more tweets than rows") << "UPDATE corpus SET tweets = 41"
                                               << "in the column tweets";
    }
    void aPredictionNamesACategoryOfItsRunAndHasAScoreForEach() {
        QFETCH(QString, sql);
        QFETCH(QString, words);
        const TestCorpus corpus(memoryFolder());
        makeSampleProject(corpus.path());
        Tampering(corpus.path()).rows(sql.toStdString());
        for (OpenMode mode : {OpenMode::ReadOnly, OpenMode::ReadWrite}) {
            const Error error = refusalOf([&] { Project::open(corpus.path(), mode); });
            QVERIFY(error.code() == ErrorCode::ProjectDamaged);
            QVERIFY2(QString::fromStdString(error.detail()).contains(words), error.what());
        }
    }
};

QTEST_APPLESS_MAIN(HostileValuesTest)
#include "hostile_values_test.moc"
