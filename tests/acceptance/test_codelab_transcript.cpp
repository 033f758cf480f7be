// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "core/learn/preset.h"
#include "core/learn/presets.h"
#include "core/study/csv_study.h"
#include "core/tables/csv/csv_reader.h"
#include "core/tuning/tune_plan.h"
#include "tests/acceptance/transcript.h"
#include "tests/golden/golden.h"

using namespace warbler;

// The Gemma codelab's loop, run by PEFT on a tiny Gemma (tests/golden/generate/make_codelab.py), beside the preset
// gemma-codelab.
class CodelabTranscript : public QObject {
    Q_OBJECT

private:
    const nlohmann::json m_golden = golden("codelab.json");
    QTemporaryDir m_folder;
    std::unique_ptr<Engine> m_engine;
    Study m_study;
    Heard m_heard;

    std::string path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)).toStdString(); }
    static std::string source(const char *name) {
        return std::string(std::getenv("WARBLER_TEST_SOURCE")) + "/tests/data/" + name;
    }
    void writeTweets() const;

private slots:
    void initTestCase();
    void theSplitAndItsOrderAreTheCodelabs();
    void lossesAreTheLoops();
    void probabilitiesOfTheTwoWordsAreTheLoops();
};

void CodelabTranscript::writeTweets() const {
    std::vector<std::pair<std::string, std::string>> rows;
    CsvReader reader(source("tweets/oneword.csv"), {});
    CsvRow row;
    RejectedRow rejected;
    while (reader.next(row, rejected) == CsvReader::Outcome::Row)
        rows.emplace_back(row.fields[1], row.fields[2] == "yes" ? "1" : "0");
    QCOMPARE(rows.size(), std::size_t(200));
    std::ofstream csv(path("tweets.csv"));
    csv << "id,text,label\n";
    for (std::size_t i = 0; i < 820; ++i)
        csv << i << ",\""
            << QString::fromStdString(rows[i % 200].first).replace(u'"', QStringLiteral("\"\"")).toStdString() << ' '
            << i << "\"," << rows[i % 200].second << "\n";
}

void CodelabTranscript::initTestCase() {
    writeDrawnGemma(m_golden.at("config"), source("models/tiny_sentencepiece/tokenizer.model"), path("model"));
    writeTweets();
    const Preset &preset = presetNamed("gemma-codelab");
    CsvStudyRequest csv;
    csv.path = path("tweets.csv");
    csv.columns = {"id", "text", "label", {}, {}};
    csv.split = preset.split;
    csv.words = preset.config.labels;
    csv.positiveWord = preset.positive;
    m_study = studyFromCsv(csv);
    QCOMPARE(m_study.categories[std::size_t(m_study.positive)].value, std::string("1"));
    TuneRequest request;
    request.config = preset.config;
    request.config.epochs = m_golden.at("settings").at("epochs");
    request.config.maxTokens = m_golden.at("settings").at("max_length");
    request.modelPath = path("model");
    request.device = "cpu";
    request.threads = 1;
    request.resume = Resume::Never;
    request.checkpointFolder = path("checkpoints");
    QCOMPARE(planTuning(request, m_study).cutTweets, m_golden.at("cut").get<std::int64_t>());
    QVERIFY(m_golden.at("cut") > 0);
    m_engine = loadEngine();
    m_heard = tuneHeard(*m_engine, request, m_study);
    QVERIFY(m_heard.report.result.state == RunState::Finished);
}

void CodelabTranscript::theSplitAndItsOrderAreTheCodelabs() {
    QCOMPARE(m_study.trainOrder, m_golden.at("train").get<std::vector<std::int64_t>>());
    QCOMPARE(m_study.count(Side::Test), std::int64_t(20));
    QCOMPARE(m_study.count(Side::Validation), std::int64_t(0));
}

void CodelabTranscript::lossesAreTheLoops() {
    QCOMPARE(m_heard.losses.size(), std::size_t(800));
    const double apart = lossDistance(m_heard.losses, m_golden);
    QVERIFY2(apart <= 1e-4, qPrintable(QString::number(apart)));
}

void CodelabTranscript::probabilitiesOfTheTwoWordsAreTheLoops() {
    const std::vector<std::int64_t> places = m_golden.at("test");
    QCOMPARE(m_heard.report.test->categories()->rows.size(), places.size());
    for (const JudgedRow &row : m_heard.report.test->categories()->rows) {
        const auto place = std::find(places.begin(), places.end(), row.row - m_study.rows.data());
        QVERIFY(place != places.end());
        const nlohmann::json &wanted = m_golden.at("probabilities")[std::size_t(place - places.begin())];
        for (std::size_t word = 0; word < 2; ++word)
            QVERIFY2(isNear(std::exp(double(row.logProbabilities[word])), wanted[word].get<double>(), 1e-3),
                     qPrintable(QString::number(std::exp(double(row.logProbabilities[word])))));
    }
}

QTEST_APPLESS_MAIN(CodelabTranscript)
#include "test_codelab_transcript.moc"
