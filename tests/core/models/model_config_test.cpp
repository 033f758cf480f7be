// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "core/models/model_config.h"
#include "tests/core/models/hostile_corpus.h"
#include "tests/core/models/model_folders.h"
#include "tests/support/refusal.h"

using namespace warbler;

class ModelConfigTest : public QObject {
    Q_OBJECT
private slots:
    void readsABert();
    void knowsTheAliases();
    void readsAGemma();
    void theSameFieldTwiceMustAgree();
    void nullCountsAsAbsent();
    void severalEndTokensGiveTheFirst();
    void minusOneIsNoToken();
    void limitsAreInclusive();
    void tokenIdsBeyondTheVocabularyOnlyWarn();
    void readsOtherNamesOfAFamily();
    void readsLlama3sStretchOfAngles();
    void readsTheLabelsOfAReadyClassifier();
    void ignoresWhatChangesNothing();
    void namesTheFileThatIsMissing();

private:
    ModelConfig read(const std::string &text) const {
        const std::string path = m_folder.filePath("config.json").toStdString();
        test::put(path, text);
        return readModelConfig(path);
    }
    QTemporaryDir m_folder;
};

void ModelConfigTest::readsABert() {
    const ModelConfig config = read(
        R"({"model_type":"bert","architectures":["BertModel"],"hidden_size":384,"num_hidden_layers":6,
          "num_attention_heads":12,
        "intermediate_size":1536,"vocab_size":30522,"max_position_embeddings":512,"type_vocab_size":2,
          "hidden_act":"gelu","layer_norm_eps":1e-12,
        "hidden_dropout_prob":0.25,"attention_probs_dropout_prob":0.5,"classifier_dropout":0.125,
          "pad_token_id":0,"id2label":{"0":"a","1":"b","2":"c"}})");
    QCOMPARE(config.type, ModelType::Bert);
    QCOMPARE(config.architecture, std::string("BertModel"));
    QCOMPARE(config.headDim, std::int64_t(32));
    QCOMPARE(config.keyValueHeads, std::int64_t(12));
    QCOMPARE(config.normEpsilon, 1e-12);
    QCOMPARE(config.activation, std::string("gelu"));
    QCOMPARE(config.hiddenDropout, 0.25);
    QCOMPARE(config.attentionDropout, 0.5);
    QCOMPARE(config.classifierDropout.value(), 0.125);
    QCOMPARE(config.labels, std::int64_t(3));
    QCOMPARE(config.padToken.value(), std::int64_t(0));
    QVERIFY(!config.bosToken && !isDecoder(config.type));
}

void ModelConfigTest::knowsTheAliases() {
    const ModelConfig bloom = read(
        R"({"model_type":"bloom","n_embed":64,"n_layer":2,"n_head":4,"vocab_size":100,
          "layer_norm_epsilon":1e-4,"n_inner":null,
        "apply_residual_connection_post_layernorm":true,"n_positions":7,"seq_length":7,"pretraining_tp":2,
          "slow_but_exact":true,"dtype":"bfloat16"})");
    QCOMPARE(bloom.hidden, std::int64_t(64));
    QCOMPARE(bloom.intermediate, std::int64_t(256));
    QCOMPARE(bloom.maxPositions, std::int64_t(0));
    QCOMPARE(bloom.normEpsilon, 1e-4);
    QVERIFY(bloom.residualAfterNorm && bloom.tiedHead);
    QCOMPARE(bloom.dtype, std::string("bfloat16"));
    const ModelConfig gpt2 = read(
        R"({"model_type":"gpt2","n_embd":8,"n_layer":1,"n_head":2,"vocab_size":9,"n_positions":16,
          "scale_attn_by_inverse_layer_idx":true})");
    QCOMPARE(gpt2.maxPositions, std::int64_t(16));
    QVERIFY(gpt2.scaleByInverseLayer);
    QCOMPARE(gpt2.hiddenDropout, 0.1);
    const ModelConfig llama = read(
        R"({"model_type":"llama","d_model":8,"num_hidden_layers":1,"num_attention_heads":4,
          "num_key_value_heads":2,"vocab_size":9,
        "intermediate_size":12,"rms_norm_eps":1e-5,"rope_parameters":{"rope_theta":500000.0,"rope_type":"default"}})");
    QCOMPARE(llama.ropeTheta, 500000.0);
    QCOMPARE(llama.keyValueHeads, std::int64_t(2));
    QVERIFY(!llama.tiedHead);
}

