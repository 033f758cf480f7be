// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <cmath>

#include "core/learn/presets.h"
#include "tests/core/engine/engine_fixture.h"
#include "tests/support/refusal.h"

using namespace warbler;
using namespace warbler::test;

namespace {

std::vector<std::int32_t> categoriesOf(const Adapter &adapter, const Scoring &scoring,
                                       const std::vector<TokenizedExample> &rows) {
    std::vector<std::int32_t> categories;
    realEngine().predict(&adapter, scoring, rows, {}, [&](std::int64_t, std::vector<Prediction> part) {
        for (const Prediction &one : part)
            categories.push_back(one.category);
    });
    return categories;
}

bool areEqual(const Adapter &a, const Adapter &b) { return a.tensors == b.tensors; }

// Stops after so many optimiser steps.
TuningResult tuneUntil(std::size_t steps, const TuningConfig &config, const TuningData &data, Log &log) {
    std::stop_source stop;
    const ReportEvent inner = log.report();
    return realEngine().tune(config, data, stop.get_token(), [&](const JobEvent &event) {
        inner(event);
        if (log.steps.size() >= steps)
            stop.request_stop();
    });
}

}  // namespace

class TrainingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { loadTiny("tiny_encoder"); }

    void aPromptAndAHeadLearnWhatOneWordDecides() {
        TuningConfig config = headConfig();
        config.epochs = 12;
        const TuningData data = headData(120, 40);
        Log log;
        const TuningResult result = realEngine().tune(config, data, {}, log.report());
        QVERIFY(result.state == RunState::Finished);
        QCOMPARE(log.epochs.size(), std::size_t(12));
        QVERIFY2(*result.epochs[std::size_t(*result.bestEpoch) - 1].macroF1 >= 0.95,
                 qPrintable(QString::number(*result.epochs[std::size_t(*result.bestEpoch) - 1].macroF1)));
        QVERIFY(log.epochs.back().trainLoss < log.epochs.front().trainLoss);
        QCOMPARE(result.trainableParameters, 4 * 96 + 2 * 96 + 2);
        const std::vector<TokenizedExample> test = rowsWithMark(50, 5);
        const std::vector<std::int32_t> found = categoriesOf(result.best, data.scoring, test);
        std::int64_t right = 0;
        for (std::size_t i = 0; i < test.size(); ++i)
            right += found[i] == *test[i].category ? 1 : 0;
        QVERIFY(right >= 47);
    }
    void theSameSeedGivesTheSameBytesAndAnotherDoesNot() {
        const TuningData data = headData();
        TuningConfig config = headConfig();
        Log log;
        const TuningResult first = realEngine().tune(config, data, {}, log.report());
        QVERIFY(areEqual(first.last, realEngine().tune(config, data, {}, log.report()).last));
        config.seed = 43;
        QVERIFY(!areEqual(first.last, realEngine().tune(config, data, {}, log.report()).last));
    }
    // Acceptance test 19.
    void aStoppedRunGoesOnBitwise_data() {
        QTest::addColumn<int>("stopAfter");
        QTest::addColumn<QString>("what");
        for (int step : {1, 5, 7, 10, 19})
            for (const char *what : {"head", "label words", "all weights", "LoRA"})
                QTest::addRow("%s, step %d", what, step) << step << QString::fromLatin1(what);
    }
    void aStoppedRunGoesOnBitwise() {
        QFETCH(int, stopAfter);
        QFETCH(QString, what);
        const bool isLabels = what == u"label words";
        TuningConfig config = headConfig();
        TuningData data = headData();
        config.averageLastEpochs = stopAfter == 10 ? 2 : 0;
        config.headFirstEpochs = stopAfter == 7 && !isLabels ? 1 : 0;
        if (what == u"all weights" || what == u"LoRA") {  // with dropout: a resumed run draws what the whole one draws
            loadTiny("tiny_encoder");
            config.method = what == u"LoRA" ? Method::Lora : Method::Full;
            config.virtualTokens = 0;
            config.loraDropout = 0.1;
            config.dropout = true;
            config.learningRate = config.headLearningRate = 1e-3;
            config.decayBiasAndNorm = false;
        }
        if (isLabels) {
            loadTiny("tiny_bloom");
            config.task = Task::CausalLm;
            data.scoring.mode = ScoringMode::Constrained;
            data.scoring.labels = {{11, 12}, {13}};
        }
        Log whole, before, after;
        const TuningResult wanted = realEngine().tune(config, data, {}, whole.report());
        QCOMPARE(whole.steps.size(), std::size_t(20));
        const TuningResult stopped = tuneUntil(std::size_t(stopAfter), config, data, before);
        QVERIFY(stopped.state == RunState::Stopped);
        QCOMPARE(stopped.steps, std::int64_t(stopAfter));
        QVERIFY(!before.checkpoints.empty());
        data.checkpoint = before.checkpoints.back();
        const TuningResult resumed = realEngine().tune(config, data, {}, after.report());
        QCOMPARE(before.steps.size() + after.steps.size(), std::size_t(20));
        for (std::size_t i = 0; i < after.steps.size(); ++i)
            QCOMPARE(after.steps[i].loss, whole.steps[std::size_t(stopAfter) + i].loss);
        QVERIFY(areEqual(resumed.last, wanted.last));
        QVERIFY(areEqual(resumed.best, wanted.best));
        QCOMPARE(resumed.bestEpoch, wanted.bestEpoch);
        QCOMPARE(resumed.epochs.size(), wanted.epochs.size());
        for (std::size_t i = 0; i < wanted.epochs.size(); ++i) {
            QCOMPARE(resumed.epochs[i].trainLoss, wanted.epochs[i].trainLoss);
            QVERIFY(resumed.epochs[i].validationLoss == wanted.epochs[i].validationLoss);
        }
    }
    void everyCheckpointOfARunResumesToTheSameAdapter() {
        const TuningConfig config = headConfig();
        TuningData data = headData();
        Log whole;
        const TuningResult wanted = realEngine().tune(config, data, {}, whole.report());
        QVERIFY(whole.checkpoints.size() >= 4);  // one at each evaluation, and every 30 seconds
        for (const std::string &checkpoint : whole.checkpoints) {
            Log log;
            data.checkpoint = checkpoint;
            QVERIFY(areEqual(realEngine().tune(config, data, {}, log.report()).last, wanted.last));
        }
    }
    void aCheckpointOfAnotherRunOrADamagedOneIsRefused() {
        const TuningConfig config = headConfig();
        TuningData data = headData();
        Log log;
        tuneUntil(2, config, data, log);
        data.checkpoint = log.checkpoints.back();
        data.configHash = "2233";
        QVERIFY(refusalOf([&] { realEngine().tune(config, data, {}, log.report()); }).code() ==
                ErrorCode::ResumeMismatch);
        data.configHash = "0011";
        for (const std::size_t size :
             {std::size_t(0), std::size_t(10), data.checkpoint.size() / 2, data.checkpoint.size() - 1}) {
            TuningData bad = data;
            bad.checkpoint = size == 0 ? "x" : data.checkpoint.substr(0, size);
            QVERIFY(refusalOf([&] { realEngine().tune(config, bad, {}, log.report()); }).code() ==
                    ErrorCode::BadCheckpoint);
        }
        data.checkpoint[data.checkpoint.size() / 2] = char(data.checkpoint[data.checkpoint.size() / 2] ^ 1);
        QVERIFY(refusalOf([&] { realEngine().tune(config, data, {}, log.report()); }).code() ==
                ErrorCode::BadCheckpoint);
    }
    void microBatchesGiveTheSameLosses() {
        const TuningData data = headData();
        TuningConfig config = headConfig();
        Log whole, parts;
        realEngine().tune(config, data, {}, whole.report());
        config.microBatch = 2;
        realEngine().tune(config, data, {}, parts.report());
        for (std::size_t i = 0; i < whole.steps.size(); ++i)
            QVERIFY(std::abs(whole.steps[i].loss - parts.steps[i].loss) <= 1e-6 * std::max(1.0, whole.steps[i].loss));
    }
    void memoryThatRunsOutHalvesTheMicroBatchAndChangesNothing() {
        const TuningData data = headData();
        const TuningConfig config = headConfig();
        Log plain, short_;
        realEngine().tune(config, data, {}, plain.report());
        const Fault fault("oom@step:3,oom@step:4");
        const TuningResult result = realEngine().tune(config, data, {}, short_.report());
        QVERIFY(result.state == RunState::Finished);
        QCOMPARE(short_.warnings.size(), std::size_t(2));
        QCOMPARE(short_.steps.size(), plain.steps.size());
        for (std::size_t i = 0; i < plain.steps.size(); ++i)
            QVERIFY(std::abs(plain.steps[i].loss - short_.steps[i].loss) <= 1e-5);
    }
    void memoryThatNeverSufficesLeavesACheckpointAndAnError() {
        const Fault fault("oom@step:6+");
        Log log;
        const Error error = refusalOf([&] { realEngine().tune(headConfig(), headData(), {}, log.report()); });
        QVERIFY(error.code() == ErrorCode::DeviceOutOfMemory);
        QVERIFY(!error.hint().empty());
        QCOMPARE(log.steps.size(), std::size_t(5));
        QVERIFY(!log.checkpoints.empty());
    }
    void aStepThatIsNoNumberIsLeftOut() {
        const Fault fault("nan@step:3");
        Log log;
        const TuningResult result = realEngine().tune(headConfig(), headData(), {}, log.report());
        QVERIFY(result.state == RunState::Finished);
        QVERIFY(std::isnan(log.steps[2].loss));
        QVERIFY(std::isfinite(log.steps[3].loss) && std::isfinite(log.epochs.back().trainLoss));
        QCOMPARE(result.warnings.size(), std::size_t(1));
    }
    void threeSuchStepsInARowEndTheRun() {
        const Fault fault("nan@step:4+");
        Log log;
        const TuningResult result = realEngine().tune(headConfig(), headData(), {}, log.report());
        QVERIFY(result.state == RunState::Failed);
        QVERIFY(result.reason.find("learning_rate") != std::string::npos);
        QCOMPARE(log.steps.size(), std::size_t(6));
        for (const auto &tensor : result.last.tensors)
            for (float value : tensor.second.toFloats())
                QVERIFY(std::isfinite(value));
    }
    // Acceptance test 20: the best epoch is kept beside the last, ties keep the earlier one, and patience ends the run.
    void earlyStoppingKeepsTheBestEpoch() {
        TuningConfig config = headConfig();
        config.epochs = 30;
        config.patience = 2;
        config.selectBy = "accuracy";
        config.learningRate = 0.1;
        config.headLearningRate = 0.1;
        Log log;
        const TuningResult result = realEngine().tune(config, headData(80, 20), {}, log.report());
        QVERIFY(result.state == RunState::Finished);
        QVERIFY(result.epochs.size() < 30);
        double best = -1;
        int epoch = 0;
        for (const EpochDone &one : result.epochs)
            if (*one.accuracy > best) {
                best = *one.accuracy;
                epoch = one.epoch;
            }
        QCOMPARE(*result.bestEpoch, epoch);
        QCOMPARE(int(result.epochs.size()), epoch + 2);
        QVERIFY(!areEqual(result.best, result.last));
        QVERIFY(result.epochs[std::size_t(epoch) - 1].isBest);
    }
    // Numbers: the lowest error is the best, and patience ends the run after it.
    void earlyStoppingOfANumberMinimises() {
        TuningConfig config = headConfig();
        config.task = Task::Regression;
        config.classWeights = ClassWeights::None;
        config.selectBy = "rmse";
        config.epochs = 40;
        config.patience = 2;
        config.learningRate = config.headLearningRate = 0.1;
        TuningData data = headData(80, 20);
        data.scoring.mode = ScoringMode::Number;
        data.scoring.categories = 0;
        for (std::vector<TokenizedExample> *side : {&data.train, &data.validation})
            for (std::size_t i = 0; i < side->size(); ++i) {
                (*side)[i].number = (*side)[i].category.value() == 1 ? 1.5 : -0.5;
                (*side)[i].category.reset();
            }
        Log log;
        const TuningResult result = realEngine().tune(config, data, {}, log.report());
        QVERIFY(result.state == RunState::Finished);
        QVERIFY(result.epochs.size() < 40);
        double best = 1e9;
        int epoch = 0;
        for (const EpochDone &one : result.epochs) {
            QVERIFY(one.rmse && one.mae && one.meanRmse && !one.accuracy);
            if (*one.rmse < best) {
                best = *one.rmse;
                epoch = one.epoch;
            }
        }
        QCOMPARE(*result.bestEpoch, epoch);
        QCOMPARE(int(result.epochs.size()), epoch + 2);
        QCOMPARE(result.best.tensors.at("base_model.classifier.weight").shape, (std::vector<std::int64_t>{1, 96}));
        data.train[3].number.reset();
        QVERIFY(refusalOf([&] { realEngine().tune(config, data, {}, log.report()); })
                    .detail()
                    .find(data.train[3].tweet.text()) != std::string::npos);
    }
    // 80 tweets in batches of 8: 10 steps an epoch, looked at after every 4 and after the last.
    void evaluationBySteps() {
        TuningConfig config = headConfig();
        config.batchSize = 8;
        config.epochs = 3;
        config.evaluateEvery = 4;
        config.selectBy = "validation_loss";
        TuningData data = headData(80, 20);
        Log whole;
        const TuningResult wanted = realEngine().tune(config, data, {}, whole.report());
        std::vector<std::int64_t> steps;
        for (const EpochDone &one : wanted.epochs)
            steps.push_back(one.step);
        QCOMPARE(steps, (std::vector<std::int64_t>{4, 8, 12, 16, 20, 24, 28, 30}));
        double lowest = 1e9;
        std::int64_t step = 0;
        for (const EpochDone &one : wanted.epochs)
            if (*one.validationLoss < lowest) {
                lowest = *one.validationLoss;
                step = one.step;
            }
        QCOMPARE(*wanted.bestStep, step);
        // Every checkpoint, also those between two epochs, resumes to the same run.
        for (const std::string &checkpoint : whole.checkpoints) {
            Log log;
            data.checkpoint = checkpoint;
            const TuningResult resumed = realEngine().tune(config, data, {}, log.report());
            QVERIFY(areEqual(resumed.best, wanted.best) && areEqual(resumed.last, wanted.last));
            QCOMPARE(resumed.epochs.size(), wanted.epochs.size());
            QCOMPARE(*resumed.bestStep, step);
        }
        config.patience = 1;
        config.learningRate = config.headLearningRate = 0.5;
        data.checkpoint.clear();
        Log impatient;
        const TuningResult stopped = realEngine().tune(config, data, {}, impatient.report());
        QVERIFY(stopped.steps < 30);
        QVERIFY2(stopped.reason.find("after step") != std::string::npos, stopped.reason.c_str());
    }
    void withoutValidationTheLastEpochIsKept() {
        Log log;
        const TuningResult result = realEngine().tune(headConfig(), headData(40, 0), {}, log.report());
        QVERIFY(!result.bestEpoch);
        QVERIFY(areEqual(result.best, result.last));
        QVERIFY(!log.epochs[0].validationLoss && !log.epochs[0].macroF1);
        QVERIFY(log.epochs[0].trainLoss > 0);
    }
    void aFrozenPromptStaysAsItBegan() {
        TuningConfig config = headConfig();
        config.trainPrompt = false;
        Log log;
        const TuningData data = headData();
        const TuningResult result = realEngine().tune(config, data, {}, log.report());
        config.epochs = 1;
        const TuningResult one = realEngine().tune(config, data, {}, log.report());
        QCOMPARE(result.last.tensors.at("prompt_embeddings"), one.last.tensors.at("prompt_embeddings"));
        QVERIFY(result.last.tensors.at("base_model.classifier.weight") !=
                one.last.tensors.at("base_model.classifier.weight"));
        QCOMPARE(result.trainableParameters, 2 * 96 + 2);
    }
    void inTheFirstEpochsOnlyTheHeadLearns() {
        TuningConfig config = headConfig();
        config.headFirstEpochs = 2;
        Log log;
        const TuningData data = headData();
        const TuningResult all = realEngine().tune(config, data, {}, log.report());
        Log two;
        const TuningResult stopped = tuneUntil(10, config, data, two);
        config.trainPrompt = false;
        config.epochs = 1;
        const TuningResult start = realEngine().tune(config, data, {}, log.report());
        QCOMPARE(stopped.last.tensors.at("prompt_embeddings"), start.last.tensors.at("prompt_embeddings"));
        QVERIFY(all.last.tensors.at("prompt_embeddings") != start.last.tensors.at("prompt_embeddings"));
    }
    void methodHeadTrainsOnKeptFeatures() {
        TuningConfig config = presetNamed("fast").config;
        config.headLearningRate = 5e-2;
        const TuningData data = headData(120, 40);
        Log log;
        const TuningResult result = realEngine().tune(config, data, {}, log.report());
        QVERIFY(result.best.config.kind == AdapterKind::Head);
        QCOMPARE(result.best.tensors.size(), std::size_t(2));
        QVERIFY(*result.epochs.back().macroF1 >= 0.9);
    }
    void averagingGivesTheMeanOfTheLastEpochs() {
        TuningConfig config = headConfig();
        const TuningData data = headData();
        Log log;
        std::vector<std::vector<float>> ends;
        for (std::int64_t steps : {15, 20}) {  // 5 steps an epoch
            Log part;
            ends.push_back(
                tuneUntil(std::size_t(steps), config, data, part).last.tensors.at("prompt_embeddings").toFloats());
        }
        config.averageLastEpochs = 2;
        const TuningResult result = realEngine().tune(config, data, {}, log.report());
        const std::vector<float> mean = result.best.tensors.at("prompt_embeddings").toFloats();
        for (std::size_t i = 0; i < mean.size(); ++i)
            QVERIFY(std::abs(mean[i] - (ends[0][i] + ends[1][i]) / 2) <= 1e-6f);
        QVERIFY(!result.bestEpoch);
        QCOMPARE(result.last.tensors.at("prompt_embeddings").toFloats(), ends[1]);
    }
    void settingsThatCannotWorkAreRefusedByName() {
        const TuningData data = headData();
        Log log;
        TuningConfig config = headConfig();
        config.task = Task::CausalLm;
        QVERIFY(refusalOf([&] { realEngine().tune(config, data, {}, log.report()); }).detail().find("task=causal_lm") !=
                std::string::npos);
        TuningData unlabelled = data;
        unlabelled.train[3].category.reset();
        QVERIFY(refusalOf([&] { realEngine().tune(headConfig(), unlabelled, {}, log.report()); })
                    .detail()
                    .find(data.train[3].tweet.text()) != std::string::npos);
        TuningData empty = data;
        empty.train[5].ids.clear();
        QVERIFY(refusalOf([&] { realEngine().tune(headConfig(), empty, {}, log.report()); }).code() ==
                ErrorCode::BadData);
        TuningData foreign = data;
        foreign.train[0].ids[1] = 60000;
        QVERIFY(refusalOf([&] { realEngine().tune(headConfig(), foreign, {}, log.report()); }).code() ==
                ErrorCode::BadTokenizer);
    }
};

QTEST_APPLESS_MAIN(TrainingTest)
#include "training_test.moc"
