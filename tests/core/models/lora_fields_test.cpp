// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>
#include <filesystem>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/file_ops.h"
#include "core/models/adapter_config.h"
#include "tests/golden/golden.h"
#include "tests/support/refusal.h"

using namespace warbler;
using test::refusalOf;

namespace {
enum class Treatment { Computed, Ignored, Refused };

struct Field {
    const char *name;
    Treatment treatment;
    const char *value;   // JSON: of Ignored another than the default, of Refused what is refused, of Computed unused
    const char *reason;  // of Computed the golden that has it, of Ignored why it changes no answer, of Refused unused
};

// Every field of the newest PEFT's LoraConfig.
const std::vector<Field> kFields = {
    {"alora_invocation_tokens", Treatment::Refused, "[5]", ""},
    {"alpha_pattern", Treatment::Computed, "", "patterns_llama"},
    {"arrow_config", Treatment::Refused, R"({"top_k":3})", ""},
    {"auto_mapping", Treatment::Ignored, R"({"base_model_class":"X"})", "names Python classes"},
    {"base_model_name_or_path", Treatment::Computed, "", "dora_llama"},
    {"bias", Treatment::Computed, "", "bias_all_bloom"},
    {"corda_config", Treatment::Ignored, R"({"cache_file":"x"})",
     "how values began; init_lora_weights says whether that matters"},
    {"ensure_weight_tying", Treatment::Refused, "true", ""},
    {"eva_config", Treatment::Ignored, R"({"rho":3.0})", "how values began"},
    {"exclude_modules", Treatment::Computed, "", "excluded_bloom"},
    {"fan_in_fan_out", Treatment::Computed, "", "dora_gpt2"},
    {"inference_mode", Treatment::Ignored, "false", "whether it may be trained further"},
    {"init_lora_weights", Treatment::Computed, "", "orthogonal_llama"},
    {"kasa_config", Treatment::Refused, R"({"beta":0.1})", ""},
    {"layer_replication", Treatment::Refused, "[[0,1]]", ""},
    {"layers_pattern", Treatment::Ignored, "\"h\"", "the file has factors for the layers meant"},
    {"layers_to_transform", Treatment::Computed, "", "layers_llama"},
    {"loftq_config", Treatment::Ignored, R"({"loftq_bits":4})",
     "how values began; init_lora_weights says whether that matters"},
    {"lora_alpha", Treatment::Computed, "", "dora_llama"},
    {"lora_bias", Treatment::Refused, "true", ""},
    {"lora_dropout", Treatment::Ignored, "0.5", "of training alone"},
    {"lora_ga_config", Treatment::Refused, R"({"scale":"stable"})", ""},
    {"megatron_config", Treatment::Ignored, R"({"a":1})", "of training on many machines"},
    {"megatron_core", Treatment::Ignored, "\"other.core\"", "of training on many machines"},
    {"modules_to_save", Treatment::Computed, "", "saved_words_llama"},
    {"monteclora_config", Treatment::Refused, R"({"n":2})", ""},
    {"peft_type", Treatment::Computed, "", "dora_llama"},
    {"peft_version", Treatment::Ignored, "\"9.9\"", "who wrote it"},
    {"qalora_group_size", Treatment::Ignored, "8", "of use_qalora alone"},
    {"r", Treatment::Computed, "", "dora_llama"},
    {"rank_pattern", Treatment::Computed, "", "patterns_llama"},
    {"revision", Treatment::Ignored, "\"main\"", "where the base came from"},
    {"target_modules", Treatment::Computed, "", "words_llama"},
    {"target_parameters", Treatment::Refused, R"(["w"])", ""},
    {"task_type", Treatment::Computed, "", "untasked_llama"},
    {"trainable_token_indices", Treatment::Computed, "", "tokens_llama"},
    {"use_bdlora", Treatment::Refused, R"({"nblocks":2})", ""},
    {"use_dora", Treatment::Computed, "", "dora_llama"},
    {"use_qalora", Treatment::Refused, "true", ""},
    {"use_rslora", Treatment::Computed, "", "patterns_rslora_gpt2"},
    {"velora_config", Treatment::Refused, R"({"num_groups":2})", ""},
};

nlohmann::json configOf(const std::string &name) { return golden("adapter_kinds/" + name + "/adapter_config.json"); }
}  // namespace

