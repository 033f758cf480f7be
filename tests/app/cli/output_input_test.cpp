// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <map>
#include <set>

#include <QCryptographicHash>
#include <QDirIterator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

#include "tests/app/cli/program.h"

namespace fs = std::filesystem;

// No command writes over what it reads, whatever the file is called: exit 2 before any work, and every file is as it
// was.
class OutputInputTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::set<QString> m_covered;
    QString at(const QString &name) const { return m_folder.filePath(name); }
    std::string pathTo(const char *name) const { return at(QString::fromLatin1(name)).toStdString(); }
    // Of every file below the folder: which one it is, and what it holds.
    std::map<QString, std::pair<ino_t, QByteArray>> state() const {
        std::map<QString, std::pair<ino_t, QByteArray>> files;
        QDirIterator entries(m_folder.path(), QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
        while (entries.hasNext()) {
            const QString path = entries.next();
            struct stat facts {};
            ::lstat(path.toLocal8Bit().constData(), &facts);
            files[path] = {facts.st_ino, QCryptographicHash::hash(contentOf(path), QCryptographicHash::Sha256)};
        }
        return files;
    }

private Q_SLOTS:
    void initTestCase() {
        fs::copy(tinyEncoder().toStdString(), pathTo("base"));
        fs::copy_file(source(QStringLiteral("tests/data/tweets/oneword.csv")).toStdString(), pathTo("data.csv"));
        const auto succeeds = [](const QStringList &arguments) {
            const Finished done = runProgram(arguments);
            QVERIFY2(done.exitCode == 0,
                     (arguments.join(QLatin1Char(' ')).toUtf8() + ": " + done.err + done.out).constData());
        };
        succeeds({QStringLiteral("import"), at(QStringLiteral("p.warbler")), at(QStringLiteral("data.csv"))});
        succeeds({QStringLiteral("tune"), at(QStringLiteral("data.csv")), QStringLiteral("--model"),
                  at(QStringLiteral("base")), QStringLiteral("--set"), QStringLiteral("epochs=1"),
                  QStringLiteral("--adapter-out"), at(QStringLiteral("mine")), QStringLiteral("--checkpoint-dir"),
                  at(QStringLiteral("checkpoints"))});
        for (const char *shard : {"1/2", "2/2"})
            succeeds({QStringLiteral("predict"), at(QStringLiteral("data.csv")), QStringLiteral("--adapter"),
                      at(QStringLiteral("mine")), QStringLiteral("-o"), at(QStringLiteral("parts")),
                      QStringLiteral("--shard"), QLatin1String(shard)});
        fs::create_symlink("p.warbler", pathTo("project-link"));
        fs::create_symlink("base", pathTo("base-link"));
        fs::create_symlink("p.warbler-wal", pathTo("wal-link"));
        fs::create_symlink("parts/part-00001-of-00002.csv", pathTo("part-link"));
        fs::create_hard_link(pathTo("data.csv"), pathTo("same.csv"));
        fs::create_hard_link(pathTo("p.warbler"), pathTo("same.warbler"));
        fs::create_hard_link(pathTo("base/model.safetensors"), pathTo("weights-again"));
    }

    // Words of a command; @name is a path in the folder.
    void refusesToWriteOverWhatItReads_data() {
        QTest::addColumn<QString>("command");
        for (const char *command :
             {"export @p.warbler -o @p.warbler",
              "export @p.warbler -o @project-link",
              "export @project-link -o @p.warbler",
              "export @p.warbler -o @same.warbler",
              "export @p.warbler -o @p.warbler-wal",
              "export @p.warbler -o @wal-link",
              "export @p.warbler -o @p.warbler-shm",
              "export @p.warbler -o @p.warbler-journal",
              "export @p.warbler -o @p.warbler.warbler-lock",
              "export @p.warbler --profile excel -o @p.warbler",
              "rejected @p.warbler -o @p.warbler",
              "rejected @project-link -o @same.warbler",
              "rejected @p.warbler -o @p.warbler.warbler-lock",
              "predict @data.csv --adapter @mine -o @data.csv",
              "predict @data.csv --adapter @mine -o @same.csv",
              "predict @data.csv --adapter @mine -o @mine/warbler.json",
              "predict @data.csv --adapter @mine -o @mine",
              "predict @data.csv --adapter @mine -o @base/model.safetensors",
              "predict @data.csv --adapter @mine -o @weights-again",
              "predict @data.csv --adapter @mine --profile excel -o @base-link/config.json",
              "predict @p.warbler --adapter @mine -o @p.warbler",
              "predict @p.warbler --adapter @mine -o @project-link",
              "predict @p.warbler --adapter @mine -o @p.warbler-journal",
              "predict @p.warbler --adapter @mine -o @base/tokenizer.json",
              "predict @p.warbler --run 1 -o @same.warbler",
              "predict @parts/part-00001-of-00002.csv --adapter @mine --shard 1/2 -o @parts",
              "predict @parts/part-00001-of-00002.json --adapter @mine --shard 1/2 -o @parts",
              "predict @data.csv --adapter @mine --shard 1/2 -o @mine",
              "predict @data.csv --adapter @mine --shard 1/2 -o @base-link",
              "merge -o @parts/part-00001-of-00002.csv @parts",
              "merge -o @parts/part-00002-of-00002.json @parts",
              "merge -o @part-link @parts",
              "merge -o @parts/part-00001-of-00002.json @parts/part-00001-of-00002.csv @parts/part-00002-of-00002.csv",
              "merge -o @parts @parts",
              "merge @p.warbler @p.warbler",
              "tune @data.csv --model @base --adapter-out @base",
              "tune @data.csv --model @base --adapter-out @base-link",
              "tune @data.csv --model @base --adapter-out @data.csv",
              "tune @p.warbler --model @base --adapter-out @p.warbler",
              "tune @p.warbler --model @base --adapter-out @base/",
              "tune @data.csv --model @base --checkpoint-dir @base-link",
              "tune @data.csv --model @base --folds 2 -o @data.csv",
              "tune @data.csv --model @base --folds 2 -o @same.csv",
              "tune @p.warbler --model @base --folds 2 -o @p.warbler",
              "tune @p.warbler --model @base --folds 2 -o @wal-link",
              "tune @data.csv --model @base --folds 2 -o @base/config.json",
              "models merge @base --adapter @mine -o @base",
              "models merge @base-link --adapter @mine -o @mine",
              "import @data.csv @data.csv",
              "import @data.csv @same.csv",
              "import @p.warbler @same.warbler",
              "import @p.warbler @p.warbler-wal"})
            QTest::newRow(command) << QString::fromLatin1(command);
    }
    void refusesToWriteOverWhatItReads() {
        QFETCH(QString, command);
        QStringList words = command.split(QLatin1Char(' '));
        m_covered.insert(words.first());
        for (QString &word : words)
            if (word.startsWith(QLatin1Char('@')))
                word = at(word.mid(1));
        const auto before = state();
        const Finished done = runProgram(words + QStringList{QStringLiteral("--json")});
        const std::string what = done.out.toStdString() + done.err.toStdString();
        QVERIFY2(done.exitCode == 2, what.c_str());
        QVERIFY2(done.json().is_object() && done.json().contains("error") && done.json()["error"]["code"] == "Usage",
                 what.c_str());
        QVERIFY(state() == before);
    }

    // A command that learns to write a file has to stand above.
    void coversEveryCommandThatWritesAFile() {
        const QByteArray help = runProgram({QStringLiteral("--help")}).out;
        const QRegularExpression line(QStringLiteral("^  ([a-z]+) "), QRegularExpression::MultilineOption);
        const QString text = QString::fromUtf8(help.mid(help.indexOf("Subcommands:")));
        int commands = 0;
        for (auto found = line.globalMatch(text); found.hasNext(); ++commands) {
            const QString command = found.next().captured(1);
            QByteArray own = runProgram({command, QStringLiteral("--help")}).out;
            if (command == QLatin1String("models"))
                own += runProgram({command, QStringLiteral("merge"), QStringLiteral("--help")}).out;
            if (own.contains(" -o ") || own.contains("-out ") || own.contains("-dir "))
                QVERIFY2(m_covered.count(command) == 1, qPrintable(command));
        }
        QVERIFY2(commands > 8, help.constData());
    }

    void writesWhereNothingIsRead() {
        const Finished done = runProgram({QStringLiteral("export"), at(QStringLiteral("p.warbler")),
                                          QStringLiteral("-o"), at(QStringLiteral("labels.csv"))});
        QVERIFY2(done.exitCode == 0, done.err.constData());
        QVERIFY(!contentOf(at(QStringLiteral("labels.csv"))).isEmpty());
    }
};

QTEST_APPLESS_MAIN(OutputInputTest)
#include "output_input_test.moc"
