// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstdint>
#include <filesystem>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "tests/app/cli/program.h"
#include "tests/bench/random_model.h"

// A folder in the full shape of bloomz-560m, in shards, with random weights: loaded, trained for 20 steps and saved,
// its memory beside the estimate.
class LargeModelTest : public QObject {
    Q_OBJECT

private:
    // Below the test's own home, in the build tree: /tmp is often memory, and small.
    QTemporaryDir m_folder{QDir::homePath() + QStringLiteral("/large_model-XXXXXX")};
    QString path(const QString &name) const { return m_folder.filePath(name); }

    QString modelFolder(bool isHalf) {
        const QString folder = path(isHalf ? QStringLiteral("half") : QStringLiteral("single"));
        QDir().mkpath(folder);
        QFile::copy(source(QStringLiteral("tests/data/configs/bloomz-560m/config.json")),
                    folder + QStringLiteral("/config.json"));
        QFile::copy(source(QStringLiteral("tests/data/models/tiny_bloom/tokenizer.json")),
                    folder + QStringLiteral("/tokenizer.json"));
        warbler::writeRandomWeights(folder.toStdString(), isHalf, 3);
        return folder;
    }

private Q_SLOTS:
    void initTestCase() {
        // Not QStorageInfo: it knows mounted roots only, and no disk at all in a chroot.
        QVERIFY2(std::filesystem::space(m_folder.path().toStdString()).available > (std::uintmax_t(4) << 30),
                 qPrintable(QStringLiteral("this test needs 4 GB of disk in ") + m_folder.path()));
        QByteArray csv = "id,text,label\n";
        for (int i = 0; i < 50; ++i)
            csv += QByteArray::number(i) + (i % 2 == 0 ? ",there is a heron " : ",there is a lantern ") +
                   QByteArray::number(i * 7) + (i % 2 == 0 ? ",1\n" : ",2\n");
        write(path(QStringLiteral("tweets.csv")), csv);
    }

    void isLoadedTrainedAndSaved_data() {
        QTest::addColumn<bool>("isHalf");
        QTest::newRow("fp32") << false;
        QTest::newRow("bf16") << true;
    }
    void isLoadedTrainedAndSaved() {
        QFETCH(bool, isHalf);
        const QString model = modelFolder(isHalf), adapter = model + QStringLiteral("/adapter");
        const QStringList command{
            QStringLiteral("tune"),       path(QStringLiteral("tweets.csv")),
            QStringLiteral("--preset"),   QStringLiteral("peft-guide"),
            QStringLiteral("--model"),    model,
            QStringLiteral("--split"),    QStringLiteral("0.8"),
            QStringLiteral("--set"),      QStringLiteral("epochs=1"),
            QStringLiteral("--set"),      QStringLiteral("batch_size=2"),
            QStringLiteral("--set"),      QStringLiteral(R"(labels={"1":"it","2":"no it"})"),
            QStringLiteral("--positive"), QStringLiteral("1"),
            QStringLiteral("--set"),      isHalf ? QStringLiteral("dtype=bfloat16") : QStringLiteral("dtype=float32"),
            QStringLiteral("--json")};
        const nlohmann::json plan = runProgram(command + QStringList{QStringLiteral("--dry-run")}).json();
        QVERIFY(plan["parameters"] == 559214592);
        const Finished tuned = runProgram(command + QStringList{QStringLiteral("--adapter-out"), adapter});
        QVERIFY2(tuned.exitCode == 0, tuned.out.constData());
        const nlohmann::json json = tuned.json();
        QCOMPARE(int(json["steps"]), 20);
        QVERIFY(std::isfinite(json["epochs"][0]["train_loss"].get<double>()));
        QCOMPARE(runProgram({QStringLiteral("models"), QStringLiteral("verify"), adapter}).exitCode, 0);
        const double estimate = plan["memory_bytes"], measured = json["peak_memory_bytes"];
        qInfo("%s: %.2f GB estimated, %.2f GB at the peak", isHalf ? "bf16" : "fp32", estimate / 1e9, measured / 1e9);
        QVERIFY2(std::abs(estimate - measured) <= 0.2 * measured,
                 qPrintable(QStringLiteral("%1 estimated, %2 measured").arg(estimate).arg(measured)));
        QDir(model).removeRecursively();
    }
};

QTEST_APPLESS_MAIN(LargeModelTest)
#include "large_model_test.moc"
