// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/random.h"
#include "core/models/safetensors.h"
#include "core/models/weight_names.h"
#include "tests/app/cli/program.h"

// The recipes of published work: planned from config.json alone, and tuned, evaluated and applied on a tiny model.
class ReferencePresetsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    static QString tweets() { return source(QStringLiteral("tests/data/tweets/oneword.csv")); }

    // oneword.csv with complaint and no complaint for yes and no.
    QString complaints() {
        QByteArray csv = "id,text,label\n";
        const QVector<QStringList> rows = records(contentOf(tweets()));
        for (int i = 1; i < rows.size(); ++i)
            csv += rows[i][0].toUtf8() + ",\"" + QString(rows[i][1]).replace(u'"', QStringLiteral("\"\"")).toUtf8() +
                   "\"," + (rows[i][2] == u"yes" ? "1" : "2") + '\n';
        write(path(QStringLiteral("complaints.csv")), csv);
        return path(QStringLiteral("complaints.csv"));
    }

    // 820 tweets of oneword.csv, again and again with their number behind them; what yes and no are called is given.
    QString many(const QString &name, const char *yes, const char *no, int count = 820) {
        QByteArray csv = "id,text,label\n";
        const QVector<QStringList> rows = records(contentOf(tweets()));
        for (int i = 0; i < count; ++i) {
            const QStringList &row = rows[1 + i % (rows.size() - 1)];
            const QString text = count > 200 ? row[1] + u' ' + QString::number(i) : row[1];
            csv += QByteArray::number(i) + ",\"" + QString(text).replace(u'"', QStringLiteral("\"\"")).toUtf8() +
                   "\"," + (row[2] == u"yes" ? yes : no) + '\n';
        }
        write(path(name), csv);
        return path(name);
    }

    // A Llama with a sentencepiece vocabulary and random weights; the committed ones have no tokenizer.
    QString llamaWithWords() {
        const QString folder = path(QStringLiteral("llama"));
        modelWithWords(folder,
                       R"({"model_type":"llama","hidden_size":48,"intermediate_size":64,"num_hidden_layers":2,
              "num_attention_heads":4,"num_key_value_heads":2,
                           "max_position_embeddings":256,"rms_norm_eps":1e-5,"vocab_size":180,"bos_token_id":1,
                    "eos_token_id":2,"hidden_act":"silu"})",
                       1.0F);
        return folder;
    }

    static void modelWithWords(const QString &folder, const char *config, float norm) {
        QDir().mkpath(folder);
        write(folder + QStringLiteral("/config.json"), config);
        QFile::copy(source(QStringLiteral("tests/data/models/tiny_sentencepiece/tokenizer.model")),
                    folder + QStringLiteral("/tokenizer.model"));
        warbler::Mt19937 generator(7);
        warbler::TensorMap tensors;
        for (const warbler::ExpectedTensor &expected :
             warbler::expectedTensors(warbler::readModelConfig(folder.toStdString() + "/config.json"))) {
            std::vector<float> values(static_cast<std::size_t>(expected.count()));
            const bool isNorm = expected.shape.size() == 1;
            for (float &value : values)
                value = isNorm ? norm : static_cast<float>(0.2 * generator.normal());
            if (expected.role != warbler::TensorRole::Classifier)
                tensors.emplace(expected.name, warbler::HostTensor::fromFloats(expected.shape, values));
        }
        warbler::writeSafetensors(folder.toStdString() + "/model.safetensors", tensors);
    }

