// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "tests/app/cli/program.h"

namespace fs = std::filesystem;

// Paths, texts and files that are not what a command can take: a sentence of its own for each kind, at once, never a
// crash.
class RefusedPathsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QByteArray m_root;
    std::string at(const std::string &name) const { return m_root.toStdString() + "/" + name; }
    // Arguments are bytes; QProcess would make them text. Without root's right to enter every folder.
    Finished run(const std::vector<std::string> &arguments) const {
        QProcess process;
        process.setChildProcessModifier([arguments] {
            ::prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0);
            ::prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH, 0, 0, 0);
            std::vector<char *> words;
            for (const std::string &argument : arguments)
                words.push_back(const_cast<char *>(argument.c_str()));
            words.push_back(nullptr);
            ::execv(words[0], words.data());
            ::_exit(127);
        });
        process.start(program(), {});
        process.closeWriteChannel();
        return endOf(process);
    }
    // @name is a path in the folder.
    Finished runWords(const QByteArray &command) const {
        std::vector<std::string> arguments{program().toStdString()};
        for (const QByteArray &word : command.split(' '))
            arguments.push_back(word.startsWith('@') ? at(word.mid(1).toStdString()) : word.toStdString());
        return run(arguments);
    }
    void fails(const QByteArray &command, int exitCode, const QByteArray &words) const {
        const Finished done = runWords(command);
        const QByteArray told = command + "\n" + QByteArray::number(done.exitCode) + ": " + done.err + done.out;
        QVERIFY2(done.exitCode == exitCode, told.constData());
        QVERIFY2((done.err + done.out).contains(words), told.constData());
        QVERIFY2(!(done.err + done.out).contains("internal error"), told.constData());
    }
    void copyModel(const std::string &name) const { fs::copy(tinyEncoder().toStdString(), at(name)); }
    void copyAdapter(const std::string &name) const {
        fs::remove_all(at(name));
        fs::copy(at("mine"), at(name));
    }

