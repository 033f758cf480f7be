// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include <QTemporaryDir>
#include <QTest>

#include "core/learn/preset.h"
#include "core/learn/presets.h"
#include "core/study/csv_study.h"
#include "tests/acceptance/transcript.h"
#include "tests/golden/golden.h"

using namespace warbler;

namespace {
std::string dataFile(const std::string &name) {
    const char *data = std::getenv("WARBLER_TEST_DATA");
    return std::string(data != nullptr ? data : "") + "/" + name;
}
}  // namespace

// The loop of PEFT's prompt tuning guide over its 50 labelled tweets, run by PEFT, beside the preset peft-guide.
class PeftGuideTranscript : public QObject {
    Q_OBJECT

private:
    const nlohmann::json m_guide = golden("transcripts.json").at("peft_guide");
    QTemporaryDir m_folder;
    std::unique_ptr<Engine> m_engine;
    Study m_study;
    Heard m_heard;

private slots:
    void initTestCase();
    void lossesAreTheGuides();
    void epochLinesAgreeAtThreeDigits();
    void answersAreTheGuides();
};

void PeftGuideTranscript::initTestCase() {
    const nlohmann::json &settings = m_guide.at("settings");
    TuneRequest request;
    request.modelPath = m_folder.filePath(QStringLiteral("model")).toStdString();
    writeLivelyModel(dataFile("models/tiny-bloom"), request.modelPath, 16);
    const Preset &preset = presetNamed("peft-guide");
    request.config = preset.config;
    QCOMPARE(request.config.virtualTokens, settings.at("virtual").get<std::int64_t>());
    QCOMPARE(request.config.batchSize, settings.at("batch").get<std::int64_t>());
    QCOMPARE(request.config.epochs, settings.at("epochs").get<std::int64_t>());
    request.config.learningRate = settings.at("rate");
    request.config.maxTokens = settings.at("max_length");
    request.config.shuffle = false;
    request.device = "cpu";
    request.threads = 1;
    request.resume = Resume::Never;
    request.checkpointFolder = m_folder.filePath(QStringLiteral("checkpoints")).toStdString();
    CsvStudyRequest csv;
    csv.path = dataFile("tweets/twitter_complaints_train.csv");
    csv.columns = {"ID", "Tweet text", "Label", {}, {}};
    csv.split = preset.split;
    csv.words = preset.config.labels;
    csv.positiveWord = preset.positive;
    m_study = studyFromCsv(csv);
    QCOMPARE(m_study.rows.size(), std::size_t(50));
    m_engine = loadEngine();
    m_heard = tuneHeard(*m_engine, request, m_study);
    QVERIFY(m_heard.report.result.state == RunState::Finished);
}

void PeftGuideTranscript::lossesAreTheGuides() {
    QCOMPARE(m_heard.losses.size(), std::size_t(350));
    const double apart = lossDistance(m_heard.losses, m_guide);
    QVERIFY2(apart <= 1e-4, qPrintable(QString::number(apart)));
}

// The guide's epoch loss is the mean over batches, the last of which is short.
void PeftGuideTranscript::epochLinesAgreeAtThreeDigits() {
    for (std::size_t e = 0; e < 50; ++e) {
        double sum = 0;
        for (std::size_t i = 0; i < 7; ++i)
            sum += m_heard.losses[e * 7 + i];
        const double wanted = m_guide.at("epochs")[e].at("train_epoch_loss"),
                     perplexity = m_guide.at("epochs")[e].at("train_ppl");
        QVERIFY2(isNear(sum / 7, wanted, 5e-4),
                 qPrintable(QStringLiteral("epoch %1: %2, %3").arg(e + 1).arg(sum / 7).arg(wanted)));
        QVERIFY(isNear(std::exp(sum / 7), perplexity, 5e-4 * std::max(1.0, perplexity)));
    }
}

void PeftGuideTranscript::answersAreTheGuides() {
    std::vector<std::string> texts;
    for (const StudyRow &row : m_study.rows)
        texts.push_back(row.text);
    int same = 0;
    double apart = 0, least = INFINITY, most = -INFINITY;
    classifyTexts(m_heard.report.best, m_engine.get(), texts, {},
                  [&](std::int64_t first, const std::vector<Judgement> &judgements) {
                      for (std::size_t i = 0; i < judgements.size(); ++i) {
                          const nlohmann::json &scores = m_guide.at("scores")[std::size_t(first) + i];
                          const double lead = scores[0].get<double>() - scores[1].get<double>();
                          const int wanted = lead >= 0 ? 0 : 1;
                          same += judgements[i].category == wanted ? 1 : 0;
                          least = std::min(least, lead);
                          most = std::max(most, lead);
                          apart = std::max(apart, std::abs(double(judgements[i].logProbabilities[0]) -
                                                           double(judgements[i].logProbabilities[1]) - lead));
                      }
                  });
    QCOMPARE(same, 50);
    QVERIFY2(apart <= 1e-2, qPrintable(QString::number(apart)));
    QVERIFY(most - least > 1);  // tweets differ, so that the comparison says something
}

int main(int argc, char **argv) {
    if (!std::ifstream(dataFile("tweets/twitter_complaints_train.csv")).good()) {
        std::printf("SKIP: %s is not there (WARBLER_TEST_DATA)\n",
                    dataFile("tweets/twitter_complaints_train.csv").c_str());
        return 77;
    }
    PeftGuideTranscript test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_peft_guide_transcript.moc"