private Q_SLOTS:
    void aPlanNeedsConfigAlone_data() {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<QString>("model");
        QTest::addColumn<double>("parameters");
        QTest::addColumn<double>("trainable");
        QTest::addColumn<int>("steps");
        QTest::addColumn<int>("schedule");
        QTest::newRow("notebook") << "notebook"
                                  << "bloomz-1b7" << 1722408960.0 << 524288.0 << 400 << 800;
        QTest::newRow("notebook-corrected") << "notebook-corrected"
                                            << "bloomz-1b7" << 1722408960.0 << 524288.0 << 350 << 350;
        QTest::newRow("peft-guide") << "peft-guide"
                                    << "bloomz-560m" << 559214592.0 << 8192.0 << 1250 << 1250;
        QTest::newRow("tweet-opinion") << "tweet-opinion"
                                       << "llama-2-13b" << 13015864320.0 << 6553600.0 + 2 * 5120 << 6 << 6;
        QTest::newRow("tweet-opinion-regression") << "tweet-opinion-regression"
                                                  << "llama-2-13b" << 13015864320.0 << 6553600.0 + 5120 << 6 << 6;
        QTest::newRow("gemma-codelab") << "gemma-codelab"
                                       << "gemma-2b-it" << 2506172416.0 << 460800.0 << 1600 << 1600;
        QTest::newRow("bert-finetune") << "bert-finetune"
                                       << "bert-base-uncased" << 109482240.0 << 109482240.0 + 2 * 769 << 36 << 36;
    }
    void aPlanNeedsConfigAlone() {
        QFETCH(QString, preset);
        QFETCH(QString, model);
        QFETCH(double, parameters);
        QFETCH(double, trainable);
        QFETCH(int, steps);
        QFETCH(int, schedule);
        const bool isGuide = preset == u"peft-guide";
        const QString csv = isGuide                      ? complaints()
                            : preset == u"gemma-codelab" ? many(QStringLiteral("many.csv"), "1", "0")
                            : preset == u"tweet-opinion-regression"
                                ? many(QStringLiteral("numbers.csv"), "1.5", "-0.5", 200)
                                : tweets();
        const Finished planned =
            runProgram({QStringLiteral("tune"), csv, QStringLiteral("--preset"), preset, QStringLiteral("--model"),
                        source(QStringLiteral("tests/data/configs/") + model), QStringLiteral("--dry-run"),
                        QStringLiteral("--json")});
        QVERIFY2(planned.exitCode == 0, planned.err.constData());
        const nlohmann::json json = planned.json();
        QCOMPARE(double(json["parameters"]), parameters);
        QCOMPARE(double(json["trainable_parameters"]), trainable);
        QCOMPARE(int(json["steps"]), steps);
        QCOMPARE(int(json["config"]["schedule_steps"]), schedule);
        QVERIFY(json["lengths_assumed"] == true);
        QVERIFY(double(json["memory_bytes"]) > parameters * 4);
        QVERIFY(json["config"]["preset"] == preset.toStdString());
        const std::string warnings = json["warnings"].dump();
        QVERIFY2(warnings.find("no weights") != std::string::npos && warnings.find("no tokenizer") != std::string::npos,
                 warnings.c_str());
    }

    void withoutDryRunTheWeightsAreMissed() {
        const Finished tuned =
            runProgram({QStringLiteral("tune"), tweets(), QStringLiteral("--preset"), QStringLiteral("notebook"),
                        QStringLiteral("--model"), source(QStringLiteral("tests/data/configs/bloomz-1b7"))});
        QCOMPARE(tuned.exitCode, 4);
        QVERIFY2(tuned.err.contains("no weights"), tuned.err.constData());
    }

    void eachPresetTunesEvaluatesAndPredicts_data() {
        QTest::addColumn<QString>("preset");
        for (const char *preset : {"notebook", "notebook-corrected", "peft-guide"})
            QTest::newRow(preset) << QString::fromLatin1(preset);
    }
    void eachPresetTunesEvaluatesAndPredicts() {
        QFETCH(QString, preset);
        const bool isFaithful = preset == u"notebook", isGuide = preset == u"peft-guide";
        const QString csv = isGuide ? complaints() : tweets(), adapter = path(preset),
                      out = path(preset + QStringLiteral(".csv"));
        QStringList command{QStringLiteral("tune"),          csv,
                            QStringLiteral("--preset"),      preset,
                            QStringLiteral("--model"),       source(QStringLiteral("tests/data/models/tiny_bloom")),
                            QStringLiteral("--set"),         QStringLiteral("epochs=2"),
                            QStringLiteral("--set"),         QStringLiteral("virtual_tokens=8"),
                            QStringLiteral("--set"),         QStringLiteral("max_tokens=160"),
                            QStringLiteral("--adapter-out"), adapter,
                            QStringLiteral("--json")};
        if (isGuide)  // the tiny vocabulary has too many tokens for "no complaint"
            command += QStringList{QStringLiteral("--set"), QStringLiteral(R"(labels={"1":"it","2":"no it"})"),
                                   QStringLiteral("--positive"), QStringLiteral("1")};
        const Finished tuned = runProgram(command);
        QVERIFY2(tuned.exitCode == 0, tuned.out.constData());
        const nlohmann::json json = tuned.json();
        QVERIFY(json["state"] == "finished");
        QVERIFY(json["positive"] == (isGuide ? "1" : "yes"));
        QVERIFY(json["best_epoch"].is_null() == (isFaithful || isGuide));
        QCOMPARE(json["epochs"].size(), std::size_t(2));
        QVERIFY(json["epochs"][0]["side"] == (isFaithful ? "test" : "validation"));
        QVERIFY(json.contains("notebook_figures") == isFaithful);

        const Finished judged = runProgram({QStringLiteral("evaluate"), csv, QStringLiteral("--adapter"), adapter,
                                            QStringLiteral("--side"), QStringLiteral("all"), QStringLiteral("--json")});
        QVERIFY2(judged.exitCode == 0, judged.err.constData());
        QVERIFY(judged.json()["rows"] == 200);
        QVERIFY(judged.json().contains("notebook_figures") == isFaithful);
        if (isFaithful) {  // what the run said of its test rows, evaluate says again
            const Finished rest = runProgram(
                {QStringLiteral("evaluate"), csv, QStringLiteral("--adapter"), adapter, QStringLiteral("--json")});
            QVERIFY(rest.json()["notebook_figures"] == json["notebook_figures"]);
        }

        const Finished predicted =
            runProgram({QStringLiteral("predict"), csv, QStringLiteral("--adapter"), adapter, QStringLiteral("-o"), out,
                        QStringLiteral("--shape"), QStringLiteral("notebook")});
        QVERIFY2(predicted.exitCode == 0, predicted.err.constData());
        const QVector<QStringList> in = records(contentOf(csv)), rows = records(contentOf(out));
        QCOMPARE(rows.size(), in.size());
        QCOMPARE(rows[0].mid(1), (QStringList{QStringLiteral("content"), in[0][2], QStringLiteral("text_label"),
                                              QStringLiteral("yes_prob"), QStringLiteral("no_probs")}));
        QVERIFY(rows[1][1].endsWith(isFaithful ? QStringLiteral("\nAnswer: ")
                                    : isGuide  ? QStringLiteral(" Label : ")
                                               : QStringLiteral("\nAnswer:")));
        for (int i = 1; i < rows.size(); ++i) {
            QCOMPARE(rows[i][0], in[i][0]);
            QVERIFY(rows[i][4].toDouble() >= 0 && rows[i][4].toDouble() + rows[i][5].toDouble() <= 1.001 &&
                    rows[i][4].size() <= 5);
        }
    }

    void theRecipesWithAHeadTuneEvaluateAndPredict_data() {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<QString>("rate");
        QTest::newRow("bert-finetune") << "bert-finetune"
                                       << "0.003";
        QTest::newRow("tweet-opinion") << "tweet-opinion"
                                       << "0.02";
    }
    void theRecipesWithAHeadTuneEvaluateAndPredict() {
        QFETCH(QString, preset);
        QFETCH(QString, rate);
        const bool isWhole = preset == u"bert-finetune";
        const QString adapter = path(preset), out = path(preset + QStringLiteral(".csv"));
        const Finished tuned = runProgram(
            {QStringLiteral("tune"), tweets(), QStringLiteral("--preset"), preset, QStringLiteral("--model"),
             isWhole ? tinyEncoder() : llamaWithWords(), QStringLiteral("--set"), QStringLiteral("epochs=12"),
             QStringLiteral("--set"), QStringLiteral("batch_size=16"), QStringLiteral("--set"),
             QStringLiteral("warmup=0.1"), QStringLiteral("--set"), QStringLiteral("learning_rate=") + rate,
             QStringLiteral("--set"), QStringLiteral("head_learning_rate=") + rate, QStringLiteral("--adapter-out"),
             adapter, QStringLiteral("--json")});
        QVERIFY2(tuned.exitCode == 0, tuned.out.constData());
        const nlohmann::json json = tuned.json();
        QVERIFY(json["state"] == "finished");
        QVERIFY2(json["test"]["metrics"]["macro_f1"] >= 0.9, tuned.out.constData());
        QCOMPARE(QFile::exists(adapter + QStringLiteral("/model.safetensors")), isWhole);
        QCOMPARE(QFile::exists(adapter + QStringLiteral("/adapter_config.json")), !isWhole);

        const Finished judged = runProgram({QStringLiteral("evaluate"), tweets(), QStringLiteral("--adapter"), adapter,
                                            QStringLiteral("--side"), QStringLiteral("all"), QStringLiteral("--json")});
        QVERIFY2(judged.exitCode == 0, judged.err.constData());
        QVERIFY(judged.json()["metrics"]["macro_f1"] >= 0.9);
        QCOMPARE(runProgram({QStringLiteral("models"), QStringLiteral("verify"), adapter}).exitCode, 0);

        // A project keeps the same run, and its file is the same.
        const QString project = path(preset + QStringLiteral(".warbler"));
        const Finished predicted = runProgram(
            {QStringLiteral("predict"), tweets(), QStringLiteral("--adapter"), adapter, QStringLiteral("-o"), out});
        QVERIFY2(predicted.exitCode == 0, predicted.err.constData());
        QCOMPARE(runProgram({QStringLiteral("import"), project, tweets()}).exitCode, 0);
        const Finished kept = runProgram({QStringLiteral("predict"), project, QStringLiteral("--adapter"), adapter,
                                          QStringLiteral("-o"), out + u'2'});
        QVERIFY2(kept.exitCode == 0, kept.err.constData());
        QCOMPARE(contentOf(out + u'2'), contentOf(out));
    }

    void aNumberIsLearntEvaluatedAndPredicted_data() {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<QStringList>("settings");
        QTest::newRow("LoRA on a Llama") << "tweet-opinion-regression"
                                         << QStringList{QStringLiteral("learning_rate=0.02"),
                                                        QStringLiteral("head_learning_rate=0.02"),
                                                        QStringLiteral("evaluate_every=20")};
        QTest::newRow("all weights of an encoder")
            << "bert-finetune"
            << QStringList{QStringLiteral("learning_rate=0.003"), QStringLiteral("head_learning_rate=0.003"),
                           QStringLiteral("task=regression"), QStringLiteral("select_by=rmse")};
        QTest::newRow("a head on a frozen encoder")
            << "fast"
            << QStringList{QStringLiteral("head_learning_rate=0.05"), QStringLiteral("task=regression"),
                           QStringLiteral("select_by=rmse"), QStringLiteral("class_weights=none")};
    }
    void aNumberIsLearntEvaluatedAndPredicted() {
        QFETCH(QString, preset);
        QFETCH(QStringList, settings);
        const bool isLora = preset == u"tweet-opinion-regression", isWhole = preset == u"bert-finetune";
        const QString csv = many(QStringLiteral("numbers.csv"), "1.5", "-0.5", 200),
                      adapter = path(preset + QStringLiteral("-number")), out = adapter + QStringLiteral(".csv");
        QStringList command{QStringLiteral("tune"),          csv,
                            QStringLiteral("--preset"),      preset,
                            QStringLiteral("--model"),       isLora ? llamaWithWords() : tinyEncoder(),
                            QStringLiteral("--label"),       QStringLiteral("label"),
                            QStringLiteral("--adapter-out"), adapter,
                            QStringLiteral("--json")};
        for (const QString &setting :
             settings + QStringList{QStringLiteral("epochs=12"), QStringLiteral("batch_size=16"),
                                    QStringLiteral("warmup=0.1")})
            command += QStringList{QStringLiteral("--set"), setting};
        const Finished tuned = runProgram(command);
        QVERIFY2(tuned.exitCode == 0, tuned.err.constData());
        const nlohmann::json json = tuned.json();
        QVERIFY(json["state"] == "finished" && json["positive"].is_null() && json["best_epoch"].is_number());
        const nlohmann::json metrics = json["test"]["metrics"];
        QVERIFY2(metrics["rmse"] < (preset == u"fast" ? 0.9 : 0.4) &&
                     metrics["rmse"] < json["baselines"]["mean"]["metrics"]["rmse"] && metrics["pearson"] > 0.5,
                 json["test"].dump().c_str());
        // The lowest error of all evaluations is the one marked last as best.
        double lowest = 1e9;
        std::int64_t step = 0;
        for (const nlohmann::json &one : json["epochs"])
            if (one["rmse"] < lowest) {
                lowest = one["rmse"];
                step = one["step"];
            }
        if (preset != u"fast")
            QVERIFY(json["best_step"] == step && double(json["validation"]["metrics"]["rmse"]) <= lowest + 1e-3);
        if (isLora)
            QVERIFY(json["epochs"][0]["step"] == 20 && json["epochs"][1]["step"] == 40);
        if (isWhole) {
            const nlohmann::json config =
                nlohmann::json::parse(contentOf(adapter + QStringLiteral("/config.json")).toStdString());
            QVERIFY(config["problem_type"] == "regression" && config["id2label"].size() == 1);
        }
        QCOMPARE(runProgram({QStringLiteral("models"), QStringLiteral("verify"), adapter}).exitCode, 0);

        const Finished judged =
            runProgram({QStringLiteral("evaluate"), csv, QStringLiteral("--adapter"), adapter,
                        QStringLiteral("--label"), QStringLiteral("label"), QStringLiteral("--json")});
        QVERIFY2(judged.exitCode == 0, judged.err.constData());
        for (const char *figure : {"rmse", "mae", "pearson", "r2"})
            QVERIFY2(judged.json()["metrics"][figure].is_number(), judged.out.constData());
        const Finished predicted = runProgram(
            {QStringLiteral("predict"), csv, QStringLiteral("--adapter"), adapter, QStringLiteral("-o"), out});
        QVERIFY2(predicted.exitCode == 0, predicted.err.constData());
        const QVector<QStringList> rows = records(contentOf(out));
        QCOMPARE(rows.size(), 201);
        QCOMPARE(rows[0], (QStringList{QStringLiteral("id"), QStringLiteral("text"), QStringLiteral("label"),
                                       QStringLiteral("w_pred"), QStringLiteral("w_run")}));
        double squares = 0;
        for (int i = 1; i < rows.size(); ++i) {
            bool isNumber = false;
            const double apart = rows[i][3].toDouble(&isNumber) - rows[i][2].toDouble();
            QVERIFY(isNumber);
            squares += apart * apart;
        }
        const Finished all = runProgram({QStringLiteral("evaluate"), csv, QStringLiteral("--adapter"), adapter,
                                         QStringLiteral("--side"), QStringLiteral("all"), QStringLiteral("--label"),
                                         QStringLiteral("label"), QStringLiteral("--json")});
        QVERIFY(std::abs(double(all.json()["metrics"]["rmse"]) - std::sqrt(squares / 200)) < 1e-4);

        // In a project of the same tweets it gives the same file and the same figures.
        const QString project = path(preset + QStringLiteral("-number.warbler"));
        QCOMPARE(runProgram({QStringLiteral("import"), project, csv}).exitCode, 0);
        const Finished kept = runProgram({QStringLiteral("predict"), project, QStringLiteral("--adapter"), adapter,
                                          QStringLiteral("-o"), out + u'2'});
        QVERIFY2(kept.exitCode == 0, kept.err.constData());
        QCOMPARE(contentOf(out + u'2'), contentOf(out));
        // The adapter learnt from the CSV: the project has no split of its own, so what it did not see is unseen.
        const QStringList evaluation{QStringLiteral("evaluate"),  project,
                                     QStringLiteral("--adapter"), adapter,
                                     QStringLiteral("--side"),    QStringLiteral("unseen"),
                                     QStringLiteral("--json")};
        const Finished there = runProgram(evaluation + QStringList{QStringLiteral("--label"), QStringLiteral("label")});
        QVERIFY2(there.exitCode == 0, there.err.constData());
        for (const char *key : {"rows", "left_out", "metrics", "baselines"})
            QVERIFY2(there.json()[key] == judged.json()[key], there.out.constData());
        QVERIFY(runProgram(evaluation + QStringList{QStringLiteral("--label"), QStringLiteral("weight")})
                    .out.contains("no column \\\"weight\\\""));
    }

    void aLabelThatIsNoNumberIsNamed() {
        write(path(QStringLiteral("odd_number.csv")), "id,text,label\n1,a heron,1.5\n2,a dog,much\n3,a cat,-0.5\n");
        const QStringList command{QStringLiteral("tune"),     path(QStringLiteral("odd_number.csv")),
                                  QStringLiteral("--preset"), QStringLiteral("tweet-opinion-regression"),
                                  QStringLiteral("--model"),  source(QStringLiteral("tests/data/configs/llama-2-13b")),
                                  QStringLiteral("--label"),  QStringLiteral("label"),
                                  QStringLiteral("--dry-run")};
        const Finished planned = runProgram(command);
        QCOMPARE(planned.exitCode, 3);
        QVERIFY2(planned.err.contains("line 3") && planned.err.contains("column label") &&
                     planned.err.contains("\"much\"") && planned.err.contains("--missing"),
                 planned.err.constData());
        QVERIFY(runProgram(command + QStringList{QStringLiteral("--missing"), QStringLiteral("much"),
                                                 QStringLiteral("--split"), QStringLiteral("100/0/0")})
                    .exitCode == 0);
        const Finished unfit =
            runProgram({QStringLiteral("tune"), tweets(), QStringLiteral("--set"), QStringLiteral("task=regression"),
                        QStringLiteral("--label"), QStringLiteral("label")});
        QVERIFY(unfit.exitCode != 0);
    }

    void theCodelabTunesEvaluatesAndPredicts() {
        const QString gemma = path(QStringLiteral("gemma"));
        modelWithWords(gemma,
                       R"({"model_type":"gemma","hidden_size":48,"intermediate_size":64,"num_hidden_layers":2,
              "num_attention_heads":4,"num_key_value_heads":2,
                                  "head_dim":12,"max_position_embeddings":256,"rms_norm_eps":1e-6,
                    "vocab_size":180,"bos_token_id":1,"eos_token_id":2,"pad_token_id":0,
                                  "hidden_act":"gelu","hidden_activation":"gelu_pytorch_tanh"})",
                       0.0F);
        const QString csv = many(QStringLiteral("many.csv"), "1", "0"), adapter = path(QStringLiteral("codelab"));
        const Finished tuned =
            runProgram({QStringLiteral("tune"), csv, QStringLiteral("--preset"), QStringLiteral("gemma-codelab"),
                        QStringLiteral("--model"), gemma, QStringLiteral("--set"), QStringLiteral("epochs=1"),
                        QStringLiteral("--set"), QStringLiteral("max_tokens=150"), QStringLiteral("--adapter-out"),
                        adapter, QStringLiteral("--json")});
        QVERIFY2(tuned.exitCode == 0, tuned.err.constData());
        const nlohmann::json json = tuned.json();
        QVERIFY(json["positive"] == "1" && json["split"]["train"] == 800 && json["split"]["test"] == 20 &&
                json["steps"] == 400);
        const Finished judged = runProgram(
            {QStringLiteral("evaluate"), csv, QStringLiteral("--adapter"), adapter, QStringLiteral("--json")});
        QVERIFY2(judged.exitCode == 0, judged.err.constData());
        QVERIFY(judged.json()["rows"] == 20 && judged.json()["metrics"] == json["test"]["metrics"]);
        const Finished predicted = runProgram({QStringLiteral("predict"), tweets(), QStringLiteral("--adapter"),
                                               adapter, QStringLiteral("-o"), adapter + QStringLiteral(".csv")});
        QVERIFY2(predicted.exitCode == 0, predicted.err.constData());
        for (const QStringList &row : records(contentOf(adapter + QStringLiteral(".csv"))).mid(1))
            QVERIFY(std::abs(row[5].toDouble() + row[6].toDouble() - 1) < 1e-5);
        const Finished few = runProgram({QStringLiteral("tune"), tweets(), QStringLiteral("--split"),
                                         QStringLiteral("codelab"), QStringLiteral("--dry-run")});
        QVERIFY2(few.exitCode != 0 && few.err.contains("800"), few.err.constData());
    }

    void aRowWithoutTargetIsNamed() {
        const Finished tuned =
            runProgram({QStringLiteral("tune"), tweets(), QStringLiteral("--preset"), QStringLiteral("notebook"),
                        QStringLiteral("--model"), source(QStringLiteral("tests/data/models/tiny_bloom")),
                        QStringLiteral("--set"), QStringLiteral("max_tokens=20")});
        QCOMPARE(tuned.exitCode, 3);
        QVERIFY2(tuned.err.contains("line ") && tuned.err.contains("nothing is left of its label"),
                 tuned.err.constData());
    }

    void theNotebooksColumnsNeedWords() {
        QStringList command{QStringLiteral("tune"), tweets(), QStringLiteral("--adapter-out"),
                            path(QStringLiteral("head"))};
        command += quickSettings();
        command.last() = QStringLiteral("epochs=1");
        QCOMPARE(runProgram(command).exitCode, 0);
        const Finished predicted =
            runProgram({QStringLiteral("predict"), tweets(), QStringLiteral("--adapter"), path(QStringLiteral("head")),
                        QStringLiteral("-o"), path(QStringLiteral("head.csv")), QStringLiteral("--shape"),
                        QStringLiteral("notebook")});
        QVERIFY(predicted.exitCode != 0);
        QVERIFY2(predicted.err.contains("--shape wide"), predicted.err.constData());
    }

    void aLabelWithoutWordIsNamed() {
        write(path(QStringLiteral("odd.csv")), "id,text,label\n1,a heron,yes\n2,a dog,perhaps\n3,a cat,no\n");
        const Finished tuned =
            runProgram({QStringLiteral("tune"), path(QStringLiteral("odd.csv")), QStringLiteral("--preset"),
                        QStringLiteral("notebook"), QStringLiteral("--model"),
                        source(QStringLiteral("tests/data/models/tiny_bloom"))});
        QCOMPARE(tuned.exitCode, 3);
        QVERIFY2(tuned.err.contains("perhaps") && tuned.err.contains("line 3"), tuned.err.constData());
    }
};

QTEST_APPLESS_MAIN(ReferencePresetsTest)
#include "reference_presets_test.moc"
