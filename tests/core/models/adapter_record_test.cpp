// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include <QTest>

#include <nlohmann/json.hpp>

#include "core/base/file_ops.h"
#include "core/models/adapter_record.h"
#include "tests/support/refusal.h"

using namespace warbler;
using test::refusalOf;

class AdapterRecordTest : public QObject {
    Q_OBJECT

private:
    static std::string stored(const std::string &name) {
        return readFile(std::string(std::getenv("WARBLER_TEST_SOURCE")) + "/tests/data/records/" + name);
    }

private Q_SLOTS:
    void whatIsReadIsWrittenAsItWas_data() {
        QTest::addColumn<QString>("name");
        for (const char *name : {"tuned", "numbers", "hard"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void whatIsReadIsWrittenAsItWas() {
        QFETCH(QString, name);
        const std::string text = stored(name.toStdString() + "_warbler.json");
        QCOMPARE(toText(adapterRecord(text)), text);
        QCOMPARE(toText(readableAdapterRecord(text)), text);
    }

    void oneFieldChangesAndTheOthersStay() {
        const std::string tuned = stored("tuned_warbler.json"), words = stored("words_warbler.json");
        const AdapterRecord merged = adapterRecord(withMergedMark(tuned));
        QVERIFY(std::get<TrainedWeights>(merged.content).isMerged && merged.isWholeModel());
        QCOMPARE(toText(merged), withMergedMark(tuned));
        QCOMPARE(withWeightsSha256(tuned, *adapterRecord(tuned).weightsSha256), tuned);
        QCOMPARE(withWeightsSha256(words, *adapterRecord(words).weightsSha256), words);
        QCOMPARE(withWeightsSha256(R"({"of_tomorrow": 1})", "ab"),
                 std::string("{\n  \"of_tomorrow\": 1,\n  \"weights_sha256\": \"ab\"\n}"));
        QCOMPARE(withWeightsSha256("no JSON", "ab"), std::string("no JSON"));
    }

    void theContentIsToldByItsKeys() {
        const AdapterRecord hard = adapterRecord(stored("hard_warbler.json"));
        QVERIFY(hard.isHardPrompt() && !hard.isReadyModel() && !hard.isWholeModel());
        QCOMPARE(std::get<HardPromptWords>(hard.content).shots, std::int64_t(2));
        AdapterRecord ready = adapterRecord(stored("numbers_warbler.json"));
        QCOMPARE(ready.task, Task::Regression);
        ready.content = ReadyOutputs{{1, 0, 1}};
        ready.weightsSha256.reset();
        const std::string text = toText(ready);
        QVERIFY2(text.find("\"ready_model\": {\n    \"outputs\": [\n      1,") != std::string::npos, text.c_str());
        QCOMPARE(std::get<ReadyOutputs>(adapterRecord(text).content).categories, (std::vector<int>{1, 0, 1}));
        QVERIFY(adapterRecord(R"({"config": {"method": "full"}})").isWholeModel());
    }

    void anOlderRecordLacksKeys() {
        const AdapterRecord record = adapterRecord("{}");
        QCOMPARE(record.promptTemplate, std::string("{text}"));
        QCOMPARE(record.maxTokens, std::int64_t(128));
        QCOMPARE(record.threshold, 0.5);
        QVERIFY(!record.categories && !record.model && !record.weightsSha256 && !record.pooling);
        QVERIFY(!record.isWholeModel() && !record.isHardPrompt() && !record.isReadyModel());
        checkWeightsSha256("{}", "ab", "/folder");
        checkWeightsSha256("", "ab", "/folder");
        const AdapterRecord words = adapterRecord(stored("words_warbler.json"));
        QCOMPARE(words.categories->size(), std::size_t(2));
        QCOMPARE(words.task, Task::SeqCls);
    }

    void aValueOfAnotherKindIsRefusedByName_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("field");
        QTest::newRow("no JSON") << "{"
                                 << "it is not a JSON object";
        QTest::newRow("template") << R"({"template": 5})"
                                  << "template is not a text";
        QTest::newRow("rule") << R"({"rules": {"label_alone": "x"}})"
                              << "rules.label_alone is not true or false";
        QTest::newRow("category") << R"({"categories": [{"value": "a"}]})"
                                  << "categories[0].name is not there";
        QTest::newRow("outputs") << R"({"ready_model": {"outputs": [-1]}})"
                                 << "ready_model.outputs is not a list";
        QTest::newRow("rows") << R"({"training_rows": [1]})"
                              << "training_rows is not a list of texts";
    }
    void aValueOfAnotherKindIsRefusedByName() {
        QFETCH(QString, text);
        QFETCH(QString, field);
        const Error error = refusalOf([&] { adapterRecord(text.toStdString()); });
        QCOMPARE(error.code(), ErrorCode::BadAdapter);
        QVERIFY2(error.detail().find("warbler.json: " + field.toStdString()) == 0, error.detail().c_str());
        readableAdapterRecord(text.toStdString());
    }

    void aModelThatIsNamedWronglyIsKeptForTheMessage() {
        const AdapterRecord record = adapterRecord(R"({"model": {"path": 5, "name": "a"}})");
        QVERIFY(!record.model->path && record.model->name == "a");
        QCOMPARE(record.model->text, std::string(R"({"path":5,"name":"a"})"));
        QCOMPARE(adapterRecord(R"({"model": 7})").model->text, std::string("7"));
    }

    void weightsOfAnotherRunAreRefused() {
        for (const char *text : {R"({"weights_sha256": "cd"})", R"({"weights_sha256": 5})"}) {
            const Error error = refusalOf([&] { checkWeightsSha256(text, "ab", "/folder"); });
            QCOMPARE(error.code(), ErrorCode::BadAdapter);
            QVERIFY(error.detail().find("/folder: the weights are not those") == 0);
        }
    }
};

QTEST_APPLESS_MAIN(AdapterRecordTest)
#include "adapter_record_test.moc"
