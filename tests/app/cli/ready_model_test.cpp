// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/models/safetensors.h"
#include "tests/app/cli/program.h"
#include "tests/golden/golden.h"

// A model of the hub with a classification head of its own classifies as it is: no adapter, no labels.
class ReadyModelTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString model() const { return path(QStringLiteral("sentiment")); }
    static const nlohmann::json &wanted() { return warbler::golden("families.json").at("cases").at("head_encoder"); }

    // Rows of the file as the program classified them.
    QVector<QStringList> classified(const QStringList &more) const {
        const Finished finished = runProgram(QStringList{QStringLiteral("predict"), path(QStringLiteral("tweets.csv")),
                                                         QStringLiteral("-o"), path(QStringLiteral("out.csv"))} +
                                             more);
        if (finished.exitCode != 0)
            qWarning("%s", finished.err.constData());
        return finished.exitCode == 0 ? records(contentOf(path(QStringLiteral("out.csv")))) : QVector<QStringList>();
    }

private Q_SLOTS:
    void initTestCase() {
        QDir().mkpath(model());
        warbler::TensorMap tensors;
        for (const auto &[name, tensor] : warbler::readSafetensors(tinyEncoder().toStdString() + "/model.safetensors"))
            tensors["bert." + name] = tensor;
        std::vector<float> weight, bias = wanted().at("added").at("classifier.bias");
        for (const nlohmann::json &row : wanted().at("added").at("classifier.weight"))
            for (const nlohmann::json &value : row)
                weight.push_back(value);
        tensors["classifier.weight"] = warbler::HostTensor::fromFloats({3, 96}, weight);
        tensors["classifier.bias"] = warbler::HostTensor::fromFloats({3}, bias);
        warbler::writeSafetensors(model().toStdString() + "/model.safetensors", tensors);
        write(model() + QStringLiteral("/config.json"), QByteArray::fromStdString(wanted().at("config").dump()));
        QVERIFY(QFile::copy(tinyEncoder() + QStringLiteral("/tokenizer.json"),
                            model() + QStringLiteral("/tokenizer.json")));
        QByteArray csv = "id,text,label\n";
        for (int i = 0; i < 30; ++i)
            csv += QByteArray::number(i) +
                   (i % 3 == 0   ? ",the vaccine works"
                    : i % 3 == 1 ? ",a tower"
                                 : ",nothing at all") +
                   (i % 2 == 0 ? ",yes\n" : ",no\n");
        write(path(QStringLiteral("tweets.csv")), csv);
    }

    void scoreGivesItsLogits() {
        const Finished finished = runProgram({QStringLiteral("score"), model()}, "the vaccine works\na tower\n");
        QVERIFY2(finished.exitCode == 0, finished.err.constData());
        const QList<QByteArray> lines = finished.out.trimmed().split('\n');
        QCOMPARE(lines.size(), qsizetype(2));
        QCOMPARE(nlohmann::json::parse(lines[0].toStdString()).at("logits").size(), std::size_t(3));
    }
    void predictNamesItsOwnLabels_data() {
        QTest::addColumn<QString>("option");
        QTest::newRow("as a model") << QStringLiteral("--model");
        QTest::newRow("in place of an adapter") << QStringLiteral("--adapter");
    }
    void predictNamesItsOwnLabels() {
        QFETCH(QString, option);
        const QVector<QStringList> rows = classified({option, model()});
        QCOMPARE(rows.size(), qsizetype(31));
        const qsizetype label = rows[0].indexOf(QStringLiteral("w_pred"));
        QVERIFY2(label >= 0, qPrintable(rows[0].join(QLatin1Char(','))));
        for (qsizetype i = 1; i < rows.size(); ++i)
            QVERIFY(QStringList({QStringLiteral("negative"), QStringLiteral("neutral"), QStringLiteral("positive")})
                        .contains(rows[i][label]));
    }
    void labelsAreMappedToCategoriesAndAddUp() {
        const QVector<QStringList> own = classified({QStringLiteral("--model"), model()});
        const QVector<QStringList> mapped = classified({QStringLiteral("--model"), model(), QStringLiteral("--map"),
                                                        QStringLiteral("negative=no|neutral=no|positive=yes")});
        QCOMPARE(mapped.size(), own.size());
        const auto number = [](const QVector<QStringList> &rows, const QString &column) {
            return rows[1][rows[0].indexOf(column)].toDouble();
        };
        QVERIFY2(mapped[0].contains(QStringLiteral("w_p_no")), qPrintable(mapped[0].join(QLatin1Char(','))));
        QVERIFY(std::abs(number(mapped, QStringLiteral("w_p_no")) - number(own, QStringLiteral("w_p_negative")) -
                         number(own, QStringLiteral("w_p_neutral"))) < 1e-4);
    }
    void aMapThatFitsNotIsRefused() {
        const Finished finished =
            runProgram({QStringLiteral("predict"), path(QStringLiteral("tweets.csv")), QStringLiteral("-o"),
                        path(QStringLiteral("no.csv")), QStringLiteral("--model"), model(), QStringLiteral("--map"),
                        QStringLiteral("LABEL_0=no")});
        QCOMPARE(finished.exitCode, 2);
        QVERIFY2(finished.err.contains("LABEL_0") && finished.err.contains("negative"), finished.err.constData());
        QVERIFY(!QFile::exists(path(QStringLiteral("no.csv"))));
    }
    void evaluateShowsFiguresBesideTheBaselines() {
        const QStringList start{QStringLiteral("evaluate"), path(QStringLiteral("tweets.csv")),
                                QStringLiteral("--model"), model(), QStringLiteral("--json")};
        const Finished unmapped = runProgram(start);
        QVERIFY(unmapped.exitCode != 0);
        QVERIFY2(unmapped.out.contains("--map") || unmapped.err.contains("--map"),
                 (unmapped.out + unmapped.err).constData());
        const Finished finished =
            runProgram(start + QStringList{QStringLiteral("--map"),
                                           QStringLiteral(R"({"negative":"no","neutral":"no","positive":"yes"})")});
        QVERIFY2(finished.exitCode == 0, (finished.out + finished.err).constData());
        const nlohmann::json json = finished.json();
        QVERIFY(json["metrics"]["accuracy"].is_number() && json["metrics"]["brier"].is_number());
        QVERIFY(json["baselines"]["majority"]["metrics"]["accuracy"].is_number());
        QVERIFY(json["baselines"]["tfidf"].is_object());
    }
    void aFolderWithoutAHeadNeedsAnAdapter() {
        const Finished finished =
            runProgram({QStringLiteral("predict"), path(QStringLiteral("tweets.csv")), QStringLiteral("-o"),
                        path(QStringLiteral("no.csv")), QStringLiteral("--model"), tinyEncoder()});
        QCOMPARE(finished.exitCode, 2);
        QVERIFY2(finished.err.contains("no classification head"), finished.err.constData());
    }
    void aProjectClassifiesWithIt() {
        const QString project = path(QStringLiteral("study.warbler"));
        QCOMPARE(runProgram({QStringLiteral("import"), project, path(QStringLiteral("tweets.csv"))}).exitCode, 0);
        const Finished finished =
            runProgram({QStringLiteral("predict"), project, QStringLiteral("--model"), model(), QStringLiteral("--map"),
                        QStringLiteral("negative=no|neutral=no|positive=yes"), QStringLiteral("-o"),
                        path(QStringLiteral("project.csv"))});
        QVERIFY2(finished.exitCode == 0, (finished.out + finished.err).constData());
        const Finished again =
            runProgram({QStringLiteral("predict"), project, QStringLiteral("--run"), QStringLiteral("1"),
                        QStringLiteral("-o"), path(QStringLiteral("again.csv"))});
        QVERIFY2(again.exitCode == 0, (again.out + again.err).constData());
        QCOMPARE(contentOf(path(QStringLiteral("again.csv"))), contentOf(path(QStringLiteral("project.csv"))));
    }
    void metricsOfProbabilitiesHaveBrierAndLogLoss() {
        write(path(QStringLiteral("judged.csv")),
              "truth,predicted,p,raw\n1,1,0.9,2.5\n0,0,0.2,-1\n1,1,0.6,0.4\n1,0,0.3,-0.2\n");
        const QStringList start{QStringLiteral("metrics"),     path(QStringLiteral("judged.csv")),
                                QStringLiteral("--truth"),     QStringLiteral("truth"),
                                QStringLiteral("--predicted"), QStringLiteral("predicted"),
                                QStringLiteral("--positive"),  QStringLiteral("1"),
                                QStringLiteral("--json"),      QStringLiteral("--score")};
        const nlohmann::json figures = runProgram(start + QStringList{QStringLiteral("p")}).json()["metrics"];
        QVERIFY2(std::abs(figures["brier"].get<double>() - 0.175) < 1e-9, figures.dump().c_str());
        QVERIFY2(std::abs(figures["log_loss"].get<double>() - 0.5108256237659907) < 1e-9, figures.dump().c_str());
        QVERIFY(runProgram(start + QStringList{QStringLiteral("raw")}).json()["metrics"]["brier"].is_null());
    }
};

QTEST_GUILESS_MAIN(ReadyModelTest)
#include "ready_model_test.moc"
