// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "core/base/file_ops.h"
#include "core/models/model_config.h"

using namespace warbler;

// The published configs' sizes; the sums are those of the published models.
class Acceptance01Parameters : public QObject {
    Q_OBJECT

private slots:
    void parametersFromTheConfigAlone_data();
    void parametersFromTheConfigAlone();
    void aPromptAddsTokensTimesWidth();

private:
    ModelConfig read(const QString &json) const {
        const std::string path = m_folder.filePath("config.json").toStdString();
        saveFile(path, json.toStdString());
        return readModelConfig(path);
    }
    QTemporaryDir m_folder;
};

void Acceptance01Parameters::parametersFromTheConfigAlone_data() {
    QTest::addColumn<QString>("config");
    QTest::addColumn<bool>("withHead");
    QTest::addColumn<qint64>("wanted");
    QTest::newRow("bloomz-560m")
        << R"({"model_type":"bloom","hidden_size":1024,"n_layer":24,"n_head":16,"vocab_size":250880})" << false
        << qint64(559214592);
    QTest::newRow("bloomz-1b7")
        << R"({"model_type":"bloom","hidden_size":2048,"n_layer":24,"num_attention_heads":16,"vocab_size":250880})"
        << false << qint64(1722408960);
    QTest::newRow("gpt2")
        << R"({"model_type":"gpt2","n_embd":768,"n_layer":12,"n_head":12,"n_positions":1024,"vocab_size":50257})"
        << false << qint64(124439808);
    QTest::newRow("Llama-2-7b")
        << R"({"model_type":"llama","hidden_size":4096,"intermediate_size":11008,"num_hidden_layers":32,
          "num_attention_heads":32,
        "num_key_value_heads":32,"vocab_size":32000,"tie_word_embeddings":false})"
        << false << qint64(6738415616);
    QTest::newRow("Llama-2-13b")
        << R"({"model_type":"llama","hidden_size":5120,"intermediate_size":13824,"num_hidden_layers":40,
          "num_attention_heads":40,
        "num_key_value_heads":40,"vocab_size":32000,"tie_word_embeddings":false})"
        << false << qint64(13015864320);
    QTest::newRow("gemma-2b")
        << R"({"model_type":"gemma","hidden_size":2048,"intermediate_size":16384,"num_hidden_layers":18,
          "num_attention_heads":8,
        "num_key_value_heads":1,"head_dim":256,"vocab_size":256000})"
        << false << qint64(2506172416);
    QTest::newRow("bert-base")
        << R"({"model_type":"bert","hidden_size":768,"intermediate_size":3072,"num_hidden_layers":12,
          "num_attention_heads":12,
        "vocab_size":30522,"max_position_embeddings":512,"type_vocab_size":2})"
        << false << qint64(109482240);
    QTest::newRow("roberta-base with 2 labels")
        << R"({"model_type":"roberta","hidden_size":768,"intermediate_size":3072,"num_hidden_layers":12,
        "num_attention_heads":12,"vocab_size":50265,"max_position_embeddings":514,"type_vocab_size":1})"
        << true << qint64(124647170);
    QTest::newRow("MiniLM") << R"({"model_type":"bert","hidden_size":384,"intermediate_size":1536,"num_hidden_layers":6,
          "num_attention_heads":12,
        "vocab_size":30522,"max_position_embeddings":512,"type_vocab_size":2})"
                            << false << qint64(22713216);
}

void Acceptance01Parameters::parametersFromTheConfigAlone() {
    QFETCH(QString, config);
    QFETCH(bool, withHead);
    QFETCH(qint64, wanted);
    const ModelConfig read = this->read(config);
    QCOMPARE(qint64(read.parameters() + (withHead ? read.headParameters() : 0)), wanted);
}

void Acceptance01Parameters::aPromptAddsTokensTimesWidth() {
    const ModelConfig small =
        read(R"({"model_type":"bloom","n_embed":1024,"n_layer":24,"n_head":16,"vocab_size":250880})");
    QCOMPARE(small.parameters() + 8 * small.hidden, std::int64_t(559222784));
    const ModelConfig large =
        read(R"({"model_type":"bloom","n_embed":2048,"n_layer":24,"n_head":16,"vocab_size":250880})");
    QCOMPARE(large.parameters() + 256 * large.hidden, std::int64_t(1722933248));
}

QTEST_APPLESS_MAIN(Acceptance01Parameters)
#include "test_01_parameters.moc"
