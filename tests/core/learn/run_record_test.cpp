// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstdlib>

#include <QTest>

#include <nlohmann/json.hpp>

#include "core/base/file_ops.h"
#include "core/learn/run_record.h"
#include "core/learn/tuning_config.h"
#include "tests/support/refusal.h"

using namespace warbler;
using test::refusalOf;

class RunRecordTest : public QObject {
    Q_OBJECT

private:
    static std::string stored(const char *name) {
        return readFile(std::string(std::getenv("WARBLER_TEST_SOURCE")) + "/tests/data/records/" + name);
    }

private Q_SLOTS:
    void whatIsReadIsWrittenAsItWas_data() {
        QTest::addColumn<QString>("name");
        for (const char *name : {"tuned", "numbers", "hard", "interrupted", "stopped", "folds", "search", "words"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void whatIsReadIsWrittenAsItWas() {
        QFETCH(QString, name);
        const std::string record = stored((name.toStdString() + "_record.json").c_str());
        QCOMPARE(toText(runRecord(record, "Run 1")), record);
        QCOMPARE(toText(readableRunRecord(record)), record);
        if (name == QLatin1String("words"))
            return;
        const std::string config = stored((name.toStdString() + "_config.json").c_str());
        QCOMPARE(toText(tuningConfig(config)), config);
        QVERIFY(readableTuningConfig(config) == tuningConfig(config));
    }

    void aTunedRunSaysWhatItLearntAndWhatCameOfIt() {
        const RunRecord record = runRecord(stored("tuned_record.json"), "Run 1");
        const auto &learnt = std::get<LearntCategories>(record.learnt);
        QCOMPARE(learnt.positive, std::optional<std::string>("1"));
        QCOMPARE(learnt.categories.size(), std::size_t(2));
        QCOMPARE(learnt.categories[0].word, std::string(" 0"));
        QCOMPARE(learnt.categories[0].code, std::int64_t(2));
        QCOMPARE(record.device, std::string("cpu"));
        QVERIFY(record.outcome() != nullptr);
        QCOMPARE(record.outcome()->bestEpoch, std::optional<int>(2));
        const auto &test = std::get<StoredCategoryFigures>(*record.test());
        QCOMPARE(test.rows, std::int64_t(9));
        QCOMPARE(test.labels, (std::vector<std::string>{"0", "1"}));
        QVERIFY(test.calibration && !test.calibration->bins.empty() && !test.intervals.macroF1);
    }

    void aRunOfNumbersHasItsColumnAndErrors() {
        const RunRecord record = runRecord(stored("numbers_record.json"), "Run 2");
        QCOMPARE(std::get<LearntNumbers>(record.learnt).column, std::string("mood"));
        QVERIFY(record.categories() == nullptr);
        QVERIFY(std::get<StoredNumberFigures>(*record.validation()).scores.rmse > 1);
    }

    void theKindIsToldByItsKeys() {
        QCOMPARE(std::get<FoldsRun>(runRecord(stored("folds_record.json"), "").kind).folds, 2);
        QCOMPARE(std::get<SearchRun>(runRecord(stored("search_record.json"), "").kind).kind, std::string("random"));
        QVERIFY(std::holds_alternative<WordModelRun>(runRecord(stored("words_record.json"), "").kind));
        QVERIFY(runRecord(stored("interrupted_record.json"), "").outcome() == nullptr);
    }

    void theOrderOfTrainingIsKept() {
        RunRecord record;
        record.learnt = LearntNumbers{"mood"};
        record.split = "notebook";
        record.trainOrder = {3, 0, 2};
        const std::string text = toText(record);
        QVERIFY2(text.find(R"("train_order":[3,0,2],"model_path")") != std::string::npos, text.c_str());
        QCOMPARE(runRecord(text, "").trainOrder, record.trainOrder);
    }

    void anOlderRecordLacksKeys() {
        for (const char *text : {"", "{}"}) {
            const RunRecord record = runRecord(text, "Run 1");
            QVERIFY(std::holds_alternative<std::monostate>(record.learnt));
            QCOMPARE(record.device, std::string("auto"));
            QVERIFY(record.outcome() == nullptr);
        }
        const RunRecord record = runRecord(R"({"validation": {"metrics": {"macro_f1": 0.62}}})", "Run 1");
        QCOMPARE(std::get<StoredCategoryFigures>(*record.validation()).metrics.macroF1, std::optional<double>(0.62));
        QVERIFY(record.test() == nullptr);
    }

    void aLoadedModelsRecordNamesItsCategories() {
        const RunRecord record = runRecord(stored("tuned_warbler.json"), "Loaded");
        QCOMPARE(std::get<LearntCategories>(record.learnt).categories[1].value, std::string("1"));
        QVERIFY(std::holds_alternative<LearntNumbers>(runRecord(stored("numbers_warbler.json"), "Loaded").learnt));
    }

    void aValueOfAnotherKindIsRefusedByName_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("field");
        QTest::newRow("no JSON") << "{"
                                 << "it is not a JSON object";
        QTest::newRow("a list") << "[]"
                                << "it is not a JSON object";
        QTest::newRow("split") << R"({"split": 5})"
                               << "split is not a text";
        QTest::newRow("category") << R"({"categories": [{"value": "a"}, {"value": 2}]})"
                                  << "categories[1].value is not a text";
        QTest::newRow("code") << R"({"categories": [{"value": "a", "code": -1e300}]})"
                              << "categories[0].code is not a whole number";
        QTest::newRow("order") << R"({"train_order": [1, "x"]})"
                               << "train_order is not a list of whole numbers";
        QTest::newRow("folds") << R"({"folds": -2})"
                               << "folds is not a whole number";
        QTest::newRow("figures") << R"({"test": {"metrics": {"f1": "x"}}})"
                                 << "test.metrics.f1 is not a number";
    }
    void aValueOfAnotherKindIsRefusedByName() {
        QFETCH(QString, text);
        QFETCH(QString, field);
        const Error error = refusalOf([&] { runRecord(text.toStdString(), "Run 7"); });
        QCOMPARE(error.code(), ErrorCode::ProjectDamaged);
        const QString detail = QString::fromStdString(error.detail());
        QVERIFY2(detail.startsWith(QLatin1String("Run 7: ")) && detail.contains(field), error.detail().c_str());
        readableRunRecord(text.toStdString());
    }

    void aListShowsWhatCanBeRead() {
        const RunRecord record = readableRunRecord(R"({"split": 5, "verdict": "good", "seconds": "long"})");
        QCOMPARE(record.split, std::string());
        QCOMPARE(record.outcome()->verdict, std::string("good"));
        const TuningConfig config = readableTuningConfig(R"({"epochs": 3, "of_tomorrow": 1, "seed": "x"})");
        QCOMPARE(config.epochs, std::int64_t(3));
        QCOMPARE(config.seed, std::uint64_t(42));
        QVERIFY(readableTuningConfig("{") == TuningConfig());
    }
};

QTEST_APPLESS_MAIN(RunRecordTest)
#include "run_record_test.moc"