void ModelConfigTest::readsAGemma() {
    const ModelConfig gemma = read(
        R"({"model_type":"gemma","hidden_size":10,"num_hidden_layers":1,"num_attention_heads":3,
          "num_key_value_heads":1,"head_dim":7,
        "vocab_size":9,"intermediate_size":12,"hidden_act":"gelu","hidden_activation":null})");
    QCOMPARE(gemma.headDim, std::int64_t(7));
    QCOMPARE(gemma.activation, std::string("gelu_new"));
    QVERIFY(gemma.tiedHead);
}

void ModelConfigTest::theSameFieldTwiceMustAgree() {
    QCOMPARE(read(test::bertConfig("n_embd", "8")).hidden, std::int64_t(8));
    const Error error = test::refusalOf([&] { read(test::bertConfig("n_embd", "9")); });
    QCOMPARE(error.code(), ErrorCode::BadConfig);
    QVERIFY2(error.detail().find("config.json") != std::string::npos, error.what());
    QVERIFY(!error.hint().empty());
}

void ModelConfigTest::nullCountsAsAbsent() {
    QCOMPARE(read(test::bertConfig("intermediate_size", "null")).intermediate, std::int64_t(32));
    QVERIFY(!read(test::bertConfig("classifier_dropout", "null")).classifierDropout);
    read(test::bertConfig("rope_scaling", "null"));
}

void ModelConfigTest::severalEndTokensGiveTheFirst() {
    QCOMPARE(read(test::bertConfig("eos_token_id", "[3, 4]")).eosToken.value(), std::int64_t(3));
}

void ModelConfigTest::minusOneIsNoToken() { QVERIFY(!read(test::bertConfig("pad_token_id", "-1")).padToken); }

void ModelConfigTest::tokenIdsBeyondTheVocabularyOnlyWarn() {
    for (const char *name : {"eos_token_id", "bos_token_id", "pad_token_id"}) {
        const ModelConfig config = read(test::bertConfig(name, "10"));
        QVERIFY(!config.eosToken && !config.bosToken && (std::string(name) != "pad_token_id" || !config.padToken));
        QCOMPARE(config.warnings.size(), std::size_t(1));
        QVERIFY2(config.warnings[0].find(name) != std::string::npos &&
                     config.warnings[0].find("10") != std::string::npos,
                 config.warnings[0].c_str());
    }
    // RoBERTa counts positions from it.
    const Error error = test::refusalOf([&] {
        read(
            R"({"model_type":"roberta","hidden_size":8,"num_hidden_layers":1,"num_attention_heads":2,
              "vocab_size":9,"pad_token_id":9})");
    });
    QVERIFY2(error.detail().find("pad_token_id") != std::string::npos, error.what());
}

void ModelConfigTest::readsOtherNamesOfAFamily() {
    for (const char *name : {"xlm-roberta", "camembert", "roberta"}) {
        const ModelConfig config =
            read(std::string(
                     R"({"hidden_size":8,"num_hidden_layers":1,"num_attention_heads":2,"vocab_size":9,
                  "pad_token_id":1,"model_type":")") +
                 name + "\"}");
        QCOMPARE(config.type, ModelType::Roberta);
        QCOMPARE(config.typeName, std::string(name));
    }
    const std::string mistral =
        R"({"model_type":"mistral","hidden_size":8,"num_hidden_layers":1,"num_attention_heads":2,
          "vocab_size":9,"intermediate_size":12)";
    QCOMPARE(read(mistral + "}").type, ModelType::Llama);
    QCOMPARE(read(mistral + "}").attentionWindow.value(), std::int64_t(4096));
    QCOMPARE(read(mistral + ",\"sliding_window\":7}").attentionWindow.value(), std::int64_t(7));
    QVERIFY(!read(mistral + ",\"sliding_window\":null}").attentionWindow);
}

