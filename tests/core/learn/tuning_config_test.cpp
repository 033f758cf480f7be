// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <nlohmann/json.hpp>

#include "core/learn/nearest_name.h"
#include "core/learn/preset.h"
#include "core/learn/presets.h"
#include "core/learn/tuning_config.h"
#include "core/learn/tuning_result.h"
#include "tests/support/refusal.h"

using namespace warbler;
using warbler::test::refusalOf;

class TuningConfigTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFieldComesBackFromItsJson() {
        TuningConfig config;
        config.task = Task::CausalLm;
        config.method = Method::Lora;
        config.init = PromptInit::Text;
        config.initText = "Say yes:\n";
        config.pooling = Pooling::LastRow;
        config.promptTemplate = "a {text}\tb";
        config.labels = {{"1", " yes"}, {"0", " no"}};
        config.learningRate = 0.1 + 0.2;
        config.schedule = Schedule::Cosine;
        config.lossReduction = LossReduction::PerToken;
        config.classWeights = ClassWeights::None;
        config.targetModules = {"query", "value"};
        config.mode = EngineMode::Naive;
        config.evaluationTemplate = "{text}?";
        config.corpusTemplate = "{text}!";
        config.labelEnd = LabelEnd::Pad;
        config.lowerCase = config.matchSpecialText = config.labelAlone = config.cutRight = config.initFromLeft = true;
        config.scheduleByExamples = config.leakWindow = config.testEachEpoch = config.answersByText = true;
        config.otherLeavesRecall = config.peftLeftPad = true;
        config.seed = 18446744073709551615u;
        QVERIFY(tuningConfigFromJson(nlohmann::json::parse(toJson(config).dump())) == config);
        QVERIFY(!(config == TuningConfig()));
    }
    void assignmentsReadJsonOrText() {
        TuningConfig config;
        setFieldFromText(config, "virtual_tokens=16");
        setFieldFromText(config, "learning_rate=3e-2");
        setFieldFromText(config, "epochs=6.0");
        setFieldFromText(config, "init=text");
        setFieldFromText(config, R"(template= {text}\nAnswer:)");
        setFieldFromText(config, R"(labels={"1":" yes","0":" no"})");
        setFieldFromText(config, "shuffle=false");
        setFieldFromText(config, R"(target_modules=["query"])");
        QCOMPARE(config.virtualTokens, 16);
        QCOMPARE(config.learningRate, 3e-2);
        QCOMPARE(config.epochs, 6);
        QVERIFY(config.init == PromptInit::Text);
        QCOMPARE(config.promptTemplate, std::string(" {text}\nAnswer:"));
        QCOMPARE(config.labels.at("1"), std::string(" yes"));
        QVERIFY(!config.shuffle);
        QCOMPARE(config.targetModules, std::vector<std::string>{"query"});
    }
    void refusalsNameTheKeyAndWhatItTakes_data() {
        QTest::addColumn<QString>("assignment");
        QTest::addColumn<QString>("says");
        QTest::newRow("unknown") << "virtual_token=8"
                                 << "no setting is called \"virtual_token\"";
        QTest::newRow("no equals") << "epochs"
                                   << "no \"=\"";
        QTest::newRow("word for number") << "epochs=many"
                                         << "whole number from 1";
        QTest::newRow("fraction") << "epochs=1.5"
                                  << "whole number from 1";
        QTest::newRow("too small") << "batch_size=0"
                                   << "whole number from 1";
        QTest::newRow("negative rate") << "learning_rate=-1"
                                       << "a number from 0";
        QTest::newRow("unknown choice") << "pooling=max"
                                        << "one of mean, cls, first_row, last_row";
        QTest::newRow("not yes or no") << "shuffle=1"
                                       << "true or false";
        QTest::newRow("labels no object") << "labels=[1]"
                                          << "an object value -> word";
        QTest::newRow("negative seed") << "seed=-1"
                                       << "whole number from 0";
    }
    void refusalsNameTheKeyAndWhatItTakes() {
        QFETCH(QString, assignment);
        QFETCH(QString, says);
        TuningConfig config;
        const Error error = refusalOf([&] { setFieldFromText(config, assignment.toStdString()); });
        QVERIFY(error.code() == ErrorCode::BadConfig);
        QVERIFY2(error.detail().find(says.toStdString()) != std::string::npos, error.detail().c_str());
        QVERIFY(config == TuningConfig());
    }
    void theNearestNameIsOffered() {
        TuningConfig config;
        QCOMPARE(refusalOf([&] { setFieldFromText(config, "virtual_token=8"); }).hint(),
                 std::string("Did you mean virtual_tokens?"));
        QCOMPARE(nearestName("standart", {"standard", "fast"}), std::string("standard"));
        QCOMPARE(nearestName("zzzzzz", {"standard", "fast"}), std::string());
    }
    void presetsAreFoundByName() {
        QCOMPARE(presets().front().name, std::string("standard"));
        for (const Preset &preset : presets()) {
            QVERIFY(!preset.sentence.empty() && !preset.split.empty());
            QCOMPARE(preset.config.preset, preset.name);
            QCOMPARE(&presetNamed(preset.name), &preset);
        }
        const Error error = refusalOf([] { presetNamed("standart"); });
        QVERIFY(error.code() == ErrorCode::Usage);
        QCOMPARE(error.hint(), std::string("Did you mean standard?"));
    }
    void theReferencePresetsHaveTheirValues() {
        const TuningConfig &notebook = presetNamed("notebook").config,
                           &corrected = presetNamed("notebook-corrected").config;
        QCOMPARE(notebook.model, std::string("bigscience/bloomz-1b7"));
        QCOMPARE(notebook.virtualTokens, 256);
        QCOMPARE(notebook.learningRate, 3e-4);
        QCOMPARE(notebook.batchSize, 2);
        QCOMPARE(notebook.epochs, 5);
        QVERIFY(notebook.labelEnd == LabelEnd::Pad && notebook.testEachEpoch && notebook.scheduleByExamples &&
                notebook.selectBy == "none");
        QVERIFY(notebook.initText.find("no. \n\nTweet: Bill Gates") != std::string::npos);
        QVERIFY(notebook.promptTemplate != notebook.evaluationTemplate &&
                notebook.evaluationTemplate != notebook.corpusTemplate);
        QVERIFY(corrected.lowerCase && corrected.labelEnd == LabelEnd::None && !corrected.initFromLeft &&
                corrected.patience == 2);
        QVERIFY(corrected.evaluationTemplate.empty() && corrected.corpusTemplate.empty());
        QCOMPARE(corrected.initText.back(), ':');
        const TuningConfig &guide = presetNamed("peft-guide").config;
        QCOMPARE(guide.labels.at("2"), std::string("no complaint"));
        QVERIFY(guide.lossReduction == LossReduction::PerToken && guide.labelEnd == LabelEnd::Pad);
        QCOMPARE(guide.epochs, 50);
        QCOMPARE(guide.maxTokens, 64);
    }
    void theCodelabAndOpinionsAsNumbersHaveTheirValues() {
        const Preset &codelab = presetNamed("gemma-codelab");
        QVERIFY(codelab.config.lossOnText && codelab.config.cutRight && codelab.config.labelEnd == LabelEnd::Eos &&
                !codelab.config.shuffle);
        QVERIFY(codelab.config.schedule == Schedule::Constant &&
                codelab.config.lossReduction == LossReduction::PerToken);
        QCOMPARE(codelab.config.epsilon, 1e-7);
        QCOMPARE(codelab.config.weightDecay, 0.0);
        QCOMPARE(codelab.positive, std::string("Negative"));
        QCOMPARE(codelab.split, std::string("codelab"));
        const TuningConfig &numbers = presetNamed("tweet-opinion-regression").config;
        QVERIFY(numbers.task == Task::Regression && isLowBest(numbers.selectBy) && hasHead(numbers.task));
        QCOMPARE(numbers.evaluateEvery, 50);
        QCOMPARE(presetNamed("tweet-opinion").config.evaluateEvery, 50);
        for (const Preset &preset : presets())
            checkTask(preset.config);
    }
    void aTaskRefusesTheFiguresOfTheOther() {
        TuningConfig config;
        config.task = Task::Regression;
        const Error both = refusalOf([&] { checkTask(config); });
        QCOMPARE(both.hint(), std::string("Add --set class_weights=none --set select_by=rmse."));
        config.classWeights = ClassWeights::None;
        for (const char *figure : {"rmse", "mae", "pearson", "r2", "validation_loss", "none"}) {
            config.selectBy = figure;
            checkTask(config);
        }
        config.task = Task::SeqCls;
        config.selectBy = "r2";
        QVERIFY(refusalOf([&] { checkTask(config); }).detail().find("select_by=r2") != std::string::npos);
        config.selectBy = "macro_f1";
        config.lossOnText = true;
        QVERIFY(refusalOf([&] { checkTask(config); }).detail().find("loss_on_text") != std::string::npos);
        config.lossOnText = false;
        config.evaluateEvery = 10;
        config.averageLastEpochs = 3;
        QVERIFY(refusalOf([&] { checkTask(config); }).detail().find("evaluate_every") != std::string::npos);
    }
    void statesHaveNames() {
        QVERIFY(runStateFromName(runStateName(RunState::Interrupted)) == RunState::Interrupted);
        QVERIFY(refusalOf([] { runStateFromName("dancing"); }).code() == ErrorCode::BadData);
    }
};

QTEST_APPLESS_MAIN(TuningConfigTest)
#include "tuning_config_test.moc"
