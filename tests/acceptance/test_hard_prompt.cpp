// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/error.h"
#include "core/study/csv_study.h"
#include "core/tuning/hard_prompt.h"
#include "core/tuning/tune_plan.h"
#include "tests/acceptance/transcript.h"
#include "tests/golden/golden.h"

using namespace warbler;

// Prompts of words beside transformers (tests/golden/generate/make_hard_prompt.py): the tweets shown, and what the
// model says of the others.
class HardPromptAcceptance : public QObject {
    Q_OBJECT

private:
    const nlohmann::json m_golden = golden("hard_prompt.json");
    QTemporaryDir m_folder;
    std::unique_ptr<Engine> m_engine;
    Study m_study;

    std::string path(const std::string &name) const {
        return m_folder.filePath(QString::fromStdString(name)).toStdString();
    }
    static std::string source(const char *name) {
        return std::string(std::getenv("WARBLER_TEST_SOURCE")) + "/tests/data/models/" + name;
    }
    static std::string quoted(const std::string &text) {
        return '"' + QString::fromStdString(text).replace(u'"', QStringLiteral("\"\"")).toStdString() + '"';
    }
    TuneRequest request(const std::string &model, std::int64_t shots, std::uint64_t seed) const;

private slots:
    void initTestCase();
    void answersAreTransformers();
    void examplesAreTrainingTweetsOfAllCategories();
    void moreExamplesThanTweetsAreRefused();
    void aPromptBeyondTheWindowIsRefused();
};

TuneRequest HardPromptAcceptance::request(const std::string &model, std::int64_t shots, std::uint64_t seed) const {
    TuneRequest request;
    request.config.method = Method::HardPrompt;
    request.config.task = Task::CausalLm;
    request.config.promptTemplate = m_golden.at("template");
    request.config.initText = m_golden.at("instruction");
    request.config.labels = m_golden.at("words").get<std::map<std::string, std::string>>();
    request.config.maxTokens = 512;
    request.config.shots = shots;
    request.config.seed = seed;
    request.modelPath = path(model);
    request.device = "cpu";
    request.threads = 1;
    request.resume = Resume::Never;
    request.checkpointFolder = path("checkpoints");
    return request;
}

void HardPromptAcceptance::initTestCase() {
    writeLivelyModel(source("tiny_bloom"), path("bloom"));
    writeDrawnGemma(m_golden.at("config"), source("tiny_sentencepiece/tokenizer.model"), path("gemma"));
    std::ofstream csv(path("tweets.csv"));
    csv << "id,text,label,side\n";
    for (const nlohmann::json &tweet : m_golden.at("tweets"))
        csv << tweet.at("id").get<std::string>() << ',' << quoted(tweet.at("text")) << ','
            << tweet.at("label").get<std::string>() << ',' << tweet.at("side").get<std::string>() << '\n';
    csv.close();
    CsvStudyRequest asked;
    asked.path = path("tweets.csv");
    asked.columns = {"id", "text", "label", {}, {}};
    asked.split = "column:side";
    asked.words = m_golden.at("words").get<std::map<std::string, std::string>>();
    m_study = studyFromCsv(asked);
    QCOMPARE(m_study.rows.size(), m_golden.at("tweets").size());
    m_engine = loadEngine();
}

void HardPromptAcceptance::answersAreTransformers() {
    double apart = 0;
    std::set<bool> answers;
    for (const nlohmann::json &one : m_golden.at("cases")) {
        const TuneRequest asked = request(one.at("model"), one.at("shots"), one.at("seed"));
        std::vector<std::string> shown;
        for (const StudyRow *row : hardPromptOf(asked.config, m_study, openModelFolder(asked.modelPath)).examples)
            shown.push_back(row->id.text());
        QCOMPARE(shown, one.at("examples").get<std::vector<std::string>>());
        const TuneReport report = tune(*m_engine, asked, m_study, {}, [](const JobEvent &) {});
        QVERIFY(report.result.state == RunState::Finished);
        QCOMPARE(report.test->categories()->rows.size(), one.at("log_probabilities").size());
        for (const JudgedRow &row : report.test->categories()->rows) {
            const nlohmann::json &wanted = one.at("log_probabilities").at(row.row->id.text());
            QCOMPARE(row.logProbabilities.size(), std::size_t(2));
            for (std::size_t word = 0; word < 2;
                 ++word)  // the reference is in double; in fp32 a sure answer's -8.8 has fewer places
                apart = std::max(apart, std::abs(double(row.logProbabilities[word]) - wanted[word].get<double>()) /
                                            std::max(1.0, std::abs(wanted[word].get<double>())));
            answers.insert(row.logProbabilities[0] > row.logProbabilities[1]);
        }
    }
    QVERIFY2(apart <= 1e-5, qPrintable(QString::number(apart)));
    QCOMPARE(answers.size(), std::size_t(2));
}

void HardPromptAcceptance::examplesAreTrainingTweetsOfAllCategories() {
    const ModelFolder folder = openModelFolder(path("bloom"));
    const std::int64_t rarer = std::min(m_study.count(Side::Train, 0), m_study.count(Side::Train, 1));
    std::set<std::string> orders;
    for (std::uint64_t seed = 0; seed < 20; ++seed)
        for (std::int64_t shots = 0; shots <= m_study.count(Side::Train); ++shots) {
            TuneRequest asked = request("bloom", shots, seed);
            asked.config.maxTokens = 64;
            const HardPrompt prompt = hardPromptOf(asked.config, m_study, folder);
            std::set<std::string> ids;
            std::int64_t ofCategory[2] = {0, 0};
            for (const StudyRow *row : prompt.examples) {
                QVERIFY(row->side == Side::Train);
                ids.insert(row->id.text());
                ++ofCategory[row->category];
            }
            QCOMPARE(std::int64_t(ids.size()), shots);
            QVERIFY(std::abs(ofCategory[0] - ofCategory[1]) <= 1 || std::min(ofCategory[0], ofCategory[1]) == rarer);
            if (shots == 4)
                orders.insert(prompt.lead);
        }
    QVERIFY2(orders.size() > 15, qPrintable(QString::number(orders.size())));
}

void HardPromptAcceptance::moreExamplesThanTweetsAreRefused() {
    try {
        planTuning(request("bloom", m_study.count(Side::Train) + 1, 42), m_study);
        QFAIL("more examples than training tweets");
    } catch (const Error &error) {
        QCOMPARE(error.code(), ErrorCode::BadConfig);
        QVERIFY2(QByteArray(error.what()).contains("shots=14"), error.what());
        QVERIFY2(error.hint().find("shots=13") != std::string::npos, error.hint().c_str());
    }
}

void HardPromptAcceptance::aPromptBeyondTheWindowIsRefused() {
    std::filesystem::copy(path("gemma"), path("small"));
    nlohmann::json config = nlohmann::json::parse(std::ifstream(path("small/config.json")));
    config["max_position_embeddings"] = 200;
    std::ofstream(path("small/config.json")) << config.dump(1);
    try {
        planTuning(request("small", 10, 42), m_study);
        QFAIL("a prompt beyond the window");
    } catch (const Error &error) {
        QCOMPARE(error.code(), ErrorCode::BadConfig);
        QVERIFY2(QByteArray(error.what()).contains("the model reads 200"), error.what());
        QVERIFY2(error.hint().find("--set shots=") != std::string::npos, error.hint().c_str());
    }
}

QTEST_APPLESS_MAIN(HardPromptAcceptance)
#include "test_hard_prompt.moc"
