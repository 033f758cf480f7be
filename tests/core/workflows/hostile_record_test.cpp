// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A run's record, its settings and its folds are JSON in a file that is nobody's promise: whatever stands there, what
// reads them gives figures or an Error, never another exception.
#include <cstdlib>
#include <functional>

#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include "core/base/file_ops.h"
#include "core/corpus/run_repository.h"
#include "core/workflows/export_labels.h"
#include "core/workflows/import_corpus.h"
#include "core/workflows/predict.h"
#include "core/workflows/project_checks.h"
#include "core/workflows/project_tuning.h"
#include "core/workflows/run_results.h"
#include "tests/support/fake_engine.h"
#include "tests/support/memory_folder.h"

using namespace warbler;
using namespace warbler::test;

namespace {

using Json = nlohmann::ordered_json;

void ignore(const JobEvent &) {}

std::string source(const std::string &path) { return std::string(std::getenv("WARBLER_TEST_SOURCE")) + "/" + path; }

// The document with one value after another in the place of each of its fields, and of those of its categories.
std::vector<std::string> variantsOf(const std::string &document, const std::vector<Json> &values) {
    std::vector<std::string> variants{"", "{", "null", "[]", "\"x\"", "5", "{}"};
    const Json whole = Json::parse(document);
    std::vector<std::string> places;
    for (const auto &[key, value] : whole.items())
        places.push_back("/" + key);
    if (whole.contains("categories"))
        for (const auto &[key, value] : whole["categories"][0].items())
            places.push_back("/categories/0/" + key);
    for (const std::string &place : places)
        for (const Json &value : values) {
            Json changed = whole;
            changed[Json::json_pointer(place)] = value;
            variants.push_back(changed.dump());
        }
    return variants;
}

}  // namespace

class HostileRecordTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_place{memoryFolder()};
    RunId m_tuned, m_folds;
    std::string at(const std::string &name) const {
        return m_place.filePath(QString::fromStdString(name)).toStdString();
    }
    void change(const std::string &column, RunId run, const std::string &value) const {
        sqlite3 *handle = nullptr;
        sqlite3_open(at("study.warbler").c_str(), &handle);
        sqlite3_stmt *statement = nullptr;
        sqlite3_prepare_v2(handle, ("UPDATE run SET " + column + " = ?1 WHERE id = ?2").c_str(), -1, &statement,
                           nullptr);
        sqlite3_bind_text(statement, 1, value.c_str(), -1, SQLITE_STATIC);
        sqlite3_bind_int64(statement, 2, run.row);
        const int result = sqlite3_step(statement);
        sqlite3_finalize(statement);
        sqlite3_close(handle);
        QCOMPARE(result, SQLITE_DONE);
    }
    // Everything that reads a run; each by itself.
    std::string whatIsThrown(RunId run) const {
        std::shared_ptr<Project> project;
        try {
            project = Project::open(at("study.warbler"), OpenMode::ReadOnly);
        } catch (const Error &) {
            return {};
        }
        FakeEngine engine(std::make_shared<EngineScript>());
        ExportRequest labels;
        labels.outPath = at("labels.csv");
        labels.run = run;
        const std::vector<std::function<void()>> readings = {
            [&] { runResults(*project, run, Side::Test); },
            [&] { storedVerdict(*project, RunRepository(*project).get(run)); },
            [&] { compareRuns(*project, run, m_folds, Side::Test); },
            [&] { modelFromRun(*project, run); },
            [&] { exportPredictions(*project, run, at("out.csv"), CsvProfile::Data, {}, ignore); },
            [&] { exportLabels(*project, labels, {}, ignore); },
            [&] { saveAdapter(*project, run, Checkpoint::Best, at("saved")); },
            [&] { resumeInProject(*project, engine, run, {}, ignore); },
        };
        for (std::size_t i = 0; i < readings.size(); ++i) {
            try {
                readings[i]();
            } catch (const Error &) {
            } catch (const std::exception &problem) {
                return "reading " + std::to_string(i) + ": " + problem.what();
            }
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase() {
        QByteArray csv = "id,text,label\n";
        for (int i = 0; i < 60; ++i)
            csv += QByteArray::number(i) + (i % 2 == 0 ? ",good day yes " : ",bad day no ") + QByteArray::number(i) +
                   (i % 2 == 0 ? ",1\n" : ",0\n");
        saveFile(at("data.csv"), csv.toStdString());
        const auto project = Project::create(at("study.warbler"));
        ImportRequest import;
        import.csvPath = at("data.csv");
        importCorpus(*project, import, {}, ignore);
        FakeEngine engine(std::make_shared<EngineScript>());
        TuneRequest request;
        request.modelPath = source("tests/data/models/tiny_encoder");
        request.config.epochs = 1;
        request.checkpointFolder = at("checkpoints");
        m_tuned = tuneInProject(*project, engine, request, "70/15/15", {}, ignore).run;
        m_folds = crossValidateInProject(*project, engine, request, 2, 1, {}, ignore).run;
        classifyProject(*project, m_tuned, &engine, {}, ignore);
        project->close();
        QCOMPARE(whatIsThrown(m_tuned), std::string());
    }

    void noValueOfARunIsBelieved_data() {
        QTest::addColumn<bool>("isOfFolds");
        QTest::addColumn<QString>("column");
        QTest::newRow("record of a tuned run") << false << "record";
        QTest::newRow("settings of a tuned run") << false << "config";
        QTest::newRow("record of folds") << true << "record";
    }
    void noValueOfARunIsBelieved() {
        QFETCH(bool, isOfFolds);
        QFETCH(QString, column);
        const RunId id = isOfFolds ? m_folds : m_tuned;
        const Run run = RunRepository(*Project::open(at("study.warbler"), OpenMode::ReadOnly)).get(id);
        const bool isRecord = column == QLatin1String("record");
        const std::string whole = isRecord ? run.recordJson : run.configJson;
        const std::vector<std::string> variants = variantsOf(
            whole, isRecord ? std::vector<Json>{"x", -1e300, Json{{"a", 1}}} : std::vector<Json>{Json{{"a", 1}}});
        QVERIFY(variants.size() > 30);
        for (const std::string &variant : variants) {
            change(column.toStdString(), id, variant);
            const std::string thrown = whatIsThrown(id);
            QVERIFY2(thrown.empty(), (thrown + " with " + variant).c_str());
        }
        change(column.toStdString(), id, whole);
    }
};

QTEST_APPLESS_MAIN(HostileRecordTest)
#include "hostile_record_test.moc"