class LoraFieldsTest : public QObject {
    Q_OBJECT

private:
    AdapterConfig read(const nlohmann::json &config) const {
        const std::string path = m_folder.filePath(QStringLiteral("adapter_config.json")).toStdString();
        saveFile(path, config.dump());
        return readAdapterConfig(path);
    }
    QTemporaryDir m_folder;

private Q_SLOTS:
    void theTableHasEveryFieldOfTheNewestPeft() {
        const nlohmann::json newest = configOf("dora_llama");
        for (const auto &item : newest.items()) {
            const bool isThere = std::any_of(kFields.begin(), kFields.end(),
                                             [&](const Field &field) { return item.key() == field.name; });
            QVERIFY2(isThere, item.key().c_str());
        }
    }
    void eachIsComputedIgnoredOrRefused_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < kFields.size(); ++i)
            QTest::newRow(kFields[i].name) << static_cast<int>(i);
    }
    void eachIsComputedIgnoredOrRefused() {
        QFETCH(int, index);
        const Field &field = kFields[static_cast<std::size_t>(index)];
        nlohmann::json config = configOf("dora_llama");
        QVERIFY2(config.contains(field.name), "PEFT does not know it any more");
        switch (field.treatment) {
        case Treatment::Computed: {
            nlohmann::json with = configOf(field.reason);
            QVERIFY(golden("adapter_kinds/logits.json").at("cases").contains(field.reason));
            QVERIFY2(!with.at(field.name).is_null() || std::string(field.name) == "task_type",
                     "its golden does not have it");
            read(with);
            break;
        }
        case Treatment::Ignored: {
            QVERIFY(*field.reason != '\0');
            const AdapterConfig plain = read(config);
            config[field.name] = nlohmann::json::parse(field.value);
            const AdapterConfig other = read(config);
            QVERIFY(other.rank == plain.rank && other.alpha == plain.alpha &&
                    other.targetModules == plain.targetModules && other.task == plain.task);
            break;
        }
        case Treatment::Refused:
            config[field.name] = nlohmann::json::parse(field.value);
            const Error error = refusalOf([&] { read(config); });
            QCOMPARE(error.code(), ErrorCode::UnsupportedOption);
            QVERIFY2(error.detail().find("\"" + std::string(field.name) + "\"") != std::string::npos, error.what());
            break;
        }
    }
    void beginningsThatChangeTheBaseAreRefusedWithThatReason_data() {
        QTest::addColumn<QString>("init");
        for (const char *init : {"pissa", "pissa_niter_16", "olora", "corda", "loftq", "lora_ga"})
            QTest::newRow(init) << QString::fromLatin1(init);
    }
    void beginningsThatChangeTheBaseAreRefusedWithThatReason() {
        QFETCH(QString, init);
        nlohmann::json config = configOf("dora_llama");
        config["init_lora_weights"] = init.toStdString();
        const Error error = refusalOf([&] { read(config); });
        QCOMPARE(error.code(), ErrorCode::UnsupportedOption);
        QVERIFY2(error.detail().find("changing the base model's weights") != std::string::npos, error.what());
    }
    void theFirstPatternThatFitsAModuleCounts() {
        const AdapterConfig config =
            read(nlohmann::json::parse(R"({"peft_type":"LORA","task_type":"CAUSAL_LM","r":2,"lora_alpha":4,
            "rank_pattern":{"layers.1.q_proj":8},"alpha_pattern":{"^model.layers.0.q_proj":6,
              "layers.[0-9].q_proj":16}})"));
        QCOMPARE(config.rankOf("model.layers.1.q_proj"), std::int64_t(8));
        QCOMPARE(config.rankOf("model.layers.11.q_proj"), std::int64_t(2));
        QCOMPARE(config.rankOf("model.layers.1.q_proj.x"), std::int64_t(2));
        QCOMPARE(config.scaleOf("model.layers.1.q_proj"), 2.0);
        QCOMPARE(config.scaleOf("model.layers.0.q_proj"), 3.0);
        QCOMPARE(config.scaleOf("model.layers.0.v_proj"), 2.0);
    }
    // What Warbler does not write itself is kept as it was read.
    void aForeignConfigurationIsSavedAgainAsItWas() {
        const nlohmann::json config = configOf("dora_llama");
        QVERIFY(nlohmann::json::parse(adapterConfigText(read(config))) == config);
        const nlohmann::json prefix = configOf("prefix_llama");
        QVERIFY(nlohmann::json::parse(adapterConfigText(read(prefix))) == prefix);
    }
};

QTEST_APPLESS_MAIN(LoraFieldsTest)
#include "lora_fields_test.moc"
