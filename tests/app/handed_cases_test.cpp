// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include "tests/app/cli/program.h"

// The inputs of public bug reports, each with what is right for it: the table is handed_cases.jsonl beside this file,
// one row a line.
//   case      folder below WARBLER_TEST_CASES
//   commands  argument lists of warbler-cli, run one after another in a copy of the folder; base/ and data/, which is
//             WARBLER_TEST_DATA, stand in it
//   expected  of the last command, whose predecessors must end with 0:
//     exit    exit code, 0 where it is not given
//     scores  a file with a line "reference…: [[…]]": its numbers are the log_probs or logits, within 1e-5
//     ids     a file with the token ids of every line
//     json    {"/pointer": value} of the JSON document on standard output
//     files   {"name": [parts]} of files that the commands have written
//     out, err, never   parts of standard output, of standard error, of neither
class HandedCasesTest : public QObject {
    Q_OBJECT
private slots:
    void isRightFor_data();
    void isRightFor();
    void everyCaseHasARowThatExpectsSomething();

private:
    using Json = nlohmann::json;
    static std::vector<Json> table();
    static Finished lastOf(const Json &row, const QString &folder);
    static void compareScores(const Finished &finished, const QString &file);
    static void compareIds(const Finished &finished, const QString &file);
    static void compareJson(const Finished &finished, const Json &fields);
    static void compareFiles(const QString &folder, const Json &files);
};

namespace {
namespace fs = std::filesystem;

std::string casesFolder() {
    const std::string given = qEnvironmentVariable("WARBLER_TEST_CASES").toStdString();
    return given.empty() ? qEnvironmentVariable("WARBLER_TEST_DATA").toStdString() + "/../cases" : given;
}

QStringList argumentsOf(const nlohmann::json &command) {
    QStringList arguments;
    for (const nlohmann::json &argument : command)
        arguments.append(QString::fromStdString(argument.get<std::string>()));
    return arguments;
}

std::vector<nlohmann::json> linesOf(const QByteArray &output) {
    std::vector<nlohmann::json> lines;
    for (const QByteArray &line : output.split('\n'))
        if (!line.isEmpty())
            lines.push_back(nlohmann::json::parse(line.toStdString(), nullptr, false));
    return lines;
}
}  // namespace

std::vector<nlohmann::json> HandedCasesTest::table() {
    return linesOf(contentOf(source(QStringLiteral("tests/app/handed_cases.jsonl"))));
}

Finished HandedCasesTest::lastOf(const Json &row, const QString &folder) {
    fs::copy(casesFolder() + "/" + row.at("case").get<std::string>(), folder.toStdString(),
             fs::copy_options::recursive);
    for (const fs::directory_entry &entry : fs::recursive_directory_iterator(folder.toStdString()))
        fs::permissions(entry.path(), fs::perms::owner_write, fs::perm_options::add);
    fs::create_directory_symlink(fs::canonical(casesFolder() + "/base"), folder.toStdString() + "/base");
    fs::create_directory_symlink(fs::canonical(qEnvironmentVariable("WARBLER_TEST_DATA").toStdString()),
                                 folder.toStdString() + "/data");
    QDir::setCurrent(folder);
    Finished finished;
    for (const Json &command : row.at("commands")) {
        finished = runProgram(argumentsOf(command));
        if (&command != &row.at("commands").back() && finished.exitCode != 0)
            break;
    }
    return finished;
}

void HandedCasesTest::compareScores(const Finished &finished, const QString &file) {
    Json wanted;
    for (const QByteArray &line : contentOf(file).split('\n'))
        if (line.startsWith("reference"))
            wanted = Json::parse(line.mid(line.indexOf("[[")).toStdString(), nullptr, false);
    QVERIFY2(wanted.is_array() && !wanted.empty(), "the reference's numbers are not in the file");
    const std::vector<Json> lines = linesOf(finished.out);
    QCOMPARE(lines.size(), wanted.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Json numbers = lines[i].contains("logits") ? lines[i]["logits"] : lines[i]["log_probs"];
        QCOMPARE(numbers.size(), wanted[i].size());
        for (std::size_t k = 0; k < numbers.size(); ++k)
            QVERIFY2(std::abs(numbers[k].get<double>() - wanted[i][k].get<double>()) <= 1e-5,
                     qPrintable(QStringLiteral("line %1: %2, wanted %3")
                                    .arg(i + 1)
                                    .arg(numbers[k].get<double>(), 0, 'g', 9)
                                    .arg(wanted[i][k].get<double>(), 0, 'g', 9)));
    }
}

