// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "tests/app/cli/program.h"

// models merge: a LoRA adapter and its base become one model, which says the same without the adapter.
class MergeTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    static QString oneword() { return source(QStringLiteral("tests/data/tweets/oneword.csv")); }
    static QString tinyBloom() { return source(QStringLiteral("tests/data/models/tiny_bloom")); }
    static QString published(const QString &name) {
        return source(QStringLiteral("tests/golden/adapter_logits/") + name);
    }
    static QStringList merge(const QString &model, const QString &adapter, const QString &out) {
        return {QStringLiteral("models"),
                QStringLiteral("merge"),
                model,
                QStringLiteral("--adapter"),
                adapter,
                QStringLiteral("-o"),
                out,
                QStringLiteral("--json")};
    }
    static Finished score(const QString &model, const QStringList &more) {
        return runProgram(
            QStringList{QStringLiteral("score"), model, QStringLiteral("--device"), QStringLiteral("cpu")} + more,
            "hen in the garden\nfox\nA seal in front of the town hall!\n");
    }
    // Largest distance of the numbers that two calls of score print.
    static double distance(const Finished &one, const Finished &other, const char *field) {
        const QList<QByteArray> a = one.out.trimmed().split('\n'), b = other.out.trimmed().split('\n');
        if (a.size() != 3 || b.size() != 3)
            return INFINITY;
        double apart = 0;
        for (qsizetype i = 0; i < 3; ++i) {
            const auto x = nlohmann::json::parse(a[i].toStdString()).at(field).get<std::vector<double>>();
            const auto y = nlohmann::json::parse(b[i].toStdString()).at(field).get<std::vector<double>>();
            if (x.size() != y.size())
                return INFINITY;
            for (std::size_t k = 0; k < x.size(); ++k)
                apart = std::max(apart, std::abs(x[k] - y[k]));
        }
        return apart;
    }
    void isRefused(const Finished &finished, int exitCode, const char *word) {
        QCOMPARE(finished.exitCode, exitCode);
        QVERIFY2((finished.err + finished.out).contains(word), (finished.err + finished.out).constData());
    }

private Q_SLOTS:
    void initTestCase() {
        const Finished trained = runProgram(
            QStringList{QStringLiteral("tune"), oneword(), QStringLiteral("--adapter-out"),
                        path(QStringLiteral("lora")), QStringLiteral("--device"), QStringLiteral("cpu")} +
            quickSettings() +
            QStringList{QStringLiteral("--set"), QStringLiteral("method=lora"), QStringLiteral("--set"),
                        QStringLiteral("pooling=first_row"), QStringLiteral("--set"), QStringLiteral("epochs=3")});
        QVERIFY2(trained.exitCode == 0, trained.err.constData());
        const Finished merged =
            runProgram(merge(tinyEncoder(), path(QStringLiteral("lora")), path(QStringLiteral("merged"))));
        QVERIFY2(merged.exitCode == 0, merged.err.constData());
        QVERIFY(merged.json()["merged"] == 4);  // query and value of two layers
        QVERIFY(merged.json()["warnings"].empty());
        QVERIFY(merged.json()["bytes"].get<qint64>() <=
                QFileInfo(path(QStringLiteral("merged/model.safetensors"))).size());
    }

    void theMergedModelScoresAsTheAdapter() {
        const Finished adapter = score(tinyEncoder(), {QStringLiteral("--adapter"), path(QStringLiteral("lora"))});
        const Finished merged =
            score(path(QStringLiteral("merged")), {QStringLiteral("--adapter"), path(QStringLiteral("merged"))});
        QVERIFY2(adapter.exitCode == 0 && merged.exitCode == 0, (adapter.err + merged.err).constData());
        QVERIFY(distance(adapter, merged, "logits") < 1e-5);
    }

    void theMergedModelClassifiesAsTheAdapter() {
        for (const char *name : {"lora", "merged"}) {
            const Finished done =
                runProgram({QStringLiteral("predict"), oneword(), QStringLiteral("--adapter"),
                            path(QLatin1String(name)), QStringLiteral("--device"), QStringLiteral("cpu"),
                            QStringLiteral("-o"), path(QLatin1String(name) + QStringLiteral(".csv"))});
            QVERIFY2(done.exitCode == 0, done.err.constData());
        }
        const QVector<QStringList> adapter = records(contentOf(path(QStringLiteral("lora.csv")))),
                                   merged = records(contentOf(path(QStringLiteral("merged.csv"))));
        QCOMPARE(merged.size(), adapter.size());
        const qsizetype answer = adapter[0].indexOf(QStringLiteral("w_pred"));
        QVERIFY(answer > 0);
        for (qsizetype i = 0; i < merged.size(); ++i)
            QCOMPARE(merged[i][answer], adapter[i][answer]);
    }

    void aCausalModelAnswersAsWithTheAdapter() {
        const Finished made = runProgram(
            merge(tinyBloom(), published(QStringLiteral("lora_causal_bloom")), path(QStringLiteral("bloom"))));
        QVERIFY2(made.exitCode == 0, made.err.constData());
        const QStringList labels{QStringLiteral("--labels"), QStringLiteral(" yes| no")};
        const Finished adapter =
            score(tinyBloom(), {QStringLiteral("--adapter"), published(QStringLiteral("lora_causal_bloom")),
                                QStringLiteral("--template"), QStringLiteral("{text}"), QStringLiteral("--labels"),
                                QStringLiteral(R"({"0":" yes","1":" no"})")});
        const Finished merged = score(path(QStringLiteral("bloom")), labels), bare = score(tinyBloom(), labels);
        QVERIFY2(adapter.exitCode == 0 && merged.exitCode == 0 && bare.exitCode == 0,
                 (adapter.err + merged.err + bare.err).constData());
        QVERIFY(distance(adapter, merged, "log_probs") < 1e-5);
        QVERIFY(distance(bare, merged, "log_probs") > 1e-2);
    }

    void aFolderThatHoldsSomethingStays() {
        QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("full")));
        write(path(QStringLiteral("full/mine.txt")), "mine");
        isRefused(runProgram(merge(tinyEncoder(), path(QStringLiteral("lora")), path(QStringLiteral("full")))), 2,
                  "not an empty folder");
        QCOMPARE(contentOf(path(QStringLiteral("full/mine.txt"))), QByteArray("mine"));
    }

    void aSoftPromptIsRefused() {
        isRefused(runProgram(merge(tinyBloom(), published(QStringLiteral("prompt_causal_bloom")),
                                   path(QStringLiteral("none")))),
                  4, "PROMPT_TUNING");
        QVERIFY(!QFileInfo::exists(path(QStringLiteral("none"))));
    }

    void aWholeModelIsRefused() {
        isRefused(runProgram(merge(tinyEncoder(), path(QStringLiteral("merged")), path(QStringLiteral("none")))), 4,
                  "only LoRA");
        QVERIFY(!QFileInfo::exists(path(QStringLiteral("none"))));
    }

    void anotherBaseIsRefused() {
        isRefused(runProgram(merge(tinyBloom(), path(QStringLiteral("lora")), path(QStringLiteral("none")))), 4,
                  "fit no linear layer");
        QVERIFY(!QFileInfo::exists(path(QStringLiteral("none"))));
    }
};

QTEST_APPLESS_MAIN(MergeTest)
#include "merge_test.moc"