void ModelConfigTest::readsLlama3sStretchOfAngles() {
    const std::string start =
        R"({"model_type":"llama","hidden_size":8,"num_hidden_layers":1,"num_attention_heads":2,"vocab_size":9,
          "intermediate_size":12,)";
    const std::string stretch =
        R"("factor":8.0,"low_freq_factor":1.0,"high_freq_factor":4.0,"original_max_position_embeddings":32})";
    const RopeStretch wanted{8, 1, 4, 32};
    QVERIFY(read(start + R"("rope_parameters":{"rope_type":"llama3","rope_theta":5e5,)" + stretch + "}").ropeStretch ==
            wanted);
    QVERIFY(read(start + R"("rope_theta":5e5,"rope_scaling":{"rope_type":"llama3",)" + stretch + "}").ropeStretch ==
            wanted);
    QVERIFY(!read(start + R"("rope_scaling":{"rope_type":"default"}})").ropeStretch);
    const Error error =
        test::refusalOf([&] { read(start + R"("rope_scaling":{"rope_type":"llama3","factor":8.0}})"); });
    QVERIFY2(error.detail().find("low_freq_factor") != std::string::npos, error.what());
}

void ModelConfigTest::readsTheLabelsOfAReadyClassifier() {
    QVERIFY(read(test::bertConfig("id2label", R"({"1":"b","0":"a","2":"c"})")).labelNames ==
            std::vector<std::string>({"a", "b", "c"}));
    QVERIFY(read(test::bertConfig("id2label", R"({"0":"a","2":"c"})")).labelNames.empty());
    QVERIFY(read(test::bertConfig("num_labels", "1")).givesNumber);
    QVERIFY(!read(test::bertConfig("num_labels", "2")).givesNumber);
    QVERIFY(read(test::bertConfig("problem_type", "\"multi_label_classification\"")).givesSeveral);
}

void ModelConfigTest::limitsAreInclusive() {
    QCOMPARE(read(test::bertConfig("vocab_size", "1000000")).vocabulary, std::int64_t(1000000));
    QCOMPARE(read(test::bertConfig("num_hidden_layers", "512")).layers, std::int64_t(512));
    QCOMPARE(read(test::bertConfig("hidden_size", "65536")).hidden, std::int64_t(65536));
    QCOMPARE(read(test::bertConfig("layer_norm_eps", "1e-2")).normEpsilon, 1e-2);
    QCOMPARE(read(test::bertConfig("num_labels", "10000")).labels, std::int64_t(10000));
    QCOMPARE(read(test::bertConfig("max_position_embeddings", "1048576")).maxPositions, std::int64_t(1048576));
}

void ModelConfigTest::ignoresWhatChangesNothing() {
    read(test::bertConfig("_name_or_path", "\"/somewhere\""));
    read(test::bertConfig("is_decoder", "false"));
    read(test::bertConfig("position_embedding_type", "\"absolute\""));
    read(test::bertConfig("transformers_version", "\"9.9\""));
}

void ModelConfigTest::namesTheFileThatIsMissing() {
    const Error error = test::refusalOf([] { readModelConfig("/nowhere/config.json"); });
    QCOMPARE(error.code(), ErrorCode::MissingFile);
    QVERIFY(error.detail().find("/nowhere/config.json") != std::string::npos);
}

QTEST_APPLESS_MAIN(ModelConfigTest)
#include "model_config_test.moc"
