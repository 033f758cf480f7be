// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstring>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/random.h"
#include "core/models/safetensors.h"
#include "core/models/weight_names.h"
#include "tests/app/cli/program.h"
#include "tests/golden/golden.h"

// A folder in BERTweet's form (RoBERTa, vocab.txt, bpe.codes, no tokenizer.json) with random weights is shown, tuned
// and used.
class BertweetTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString model() const { return path(QStringLiteral("tiny-bertweet")); }

    // Embeddings far apart, the rest near what transformers begins with.
    void writeWeights() const {
        warbler::Mt19937 draw(20261127);
        warbler::TensorMap tensors;
        for (const warbler::ExpectedTensor &expected :
             warbler::expectedTensors(warbler::readModelConfig(model().toStdString() + "/config.json"))) {
            if (expected.role != warbler::TensorRole::Body)
                continue;
            const bool isNorm = expected.name.find("LayerNorm.weight") != std::string::npos,
                       isWord = expected.name.find("word_embeddings") != std::string::npos;
            std::vector<float> values(static_cast<std::size_t>(expected.count()));
            for (float &value : values)
                value = isNorm ? 1.0F : static_cast<float>((draw.uniform() - 0.5) * (isWord ? 3.0 : 0.1));
            warbler::HostTensor tensor;
            tensor.dtype = warbler::DType::F32;
            tensor.shape = expected.shape;
            tensor.bytes.resize(values.size() * sizeof(float));
            std::memcpy(tensor.bytes.data(), values.data(), tensor.bytes.size());
            tensors.emplace("roberta." + expected.name, std::move(tensor));
        }
        warbler::writeSafetensors(model().toStdString() + "/model.safetensors", tensors);
    }

    QVector<QStringList> predicted(const QString &folder, const QString &tweets) const {
        const Finished finished = runProgram({QStringLiteral("predict"), tweets, QStringLiteral("--adapter"), folder,
                                              QStringLiteral("-o"), path(QStringLiteral("classified.csv"))});
        return finished.exitCode == 0 ? records(contentOf(path(QStringLiteral("classified.csv"))))
                                      : QVector<QStringList>();
    }

