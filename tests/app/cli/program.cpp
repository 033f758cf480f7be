// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/program.h"

#include <QFile>
#include <QProcess>
#include <QTest>

Finished runProgram(const QStringList &arguments, const QByteArray &input) {
    QProcess process;
    process.start(program(), arguments);
    process.write(input);
    process.closeWriteChannel();
    return endOf(process);
}

Finished endOf(QProcess &process) {
    Finished finished;
    if (!process.waitForFinished(240000)) {
        process.kill();
        process.waitForFinished();
        return finished;
    }
    finished.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : 1000;
    finished.out = process.readAllStandardOutput();
    finished.err = process.readAllStandardError();
    return finished;
}

QString program() { return qEnvironmentVariable("WARBLER_TEST_BIN") + QStringLiteral("/warbler-cli"); }

QString source(const QString &path) { return qEnvironmentVariable("WARBLER_TEST_SOURCE") + QLatin1Char('/') + path; }

QString tinyEncoder() { return source(QStringLiteral("tests/data/models/tiny_encoder")); }

QStringList quickSettings() {
    return {QStringLiteral("--model"), tinyEncoder(),
            QStringLiteral("--set"),   QStringLiteral("learning_rate=0.03"),
            QStringLiteral("--set"),   QStringLiteral("head_learning_rate=0.03"),
            QStringLiteral("--set"),   QStringLiteral("epochs=12")};
}

QByteArray contentOf(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes) {
    QFile file(path);
    QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(path));
    QCOMPARE(file.write(bytes), bytes.size());
}

QVector<QStringList> records(const QByteArray &csv) {
    QVector<QStringList> rows;
    QStringList row;
    QByteArray cell;
    bool isQuoted = false;
    for (int i = 0; i < csv.size(); ++i) {
        const char byte = csv[i];
        if (isQuoted && byte == '"' && i + 1 < csv.size() && csv[i + 1] == '"') {
            cell += '"';
            ++i;
        } else if (byte == '"') {
            isQuoted = !isQuoted;
        } else if (!isQuoted && (byte == ',' || byte == '\n')) {
            row.append(QString::fromUtf8(cell));
            cell.clear();
            if (byte == '\n') {
                rows.append(row);
                row.clear();
            }
        } else {
            cell += byte;
        }
    }
    return rows;
}