void HandedCasesTest::compareIds(const Finished &finished, const QString &file) {
    const std::vector<Json> lines = linesOf(finished.out);
    const Json wanted = Json::parse(contentOf(file).toStdString());
    QCOMPARE(lines.size(), wanted.size());
    for (std::size_t i = 0; i < lines.size(); ++i)
        QVERIFY2(lines[i] == wanted[i],
                 ("line " + std::to_string(i + 1) + ": " + lines[i].dump() + ", wanted " + wanted[i].dump()).c_str());
}

void HandedCasesTest::compareJson(const Finished &finished, const Json &fields) {
    const Json document = finished.json();
    for (const auto &[pointer, value] : fields.items())
        QVERIFY2(document.is_object() && document.contains(Json::json_pointer(pointer)) &&
                     document.at(Json::json_pointer(pointer)) == value,
                 (pointer + " is not " + value.dump() + " in " + (finished.out + finished.err).toStdString()).c_str());
}

void HandedCasesTest::compareFiles(const QString &folder, const Json &files) {
    for (const auto &[name, parts] : files.items()) {
        const QByteArray content = contentOf(folder + QLatin1Char('/') + QString::fromStdString(name));
        for (const Json &part : parts)
            QVERIFY2(content.contains(part.get<std::string>().c_str()),
                     (part.dump() + " is not in " + name + ": " + content.left(2000).toStdString()).c_str());
    }
}

void HandedCasesTest::isRightFor_data() {
    QTest::addColumn<int>("index");
    int index = 0;
    for (const Json &row : table()) {
        const std::string name = row.at("case").get<std::string>();
        QTest::newRow((name + " " + std::to_string(index + 1)).c_str()) << index;
        ++index;
    }
}

void HandedCasesTest::isRightFor() {
    QFETCH(int, index);
    const Json row = table().at(static_cast<std::size_t>(index)), &expected = row.at("expected");
    const QTemporaryDir temporary;
    const QString folder = temporary.filePath(QStringLiteral("case"));
    const Finished finished = lastOf(row, folder);
    const QByteArray streams = finished.out + finished.err;
    QVERIFY2(finished.exitCode == expected.value("exit", 0),
             (QByteArray::number(finished.exitCode) + ": " + streams).constData());
    if (expected.contains("scores"))
        compareScores(finished, folder + QLatin1Char('/') + QString::fromStdString(expected["scores"]));
    if (expected.contains("ids"))
        compareIds(finished, folder + QLatin1Char('/') + QString::fromStdString(expected["ids"]));
    compareJson(finished, expected.value("json", Json::object()));
    compareFiles(folder, expected.value("files", Json::object()));
    for (const Json &part : expected.value("out", Json::array()))
        QVERIFY2(finished.out.contains(part.get<std::string>().c_str()), streams.constData());
    for (const Json &part : expected.value("err", Json::array()))
        QVERIFY2(finished.err.contains(part.get<std::string>().c_str()), streams.constData());
    for (const Json &part : expected.value("never", Json::array()))
        QVERIFY2(!streams.contains(part.get<std::string>().c_str()), streams.constData());
}

void HandedCasesTest::everyCaseHasARowThatExpectsSomething() {
    const std::vector<Json> rows = table();
    QVERIFY(!rows.empty());
    for (const fs::directory_entry &entry : fs::directory_iterator(casesFolder())) {
        const std::string name = entry.path().filename();
        QVERIFY2(!fs::exists(entry.path() / "README") ||
                     std::any_of(rows.begin(), rows.end(), [&](const Json &row) { return row.at("case") == name; }),
                 (name + " has no row").c_str());
    }
    for (const Json &row : rows) {
        QVERIFY2(row.is_object() && row.contains("case") && !row.at("commands").empty() && !row.at("expected").empty(),
                 row.dump().c_str());
        for (const auto &item : row.at("expected").items())
            QVERIFY2(QStringList({"exit", "scores", "ids", "json", "files", "out", "err", "never"})
                         .contains(QString::fromStdString(item.key())),
                     row.dump().c_str());
    }
}

int main(int argumentCount, char **arguments) {
    if (!fs::exists(casesFolder() + "/base")) {
        std::printf("skipped: %s is not there (WARBLER_TEST_CASES)\n", casesFolder().c_str());
        return 77;
    }
    HandedCasesTest test;
    return QTest::qExec(&test, argumentCount, arguments);
}
#include "handed_cases_test.moc"
