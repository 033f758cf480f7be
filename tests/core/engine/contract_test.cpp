// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <dlfcn.h>

#include "tests/core/engine/engine_fixture.h"
#include "tests/support/refusal.h"

using namespace warbler;
using namespace warbler::test;

// The boundary itself, through the library as the programs open it.
class ContractTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anErrorThrownInTheEngineIsCaughtByTypeOutside() {
        loadTiny("tiny_encoder");  // sets the threads of this process
        Placement placement;
        placement.device = "cuda:99";
        try {
            realEngine().load(tinyModel("tiny_encoder"), placement);
            QFAIL("an absent device was accepted");
        } catch (const Error &error) {
            QVERIFY(error.code() == ErrorCode::NoSuchDevice);
            QVERIFY(error.detail().find("cuda:99") != std::string::npos);
            QVERIFY(!error.hint().empty());
        }
    }
    void anotherContractVersionIsRefused() {
        void *library = dlopen(findEngineLibrary().c_str(), RTLD_NOW | RTLD_LOCAL);
        QVERIFY(library);
        const auto factory = reinterpret_cast<Engine *(*)(int)>(dlsym(library, "warbler_create_engine"));
        QVERIFY(factory);
        QVERIFY(factory(kEngineContract + 1) == nullptr);
    }
    void theProcessorIsAlwaysAmongTheDevices() {
        const std::vector<DeviceInfo> devices = realEngine().devices();
        QCOMPARE(devices.front().name, std::string("cpu"));
        QVERIFY(devices.front().freeBytes > 0 && devices.front().freeBytes <= devices.front().totalBytes);
    }
    void loadingTellsDeviceAndParameters() {
        Placement placement;
        placement.device = "cpu";
        const ModelInfo info = realEngine().load(tinyModel("tiny_bloom"), placement);
        QCOMPARE(info.device, std::string("cpu"));
        QCOMPARE(info.parameters, tinyModel("tiny_bloom").config.parameters());
        const MemoryEstimate estimate = realEngine().estimate(headConfig(), {{20, 5}, {40, 1}});
        QVERIFY(estimate.weights >= 4u * std::uint64_t(info.parameters));
        QCOMPARE(estimate.total, estimate.weights + estimate.working);
    }
    void torchsOwnErrorsBecomeInternalWithOneLine() {
        loadTiny("tiny_encoder");
        const Fault fault("internal@step:1");
        Log log;
        const Error error = refusalOf([&] { realEngine().tune(headConfig(), headData(), {}, log.report()); });
        QVERIFY(error.code() == ErrorCode::Internal);
        QVERIFY(error.detail().find("injected fault") != std::string::npos);
        QVERIFY(error.detail().find('\n') == std::string::npos);
    }
    void memoryThatRunsOutWhileClassifyingIsTriedAgainWithLess() {
        loadTiny("tiny_encoder");
        const TuningData data = headData();
        Log log;
        const TuningResult result = realEngine().tune(headConfig(), data, {}, log.report());
        const auto classified = [&] {
            std::vector<Prediction> all;
            realEngine().predict(&result.best, data.scoring, data.train, {},
                                 [&](std::int64_t first, std::vector<Prediction> part) {
                                     QCOMPARE(std::size_t(first), all.size());
                                     all.insert(all.end(), part.begin(), part.end());
                                 });
            return all;
        };
        const std::vector<Prediction> plain = classified();
        const Fault fault("oom@predict:1,oom@predict:2");
        const std::vector<Prediction> shorter = classified();
        QCOMPARE(shorter.size(), plain.size());
        for (std::size_t i = 0; i < plain.size(); ++i) {
            QVERIFY(plain[i].tweet == data.train[i].tweet);
            QVERIFY(std::abs(plain[i].logits[0] - shorter[i].logits[0]) <= 1e-5f);
        }
    }
    void aStopWhileClassifyingThrowsCancelled() {
        loadTiny("tiny_encoder");
        const TuningData data = headData();
        Log log;
        const TuningResult result = realEngine().tune(headConfig(), data, {}, log.report());
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(realEngine().predict(&result.best, data.scoring, data.train, stop.get_token(),
                                                      [](std::int64_t, std::vector<Prediction>) {}),
                                 Cancelled);
    }
    void anAdapterOfAnotherModelIsRefusedWithBothShapes() {
        loadTiny("tiny_encoder");
        const TuningData data = headData();
        Log log;
        Adapter adapter = realEngine().tune(headConfig(), data, {}, log.report()).best;
        loadTiny("tiny_bloom");
        const Error error = refusalOf([&] {
            realEngine().predict(&adapter, data.scoring, data.train, {}, [](std::int64_t, std::vector<Prediction>) {});
        });
        QVERIFY(error.code() == ErrorCode::AdapterMismatch);
        QVERIFY(error.detail().find("4 x 96") != std::string::npos &&
                error.detail().find("4 x 64") != std::string::npos);
    }
    void emptyTweetsAreNamed() {
        loadTiny("tiny_bloom");
        Scoring scoring;
        scoring.labels = {{11}, {12}};
        scoring.categories = 2;
        std::vector<TokenizedExample> rows = rowsWithMark(3, 1);
        rows[1].ids.clear();
        const Error error = refusalOf(
            [&] { realEngine().predict(nullptr, scoring, rows, {}, [](std::int64_t, std::vector<Prediction>) {}); });
        QVERIFY(error.code() == ErrorCode::BadData);
        QVERIFY(error.detail().find(rows[1].tweet.text()) != std::string::npos);
    }
    // The engine keeps the last soft prompt's prefix: it must be that adapter's, of that model, with those leading
    // words.
    void tweetsOneByOneGetTheAnswersOfTheWholeList() {
        loadTiny("tiny_bloom");
        TuningConfig config = headConfig();
        config.task = Task::CausalLm;
        config.selectBy = "none";
        config.epochs = 1;
        TuningData data = headData(8, 0);
        data.scoring.mode = ScoringMode::Constrained;
        data.scoring.labels = {{7}, {9}};
        Log log;
        const Adapter learnt = realEngine().tune(config, data, {}, log.report()).last;
        config.seed = 7;
        const Adapter other = realEngine().tune(config, data, {}, log.report()).last;
        QVERIFY(learnt.tensors != other.tensors);
        const auto answers = [&](const Adapter &adapter, std::span<const TokenizedExample> rows) {
            std::vector<std::vector<float>> all;
            realEngine().predict(&adapter, data.scoring, rows, {}, [&](std::int64_t, std::vector<Prediction> part) {
                for (const Prediction &one : part)
                    all.push_back(one.logProbabilities);
            });
            return all;
        };
        const std::vector<std::vector<float>> whole = answers(learnt, data.train),
                                              otherWhole = answers(other, data.train);
        QVERIFY(std::abs(whole[0][0] - otherWhole[0][0]) > 1e-4F);
        for (std::size_t i = 0; i < data.train.size(); ++i)
            for (const auto &[adapter, wanted] :
                 {std::pair(&learnt, &whole), std::pair(&other, &otherWhole), std::pair(&learnt, &whole)}) {
                const std::vector<float> alone = answers(*adapter, std::span(data.train).subspan(i, 1)).at(0);
                for (std::size_t c = 0; c < alone.size(); ++c)
                    QVERIFY2(std::abs(alone[c] - (*wanted)[i][c]) <= 1e-5F,
                             qPrintable(QString::number(alone[c] - (*wanted)[i][c])));
            }
        loadTiny("tiny_encoder");
        loadTiny("tiny_bloom");
        QVERIFY(std::abs(answers(learnt, std::span(data.train).subspan(0, 1)).at(0)[0] - whole[0][0]) <= 1e-5F);
    }
    void unconstrainedAnswersThatAreNoLabelAreOther() {
        loadTiny("tiny_bloom");
        Scoring scoring;
        scoring.labels = {{11}, {12}};
        scoring.categories = 2;
        scoring.mode = ScoringMode::Unconstrained;
        const std::vector<TokenizedExample> rows = rowsWithMark(6, 1);
        std::vector<Prediction> all;
        const PredictionSink sink = [&](std::int64_t, std::vector<Prediction> part) {
            all.insert(all.end(), part.begin(), part.end());
        };
        realEngine().predict(nullptr, scoring, rows, {}, sink);
        for (const Prediction &one : all) {
            QVERIFY(one.bestId && one.labelMass);
            QCOMPARE(one.category, *one.bestId == 11 ? 0 : *one.bestId == 12 ? 1 : -1);
        }
        // With the model's own first choices as labels every row has an answer.
        scoring.labels = {{*all[0].bestId, 5}, {*all[0].bestId}};
        const TokenId first = *all[0].bestId;
        all.clear();
        scoring.terminator = 2;
        realEngine().predict(nullptr, scoring, std::span(rows).first(1), {}, sink);
        QCOMPARE(*all[0].bestId, first);
    }
    // Last: afterwards this process can use no device.
    void afterAPoisonedDeviceEveryCallIsRefused() {
        loadTiny("tiny_encoder");
        {
            const Fault fault("lost@step:2");
            Log log;
            QVERIFY(refusalOf([&] { realEngine().tune(headConfig(), headData(), {}, log.report()); }).code() ==
                    ErrorCode::DeviceLost);
        }
        QVERIFY(refusalOf([&] { realEngine().devices(); }).code() == ErrorCode::DeviceLost);
    }
};

QTEST_APPLESS_MAIN(ContractTest)
#include "contract_test.moc"
