// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QVector>

#include <nlohmann/json.hpp>

class QProcess;

// warbler-cli as a script sees it: arguments in, exit code and streams out.
struct Finished {
    int exitCode = -1;
    QByteArray out, err;
    nlohmann::json json() const { return nlohmann::json::parse(out.toStdString(), nullptr, false); }
};
// How a started process ended; after four minutes it is killed and its exit code is -1.
Finished endOf(QProcess &process);
Finished runProgram(const QStringList &arguments, const QByteArray &input = {});

QString program();
QString source(const QString &path);  // a file of the checkout
QString tinyEncoder();
// Settings with which the tiny encoder learns the one-word tweets in seconds.
QStringList quickSettings();
QByteArray contentOf(const QString &path);
void write(const QString &path, const QByteArray &bytes);
// Records of a CSV as the Data profile writes it.
QVector<QStringList> records(const QByteArray &csv);