private Q_SLOTS:
    void initTestCase() {
        const nlohmann::json golden = warbler::golden("tokens_bertweet.json");
        QDir().mkpath(model());
        for (const char *name : {"vocab.txt", "bpe.codes"})
            write(model() + QLatin1Char('/') + QLatin1String(name),
                  QByteArray::fromStdString(golden[name].get<std::string>()));
        const nlohmann::json config = {{"architectures", {"RobertaForMaskedLM"}},
                                       {"model_type", "roberta"},
                                       {"tokenizer_class", "BertweetTokenizer"},
                                       {"vocab_size", golden["size"]},
                                       {"hidden_size", 32},
                                       {"num_hidden_layers", 1},
                                       {"num_attention_heads", 4},
                                       {"intermediate_size", 48},
                                       {"max_position_embeddings", 130},
                                       {"type_vocab_size", 1},
                                       {"pad_token_id", 1},
                                       {"bos_token_id", 0},
                                       {"eos_token_id", 2},
                                       {"hidden_act", "gelu"},
                                       {"layer_norm_eps", 1e-5}};
        write(model() + QStringLiteral("/config.json"), QByteArray::fromStdString(config.dump()));
        writeWeights();
        QByteArray csv = "id,text,label\n";
        for (int i = 0; i < 80; ++i)
            csv += QByteArray::number(i) + ",@name" + QByteArray::number(i) +
                   (i % 2 == 0 ? " the vaccine https://t.co/" : " a tower https://t.co/") + QByteArray::number(i * 7) +
                   (i % 2 == 0 ? ",yes\n" : ",no\n");
        write(path(QStringLiteral("tweets.csv")), csv);
    }

    void isShownAndTokenised() {
        const Finished shown =
            runProgram({QStringLiteral("models"), QStringLiteral("show"), model(), QStringLiteral("--json")});
        QVERIFY2(shown.exitCode == 0, shown.err.constData());
        QVERIFY(shown.json()["tokenizer"] == "BERTweet BPE of normalised tweets");
        const Finished verified = runProgram({QStringLiteral("models"), QStringLiteral("verify"), model()});
        QVERIFY2(verified.exitCode == 0, (verified.out + verified.err).constData());
    }

    void learnsAndPredicts_data() {
        QTest::addColumn<QStringList>("settings");
        const QStringList quick{QStringLiteral("--set"), QStringLiteral("learning_rate=0.01"),
                                QStringLiteral("--set"), QStringLiteral("head_learning_rate=0.01"),
                                QStringLiteral("--set"), QStringLiteral("epochs=12")};
        QTest::newRow("bert-finetune") << (QStringList{QStringLiteral("--preset"), QStringLiteral("bert-finetune")} +
                                           quick);
        QTest::newRow("standard") << quick;
    }
    void learnsAndPredicts() {
        QFETCH(QStringList, settings);
        const QString folder = path(QString::fromLatin1(QTest::currentDataTag()));
        const Finished tuned = runProgram(QStringList{QStringLiteral("tune"), path(QStringLiteral("tweets.csv")),
                                                      QStringLiteral("--model"), model(), QStringLiteral("--positive"),
                                                      QStringLiteral("yes"), QStringLiteral("--adapter-out"), folder,
                                                      QStringLiteral("--json")} +
                                          settings);
        QVERIFY2(tuned.exitCode == 0, (tuned.out + tuned.err).constData());
        QVERIFY2(tuned.json()["test"]["metrics"]["macro_f1"] >= 0.9, tuned.out.constData());
        write(path(QStringLiteral("new.csv")), "id,text\n1,@anna the vaccine www.who.int\n2,@bob  the vaccine "
                                               "https://t.co/xyz\n3,@anna a tower www.who.int\n");
        const QVector<QStringList> rows = predicted(folder, path(QStringLiteral("new.csv")));
        QCOMPARE(rows.size(), qsizetype(4));
        QCOMPARE(rows[1][2], QStringLiteral("yes"));
        QCOMPARE(rows[3][2], QStringLiteral("no"));
        // Names and addresses are gone before the model sees the tweet.
        QCOMPARE(rows[2].mid(2, 4), rows[1].mid(2, 4));
        QVERIFY(rows[3].mid(2, 4) != rows[1].mid(2, 4));
    }

    // Two models that cut the same tweet in two ways are told apart by the record.
    void recordTellsWhetherTweetsWereNormalised() {
        const auto sha256 = [this](const QString &name) {
            const Finished tuned =
                runProgram({QStringLiteral("tune"), path(QStringLiteral("tweets.csv")), QStringLiteral("--model"),
                            model(), QStringLiteral("--positive"), QStringLiteral("yes"), QStringLiteral("--set"),
                            QStringLiteral("epochs=1"), QStringLiteral("--adapter-out"), path(name)});
            return tuned.exitCode == 0
                       ? nlohmann::json::parse(contentOf(path(name + QStringLiteral("/warbler.json"))).toStdString())
                             .value("tokenizer_sha256", "")
                       : std::string();
        };
        const std::string normalised = sha256(QStringLiteral("normalised"));
        write(model() + QStringLiteral("/tokenizer_config.json"),
              R"({"tokenizer_class": "BertweetTokenizer", "normalization": false})");
        const std::string plain = sha256(QStringLiteral("plain"));
        QVERIFY(QFile::remove(model() + QStringLiteral("/tokenizer_config.json")));
        QVERIFY(!normalised.empty() && !plain.empty());
        QVERIFY(normalised != plain);
        QCOMPARE(sha256(QStringLiteral("again")), normalised);
    }

    // 130 places, of which RoBERTa leaves two empty: a long tweet is cut to 128 tokens, however many were asked for.
    void longTweetsAreCutToOneHundredAndTwentyEightTokens() {
        const QString folder = path(QStringLiteral("long"));
        QByteArray csv = "id,text,label\n";
        for (int i = 0; i < 40; ++i)
            csv += QByteArray::number(i) + (i % 2 == 0 ? ",the vaccine" : ",a tower") +
                   QByteArray(" of it").repeated(100) + (i % 2 == 0 ? ",yes\n" : ",no\n");
        write(path(QStringLiteral("long.csv")), csv);
        const Finished tuned =
            runProgram({QStringLiteral("tune"), path(QStringLiteral("long.csv")), QStringLiteral("--model"), model(),
                        QStringLiteral("--preset"), QStringLiteral("bert-finetune"), QStringLiteral("--positive"),
                        QStringLiteral("yes"), QStringLiteral("--set"), QStringLiteral("max_tokens=200"),
                        QStringLiteral("--set"), QStringLiteral("epochs=1"), QStringLiteral("--adapter-out"), folder});
        QVERIFY2(tuned.exitCode == 0, (tuned.out + tuned.err).constData());
        QCOMPARE(predicted(folder, path(QStringLiteral("long.csv"))).size(), qsizetype(41));
    }
};

QTEST_APPLESS_MAIN(BertweetTest)
#include "bertweet_test.moc"