private Q_SLOTS:
    void initTestCase() {
        m_root = QFile::encodeName(m_folder.path());
        const Finished made =
            runProgram(QStringList{QStringLiteral("tune"), source(QStringLiteral("tests/data/tweets/oneword.csv")),
                                   QStringLiteral("--adapter-out"), m_folder.filePath(QStringLiteral("mine"))} +
                       quickSettings() + QStringList{QStringLiteral("--set"), QStringLiteral("epochs=1")});
        QVERIFY2(made.exitCode == 0, made.err.constData());
        const Finished project = runProgram({QStringLiteral("import"), m_folder.filePath(QStringLiteral("p.warbler")),
                                             source(QStringLiteral("tests/data/tweets/oneword.csv"))});
        QVERIFY2(project.exitCode == 0, project.err.constData());
        fs::copy_file(source(QStringLiteral("tests/data/tweets/oneword.csv")).toStdString(), at("data.csv"));
    }

    void opensRegularFilesOnly() {
        QCOMPARE(::mkfifo(at("pipe").c_str(), 0600), 0);
        for (const char *command :
             {"import @new.warbler @pipe", "predict @pipe --adapter @mine -o @out.csv", "tune @pipe --model @mine",
              "metrics @pipe --truth a --predicted b", "evaluate @pipe --adapter @mine", "tokenize default @pipe",
              "predict /dev/zero --adapter @mine -o @out.csv"})
            fails(command, 3, "a pipe or a device");
        for (const char *file : {"adapter_config.json", "adapter_model.safetensors", "warbler.json"}) {
            copyAdapter("piped");
            fs::remove(at(std::string("piped/") + file));
            QCOMPARE(::mkfifo(at(std::string("piped/") + file).c_str(), 0600), 0);
            fails("predict @data.csv --adapter @piped -o @out.csv", 3, "a pipe or a device");
        }
        for (const char *file : {"config.json", "model.safetensors", "tokenizer.json"}) {
            fs::remove_all(at("model"));
            copyModel("model");
            fs::remove(at(std::string("model/") + file));
            QCOMPARE(::mkfifo(at(std::string("model/") + file).c_str(), 0600), 0);
            fails("tune @data.csv --model @model --set epochs=1", 3, "a pipe or a device");
        }
    }
    void namesAFolderThatMayNotBeEntered() {
        fs::create_directories(at("closed"));
        fs::copy_file(at("data.csv"), at("closed/data.csv"));
        fs::copy_file(at("p.warbler"), at("closed/p.warbler"));
        fs::copy(at("mine"), at("closed/mine"));
        QCOMPARE(::chmod(at("closed").c_str(), 0), 0);
        for (const char *command :
             {"import @new.warbler @closed/data.csv", "import @closed/new.warbler @data.csv", "info @closed/p.warbler",
              "export @closed/p.warbler -o @out.csv", "predict @closed/data.csv --adapter @mine -o @out.csv",
              "predict @data.csv --adapter @closed/mine -o @out.csv",
              "metrics @closed/data.csv --truth a --predicted b", "evaluate @closed/data.csv --adapter @mine",
              "tokenize default @closed/data.csv", "models show @closed/mine", "models verify @closed/mine",
              "tune @closed/data.csv --preset standard", "merge -o @out.csv @closed/part.csv",
              "label @closed/p.warbler --coder a --tweet 1 --category 1"})
            fails(command, 4, "may not be entered");
        for (const char *command :
             {"export @p.warbler -o @closed/out.csv", "predict @data.csv --adapter @mine -o @closed/out.csv"})
            fails(command, 4, "ermission denied");
        QCOMPARE(::chmod(at("closed").c_str(), 0700), 0);
    }
    void namesANameThatIsTooLong() {
        const QByteArray name(300, 'n');
        for (const char *command : {"import @new.warbler @", "import @data.csv.warbler @", "info @",
                                    "export @p.warbler -o @", "predict @data.csv --adapter @mine -o @",
                                    "predict @data.csv -o @out.csv --adapter @", "metrics --truth a --predicted b @",
                                    "tokenize default @", "tokenize @", "models show @", "models verify @", "tune @"})
            fails(command + name, 4, "300 bytes");
    }
    void namesLinksInACircle() {
        fs::create_symlink("b", at("a"));
        fs::create_symlink("a", at("b"));
        for (const char *command :
             {"import @new.warbler @a", "info @a", "export @p.warbler -o @a", "predict @a --adapter @mine -o @out.csv",
              "predict @data.csv --adapter @a -o @out.csv", "metrics --truth a --predicted b @a", "tokenize default @a",
              "models show @a", "tune @a"})
            fails(command, 4, "circle");
    }
    void takesOtherBytesInPathsAndRefusesThemInTexts() {
        fs::create_directories(at("caf\xE9"));
        fs::copy_file(at("data.csv"), at("caf\xE9/data.csv"));
        copyModel("caf\xE9/model");
        const Finished imported = runWords("import @caf\xE9/p.warbler @caf\xE9/data.csv --json");
        QVERIFY2(imported.exitCode == 0 && imported.json().is_object(), (imported.err + imported.out).constData());
        const Finished tuned = runWords(
            "tune @caf\xE9/p.warbler --model @caf\xE9/model --set epochs=1 --adapter-out @caf\xE9/mine --json");
        QVERIFY2(tuned.exitCode == 0 && tuned.json().is_object(), (tuned.err + tuned.out).constData());
        const Finished predicted = runWords(
            "predict @caf\xE9/data.csv --adapter @caf\xE9/mine --model @caf\xE9/model -o @caf\xE9/out.csv --json");
        QVERIFY2(predicted.exitCode == 0, (predicted.err + predicted.out).constData());
        for (const char *command :
             {"predict @data.csv --adapter @mine -o @out.csv --template caf\xE9{text}",
              "tune @data.csv --set template=caf\xE9", "tune @data.csv --label caf\xE9",
              "tune @data.csv --set init_text=\xE9", "import @new.warbler @data.csv --map 1=caf\xE9",
              "label @p.warbler --coder caf\xE9 --tweet 1 --category 1"})
            fails(command, 2, "not UTF-8");
    }
    void readsAnAdapterWhoseRecordIsDamaged_data() {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("value");
        for (const char *field : {"model", "categories", "config", "rules", "positive", "threshold", "template",
                                  "max_tokens", "scoring", "dtype", "weights_sha256"})
            for (const char *value : {"\"x\"", "3", "[]", "{\"a\":1}", "null"})
                QTest::newRow((std::string(field) + " " + value).c_str()) << QByteArray(field) << QByteArray(value);
    }
    void readsAnAdapterWhoseRecordIsDamaged() {
        QFETCH(QByteArray, field);
        QFETCH(QByteArray, value);
        copyAdapter("damaged");
        nlohmann::json record =
            nlohmann::json::parse(contentOf(QString::fromStdString(at("damaged/warbler.json"))).toStdString());
        record[field.toStdString()] = nlohmann::json::parse(value.toStdString());
        write(QString::fromStdString(at("damaged/warbler.json")), QByteArray::fromStdString(record.dump()));
        const Finished done = runWords("predict @data.csv --adapter @damaged -o @out.csv");
        // The settings of its training are not read again, null is what is not there, and 3 tokens are few but a
        // number.
        const bool mayDo = field == "config" || value == "null" || (field == "max_tokens" && value == "3") ||
                           (field == "rules" && value == "{\"a\":1}");
        QVERIFY2((mayDo && done.exitCode == 0) ||
                     (done.exitCode == 4 && (done.err.contains("warbler.json") || done.err.contains(field))),
                 (QByteArray::number(done.exitCode) + done.err).constData());
        QVERIFY2(!done.err.contains("internal error"), done.err.constData());
    }
    void startsOverWithADamagedHashCache() {
        fs::create_directories(at("cache/warbler"));
        qputenv("XDG_CACHE_HOME", QByteArray::fromStdString(at("cache")));
        for (const char *text : {"[]", "\"x\"", "3", "{", "", "{\"a\":[1]}", "\xFF\xFE", "null"}) {
            write(QString::fromStdString(at("cache/warbler/file_hashes.json")), text);
            const Finished done = runWords("predict @data.csv --adapter @mine -o @out.csv");
            QVERIFY2(done.exitCode == 0, (text + done.err).constData());
        }
        qunsetenv("XDG_CACHE_HOME");
    }
    void refusesNumbersThatAreNone() {
        for (const char *seed : {"18446744073709551616", "-1", "1.5", "x", "1e3", "99999999999999999999999"})
            fails(QByteArray("tune @data.csv --dry-run --seed ") + seed, 2, "whole number");
        const Finished most = runWords("tune @data.csv --dry-run --seed 18446744073709551615 --json");
        QVERIFY2(most.exitCode == 0 && most.json()["config"]["seed"] == 18446744073709551615ULL,
                 (most.err + most.out).constData());
    }
    void refusesASettingThatIsNone() {
        for (const char *setting :
             {"epoch=3", "epochs=x", "epochs", "epochs=-1", "seed=18446744073709551616", "labels=3"})
            fails(QByteArray("tune @data.csv --dry-run --set ") + setting, 2, "--set");
    }
    void takesJsonBeforeTheCommand() {
        for (const char *command :
             {"--json info @p.warbler", "--json --threads 2 info @p.warbler", "info --json @p.warbler"}) {
            const Finished done = runWords(command);
            QVERIFY2(done.exitCode == 0 && done.json()["command"] == "info", (done.err + done.out).constData());
        }
        const Finished failed = runWords("--json info @none.warbler");
        QVERIFY2(failed.exitCode == 4 && failed.json()["command"] == "info" && failed.json().contains("error"),
                 failed.out.constData());
    }
    void saysThatAColumnIsNoneOfCategories() {
        QByteArray csv = "truth,predicted\n";
        for (int i = 0; i < 20000; ++i)
            csv += QByteArray::number(i) + ",1\n";
        write(QString::fromStdString(at("ids.csv")), csv);
        fails("metrics @ids.csv --truth truth --predicted predicted", 3, "1,000 different values");
        fails("metrics @ids.csv --truth predicted --predicted truth", 3, "1,000 different values");
    }
};

QTEST_GUILESS_MAIN(RefusedPathsTest)
#include "refused_paths_test.moc"
