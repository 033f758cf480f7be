// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a project keeps of a run and what stands beside a saved model is text that older and newer programs read: it
// stays, byte for byte, as tests/data/records has it.
#include <cstdlib>

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/file_ops.h"
#include "core/classify/classifier.h"
#include "core/corpus/run_repository.h"
#include "core/workflows/import_corpus.h"
#include "core/workflows/project_checks.h"
#include "core/workflows/project_tuning.h"
#include "tests/support/fake_engine.h"
#include "tests/support/memory_folder.h"

using namespace warbler;
using namespace warbler::test;

namespace {

void ignore(const JobEvent &) {}

std::string source(const std::string &path) { return std::string(std::getenv("WARBLER_TEST_SOURCE")) + "/" + path; }

// Answers with a number, which the scripted engine does not.
class NumberEngine : public FakeEngine {
public:
    using FakeEngine::FakeEngine;
    void predict(const Adapter *, const Scoring &, std::span<const TokenizedExample> examples, std::stop_token,
                 const PredictionSink &sink) override {
        std::vector<Prediction> predictions;
        for (const TokenizedExample &example : examples) {
            Prediction prediction;
            prediction.tweet = example.tweet;
            prediction.number = static_cast<float>(example.ids.size()) * 0.125F - 1;
            predictions.push_back(std::move(prediction));
        }
        sink(0, std::move(predictions));
    }
};

// Where the sources lie and which version this is differ from one computer to the next.
QString placeless(const std::string &text) {
    static const QRegularExpression program(QStringLiteral("\"Warbler [0-9][^\"]*\""));
    return QString::fromStdString(text)
        .replace(QString::fromLocal8Bit(qgetenv("WARBLER_TEST_SOURCE")), QStringLiteral("/sources"))
        .replace(program, QStringLiteral("\"Warbler 1\""));
}

}  // namespace

class RecordBytesTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_place{memoryFolder()};
    std::shared_ptr<Project> m_project;
    FakeEngine m_engine{std::make_shared<EngineScript>()};

    std::string at(const std::string &name) const {
        return m_place.filePath(QString::fromStdString(name)).toStdString();
    }
    TuneRequest request(const std::string &model) const {
        TuneRequest request;
        request.modelPath = source("tests/data/models/" + model);
        request.config.epochs = 2;
        request.checkpointFolder = at("checkpoints");
        return request;
    }
    TuneRequest hardRequest() const {
        TuneRequest hard = request("tiny_bloom");
        hard.config.method = Method::HardPrompt;
        hard.config.task = Task::CausalLm;
        hard.config.initText = "Is the day good?";
        hard.config.shots = 2;
        hard.config.labels = {{"1", " yes"}, {"0", " no"}};
        return hard;
    }
    void compare(const std::string &text, const char *name) const {
        QCOMPARE(placeless(text), QString::fromStdString(readFile(source("tests/data/records/") + name)));
    }
    void compareRun(RunId id, const std::string &name) const {
        const Run run = RunRepository(*m_project).get(id);
        compare(run.recordJson, (name + "_record.json").c_str());
        compare(run.configJson, (name + "_config.json").c_str());
    }
    void compareSaved(RunId id, const std::string &name) const {
        saveAdapter(*m_project, id, Checkpoint::Best, at(name));
        compare(readFile(at(name) + "/warbler.json"), (name + "_warbler.json").c_str());
    }
    // What is left where training stops after its first step.
    ProjectTuneResult stopped(OnStop onStop, std::uint64_t seed) {
        TuneRequest one = request("tiny_encoder");
        one.onStop = onStop;
        one.config.seed = seed;
        std::stop_source stop;
        return tuneInProject(*m_project, m_engine, one, "70/15/15", stop.get_token(), [&stop](const JobEvent &event) {
            if (std::holds_alternative<StepDone>(event))
                stop.request_stop();
        });
    }

private Q_SLOTS:
    void initTestCase() {
        QByteArray csv = "id,text,label,mood\n";
        for (int i = 0; i < 60; ++i)
            csv += QByteArray::number(i) + (i % 3 == 0 ? ",\xC3\xA9t\xC3\xA9 \"good\" day yes " : ",bad day no ") +
                   QByteArray::number(i) + (i % 3 == 0 ? ",1," : ",0,") + QByteArray::number(i % 7 * 0.5) + "\n";
        saveFile(at("data.csv"), csv.toStdString());
        m_project = Project::create(at("study.warbler"));
        ImportRequest import;
        import.csvPath = at("data.csv");
        importCorpus(*m_project, import, {}, ignore);
    }
    void cleanupTestCase() { m_project->close(); }

    void aTunedRunAndTheWordsBesideIt() {
        const ProjectTuneResult tuned =
            tuneInProject(*m_project, m_engine, request("tiny_encoder"), "70/15/15", {}, ignore);
        compareRun(tuned.run, "tuned");
        compareRun(tuned.wordModelRun, "words");
        compareSaved(tuned.run, "tuned");
        compareSaved(tuned.wordModelRun, "words");
    }
    void aRunOfNumbers() {
        NumberEngine engine(std::make_shared<EngineScript>());
        TuneRequest numbers = request("tiny_encoder");
        numbers.config.task = Task::Regression;
        numbers.config.classWeights = ClassWeights::None;
        numbers.config.selectBy = "rmse";
        numbers.numberColumn = "mood";
        const ProjectTuneResult tuned = tuneInProject(*m_project, engine, numbers, "70/15/15", {}, ignore);
        compareRun(tuned.run, "numbers");
        compareSaved(tuned.run, "numbers");
    }
    void aHardPrompt() {
        const ProjectTuneResult asked = tuneInProject(*m_project, m_engine, hardRequest(), "70/15/15", {}, ignore);
        compareRun(asked.run, "hard");
        compareSaved(asked.run, "hard");
    }
    void runsThatWereStopped() {
        compareRun(stopped(OnStop::Leave, 7).run, "interrupted");
        compareRun(stopped(OnStop::Evaluate, 8).run, "stopped");
    }
    void folds() {
        compareRun(crossValidateInProject(*m_project, m_engine, request("tiny_encoder"), 2, 1, {}, ignore).run,
                   "folds");
    }
    void aSearch() {
        const TuneRequest base = request("tiny_encoder");
        SearchRequest search;
        search.trials = 2;
        compareRun(
            searchInProject(*m_project, m_engine, base, "70/15/15", SearchSpace::usual(base.config), search, {}, ignore)
                .run,
            "search");
    }
    void aLoadedModel() {
        AdapterRequest folder;
        folder.folder = at("tuned");
        const RunId loaded = loadAdapter(*m_project, folder);
        compare(RunRepository(*m_project).get(loaded).recordJson, "tuned_warbler.json");
        saveAdapter(*m_project, loaded, Checkpoint::Best, at("loaded"));
        compare(readFile(at("loaded/warbler.json")), "tuned_warbler.json");
    }
};

QTEST_APPLESS_MAIN(RecordBytesTest)
#include "record_bytes_test.moc"
