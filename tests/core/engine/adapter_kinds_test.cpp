// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <numeric>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/file_ops.h"
#include "core/learn/planned_size.h"
#include "core/models/adapter_folder.h"
#include "core/models/ready_classifier.h"
#include "core/models/safetensors.h"
#include "tests/core/engine/engine_fixture.h"
#include "tests/golden/golden.h"
#include "tests/support/refusal.h"

using namespace warbler;
using namespace warbler::test;

// Adapters that PEFT trains and Warbler reads, and models in other families' clothes: what the engine answers equals
// the reference.
class AdapterKindsTest : public QObject {
    Q_OBJECT

private:
    static Adapter adapterOf(const AdapterFolder &folder) {
        Adapter adapter;
        adapter.config = folder.config;
        adapter.tensors = folder.tensors;
        adapter.pooling = folder.config.task == Task::SeqCls ? "first_row" : "last_row";
        return adapter;
    }
    static std::vector<TokenizedExample> examplesOf(const nlohmann::json &texts) {
        std::vector<TokenizedExample> examples;
        for (const nlohmann::json &ids : texts) {
            TokenizedExample example;
            example.tweet = TweetId(std::to_string(examples.size() + 1));
            example.ids = ids.get<std::vector<TokenId>>();
            examples.push_back(std::move(example));
        }
        return examples;
    }
    // The head's logits, or the log-probability of every id after each text.
    static std::vector<std::vector<float>> answers(const Adapter *adapter, const nlohmann::json &texts,
                                                   std::int64_t vocabulary, bool hasHead) {
        Scoring scoring;
        scoring.mode = hasHead ? ScoringMode::Head : ScoringMode::Constrained;
        for (std::int64_t id = 0; id < (hasHead ? 0 : vocabulary); ++id)
            scoring.labels.push_back({TokenId(id)});
        scoring.categories = hasHead ? 2 : vocabulary;
        std::vector<std::vector<float>> all(texts.size());
        realEngine().predict(adapter, scoring, examplesOf(texts), {},
                             [&](std::int64_t first, std::vector<Prediction> part) {
                                 for (std::size_t i = 0; i < part.size(); ++i)
                                     all[std::size_t(first) + i] = hasHead ? part[i].logits : part[i].logProbabilities;
                             });
        return all;
    }
    // hasHead: logits; else the log-softmax of the logits.
    static void compare(const std::vector<std::vector<float>> &found, const nlohmann::json &wanted, bool hasHead) {
        QCOMPARE(found.size(), wanted.size());
        for (std::size_t text = 0; text < found.size(); ++text) {
            std::vector<double> numbers = wanted[text].get<std::vector<double>>();
            double sum = 0;
            for (const double logit : numbers)
                sum += std::exp(logit);
            QCOMPARE(found[text].size(), numbers.size());
            for (std::size_t i = 0; i < numbers.size(); ++i) {
                const double number = hasHead ? numbers[i] : numbers[i] - std::log(sum);
                QVERIFY2(std::abs(double(found[text][i]) - number) <= 1e-5 * std::max(1.0, std::abs(number)),
                         qPrintable(QStringLiteral("text %1, number %2: %3, wanted %4")
                                        .arg(text + 1)
                                        .arg(i)
                                        .arg(found[text][i])
                                        .arg(number)));
            }
        }
    }
    static std::string kinds(const std::string &name, const std::string &place = "adapter_kinds") {
        return std::string(std::getenv("WARBLER_TEST_SOURCE")) + "/tests/golden/" + place + "/" + name;
    }
    // A folder with the case's configuration and weights.
    static ModelFolder familyFolder(const nlohmann::json &one, const std::string &path) {
        const ModelFolder base = tinyModel(one.at("base"));
        TensorMap tensors;
        for (const auto &[name, tensor] : readSafetensors(base.weightFiles.at(0)))
            if (name != "lm_head.weight" || one.at("without").empty())
                tensors[(one.at("prefix").get<std::string>()) + name] = tensor;
        for (const auto &[name, values] : one.at("added").items()) {
            std::vector<float> numbers;
            for (const nlohmann::json &row : values)
                for (const nlohmann::json &value : row.is_array() ? row : nlohmann::json::array({row}))
                    numbers.push_back(value);
            const std::int64_t rows = std::int64_t(values.size());
            tensors[name] = HostTensor::fromFloats(
                values[0].is_array() ? std::vector<std::int64_t>{rows, std::int64_t(numbers.size()) / rows}
                                     : std::vector<std::int64_t>{rows},
                numbers);
        }
        makeFolders(path);
        saveFile(path + "/config.json", one.at("config").dump());
        writeSafetensors(path + "/model.safetensors", tensors);
        return openModelFolder(path);
    }
    static void load(const ModelFolder &folder) {
        Placement placement;
        placement.device = "cpu";
        placement.threads = 1;
        realEngine().load(folder, placement);
    }

private Q_SLOTS:
    void speaksAsInPeft_data() {
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("name");
        for (const char *place : {"adapter_kinds", "old_adapter_kinds"}) {
            const nlohmann::json &all = golden(std::string(place) + "/logits.json");
            const std::string version = all.at("versions").at("peft");
            for (const auto &item : all.at("cases").items())
                QTest::newRow((item.key() + " of " + version).c_str())
                    << QString::fromLatin1(place) << QString::fromStdString(item.key());
        }
    }
    void speaksAsInPeft() {
        QFETCH(QString, place);
        QFETCH(QString, name);
        const nlohmann::json &all = golden(place.toStdString() + "/logits.json");
        const AdapterFolder folder = readAdapterFolder(kinds(name.toStdString(), place.toStdString()));
        const Adapter adapter = adapterOf(folder);
        const nlohmann::json &wanted = all.at("cases").at(name.toStdString());
        loadTiny(folder.config.baseModel);
        const bool hasHead = folder.config.task == Task::SeqCls;
        compare(answers(&adapter, all.at("texts"), std::int64_t(wanted[0].size()), hasHead), wanted, hasHead);
    }
    void theBaseIsItselfAgainAfterAnAdapterThatChangesIt() {
        const nlohmann::json &texts = golden("adapter_kinds/logits.json").at("texts");
        loadTiny("tiny_llama");
        const auto before = answers(nullptr, texts, 101, false);
        const Adapter changing = adapterOf(readAdapterFolder(kinds("saved_words_llama")));
        const auto changed = answers(&changing, texts, 101, false);
        QVERIFY(changed != before);
        loadTiny("tiny_llama");
        QVERIFY(answers(&changing, texts, 101, false) == changed);
        QVERIFY(answers(nullptr, texts, 101, false) == before);
    }
    void tensorsThatFitNoLayerAreNamed_data() {
        QTest::addColumn<QString>("adapter");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::newRow("a saved module") << QStringLiteral("saved_norms_llama")
                                        << QStringLiteral("layers.0.input_layernorm")
                                        << QStringLiteral("layers.7.input_layernorm");
        QTest::newRow("a factor of IA3") << QStringLiteral("ia3_llama") << QStringLiteral("layers.0.self_attn.k_proj")
                                         << QStringLiteral("layers.7.self_attn.k_proj");
        QTest::newRow("rows of tokens") << QStringLiteral("tokens_llama") << QStringLiteral("embed_tokens")
                                        << QStringLiteral("embed_words");
    }
    void tensorsThatFitNoLayerAreNamed() {
        QFETCH(QString, adapter);
        QFETCH(QString, from);
        QFETCH(QString, to);
        loadTiny("tiny_llama");
        Adapter moved = adapterOf(readAdapterFolder(kinds(adapter.toStdString())));
        TensorMap tensors;
        for (const auto &[name, tensor] : moved.tensors)
            tensors[QString::fromStdString(name).replace(from, to).toStdString()] = tensor;
        moved.tensors = tensors;
        const Error error = refusalOf([&] { answers(&moved, nlohmann::json::parse("[[14]]"), 101, false); });
        QCOMPARE(error.code(), ErrorCode::AdapterMismatch);
        QVERIFY2(error.detail().find(to.toStdString()) != std::string::npos, error.what());
        loadTiny("tiny_llama");
        answers(nullptr, nlohmann::json::parse("[[14]]"), 101, false);  // the engine is as usable as before
    }
    void familiesInOtherClothesSpeakAsInTransformers_data() {
        QTest::addColumn<QString>("name");
        for (const auto &item : golden("families.json").at("cases").items())
            QTest::newRow(item.key().c_str()) << QString::fromStdString(item.key());
    }
    void familiesInOtherClothesSpeakAsInTransformers() {
        QFETCH(QString, name);
        const nlohmann::json &one = golden("families.json").at("cases").at(name.toStdString());
        const QTemporaryDir place;
        const ModelFolder folder = familyFolder(one, place.path().toStdString());
        QCOMPARE(folder.config.typeName, one.at("config").at("model_type").get<std::string>());
        load(folder);
        const bool hasHead = name.startsWith(QStringLiteral("head_"));
        QCOMPARE(isReadyClassifier(folder.path), hasHead);
        std::optional<Adapter> head;
        if (hasHead) {
            const AdapterFolder ready = readAdapterFolder(folder.path);
            QVERIFY(ready.labelNames == std::vector<std::string>({"negative", "neutral", "positive"}));
            head = adapterOf(ready);
        }
        compare(answers(head ? &*head : nullptr, one.at("ids"), folder.config.vocabulary, hasHead), one.at("logits"),
                hasHead);
    }
    void aTextLongerThanMistralsWindowIsRefused() {
        const nlohmann::json &one = golden("families.json").at("cases").at("mistral");
        const QTemporaryDir place;
        load(familyFolder(one, place.path().toStdString()));
        std::vector<TokenId> ids(33);
        std::iota(ids.begin(), ids.end(), TokenId(20));
        const Error error = refusalOf([&] { answers(nullptr, nlohmann::json::array({ids}), 101, false); });
        QCOMPARE(error.code(), ErrorCode::UnsupportedOption);
        QVERIFY2(error.detail().find("sliding_window") != std::string::npos &&
                     error.detail().find("33") != std::string::npos,
                 error.what());
    }
    void allLinearOfAnEncoderHasThePoolerInTraining_data() {
        QTest::addColumn<int>("pooling");
        QTest::addColumn<bool>("isUsed");
        QTest::newRow("a head after the pooler") << int(Pooling::Cls) << true;
        QTest::newRow("a head that does not read it") << int(Pooling::Mean) << false;
    }
    void allLinearOfAnEncoderHasThePoolerInTraining() {
        QFETCH(int, pooling);
        QFETCH(bool, isUsed);
        loadTiny("tiny_encoder");
        TuningConfig config = headConfig();
        config.method = Method::Lora;
        config.targetModules = {"all-linear"};
        config.pooling = Pooling(pooling);
        config.virtualTokens = 0;
        config.epochs = 1;
        Log log;
        const TuningResult result = realEngine().tune(config, headData(), {}, log.report());
        const auto factors = result.last.tensors.find("base_model.model.bert.pooler.dense.lora_B.weight");
        QVERIFY(factors != result.last.tensors.end());
        const std::vector<float> numbers = factors->second.toFloats();
        QCOMPARE(std::any_of(numbers.begin(), numbers.end(), [](float number) { return number != 0; }), isUsed);
        QCOMPARE(result.trainableParameters, trainableParameters(config, tinyModel("tiny_encoder").config, 2));
    }
    void aModelSavedAsClassifierPredictsNoWords() {
        const nlohmann::json &one = golden("families.json").at("cases").at("head_llama");
        const QTemporaryDir place;
        load(familyFolder(one, place.path().toStdString()));
        const Error error = refusalOf([&] { answers(nullptr, nlohmann::json::parse("[[14]]"), 101, false); });
        QCOMPARE(error.code(), ErrorCode::UnsupportedOption);
        QVERIFY2(error.detail().find("lm_head.weight") != std::string::npos, error.what());
    }
};

QTEST_GUILESS_MAIN(AdapterKindsTest)
#include "adapter_kinds_test.moc"
