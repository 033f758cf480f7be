// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>

#include <unistd.h>

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/error.h"
#include "core/models/adapter_config.h"
#include "core/models/model_config.h"
#include "core/models/safetensors.h"
#include "core/models/torch_bin.h"
#include "tests/acceptance/syscall_cage.h"
#include "tests/core/models/hostile_corpus.h"

using namespace warbler;
using test::HostileFile;

namespace {
// Seconds of the processor, which do not grow where others use the computer too.
#if defined(__SANITIZE_ADDRESS__)
constexpr double kMostSeconds = 10;
constexpr long kMostKilobytes = 2000000;  // the sanitizer's own shadow
#else
constexpr double kMostSeconds = 1;
constexpr long kMostKilobytes = 100000;
#endif

struct Kind {
    const char *name;
    std::vector<HostileFile> (*files)();
    void (*read)(const std::string &path);
};

const std::vector<Kind> &kinds() {
    static const std::vector<Kind> all = {
        {"safetensors", test::hostileSafetensors, [](const std::string &path) { readSafetensorsTable(path); }},
        {"zip", test::hostileArchives, [](const std::string &path) { readTorchBinTable(path); }},
        {"pickle", test::hostilePickles, [](const std::string &path) { readTorchBinTable(path); }},
        {"code", test::codePickles, [](const std::string &path) { readTorchBinTable(path); }},
        {"config", test::hostileConfigs, [](const std::string &path) { readModelConfig(path); }},
        {"adapter_config", test::hostileAdapterConfigs, [](const std::string &path) { readAdapterConfig(path); }}};
    return all;
}

// The most memory this program has held since it was started, in kB.
long peakKilobytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.rfind("VmHWM:", 0) == 0)
            return std::strtol(line.c_str() + 6, nullptr, 10);
    return -1;
}

// What this program has made the processor do so far.
double processorSeconds() {
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return double(used.tv_sec) + double(used.tv_nsec) * 1e-9;
}

// Reads FOLDER/0 .. FOLDER/(count-1) in the cage; a line for each: seconds, tab, message. Then the peak.
int readAll(const std::string &kindName, const std::string &folder, int count) {
    if (!enterCage())
        return 3;
    for (const Kind &kind : kinds()) {
        if (kindName != kind.name)
            continue;
        for (int i = 0; i < count; ++i) {
            std::string message = "was accepted";
            const double start = processorSeconds();
            try {
                kind.read(folder + "/" + std::to_string(i));
            } catch (const Error &error) {
                message = error.detail();
            }
            std::printf("%.6f\t%s\n", processorSeconds() - start, message.c_str());
        }
        std::printf("%ld\n", peakKilobytes());
        return 0;
    }
    return 2;
}
}  // namespace

// Every file comes from nobody we know: it is refused with a message of its own, quickly, in little memory, and nothing
// it asks for is done. Each kind is read by a child that the kernel kills if it tries.
class Acceptance23Hostile : public QObject {
    Q_OBJECT

private slots:
    void theCageHolds();
    void hostileFilesAreRefused_data();
    void hostileFilesAreRefused();
    void thereAreEnoughOfThem();
};

void Acceptance23Hostile::theCageHolds() {
    for (const char *deed : {"run", "write", "socket"}) {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {"--escape", deed});
        QVERIFY(child.waitForFinished(-1));
        QVERIFY2(child.exitStatus() == QProcess::CrashExit, deed);
    }
    QProcess calm;
    calm.start(QCoreApplication::applicationFilePath(), {"--escape", "nothing"});
    QVERIFY(calm.waitForFinished(-1) && calm.exitStatus() == QProcess::NormalExit && calm.exitCode() == 0);
}

void Acceptance23Hostile::hostileFilesAreRefused_data() {
    QTest::addColumn<int>("kind");
    for (int i = 0; i < int(kinds().size()); ++i)
        QTest::newRow(kinds()[std::size_t(i)].name) << i;
}

void Acceptance23Hostile::hostileFilesAreRefused() {
    QFETCH(int, kind);
    const QTemporaryDir folder;
    const std::vector<HostileFile> files = kinds()[std::size_t(kind)].files();
    for (std::size_t i = 0; i < files.size(); ++i) {
        const std::string path = folder.filePath(QString::number(i)).toStdString();
        std::ofstream(path, std::ios::binary) << files[i].bytes;
        if (files[i].size != 0)
            std::filesystem::resize_file(path, files[i].size);
    }
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(),
                {"--read", kinds()[std::size_t(kind)].name, folder.path(), QString::number(files.size())});
    QVERIFY(child.waitForFinished(-1));
    QVERIFY2(child.exitStatus() == QProcess::NormalExit, "a file made its reader do what it must not");
    QCOMPARE(child.exitCode(), 0);
    const QList<QByteArray> lines = child.readAllStandardOutput().trimmed().split('\n');
    QCOMPARE(std::size_t(lines.size()), files.size() + 1);
    for (std::size_t i = 0; i < files.size(); ++i) {
        const int tab = lines[int(i)].indexOf('\t');
        const QByteArray message = lines[int(i)].mid(tab + 1);
        QVERIFY2(message.contains(QByteArray::fromStdString(files[i].message)),
                 (QByteArray::fromStdString(files[i].name) + ": " + message).constData());
        QVERIFY2(lines[int(i)].left(tab).toDouble() < kMostSeconds, (files[i].name + " takes too long").c_str());
    }
    QVERIFY2(lines.last().toLong() > 0 && lines.last().toLong() < kMostKilobytes, (lines.last() + " kB").constData());
}

void Acceptance23Hostile::thereAreEnoughOfThem() {
    QVERIFY(test::hostileArchives().size() >= 30);
    QVERIFY(test::hostilePickles().size() + test::codePickles().size() >= 100);
    for (const Kind &kind : kinds()) {
        std::set<std::string> names;
        for (const HostileFile &file : kind.files()) {
            QVERIFY2(names.insert(file.name).second, file.name.c_str());
            QVERIFY2(file.message.size() >= 6, file.name.c_str());  // an empty part would be found in any message
        }
    }
}

namespace {
// What a child does in the cage; its exit code.
int act(const QByteArray &mode, char **arguments) {
    if (mode == "--read")
        return readAll(arguments[2], arguments[3], std::atoi(arguments[4]));
    if (!enterCage())
        return 3;
    const QByteArray deed(arguments[2]);
    if (deed == "run")
        return std::system("true") == 0 ? 0 : 4;
    if (deed == "write")
        return std::ofstream("/dev/null").is_open() ? 0 : 4;
    if (deed == "socket")
        return ::syscall(SYS_socket, 1, 1, 0) >= 0 ? 0 : 4;
    return 0;
}
}  // namespace

int main(int argc, char **argv) {
    const QByteArray mode(argc > 1 ? argv[1] : "");
    if ((mode == "--read" && argc == 5) || (mode == "--escape" && argc == 3)) {
        const int code = act(mode, argv);
        std::fflush(stdout);
        ::_exit(code);  // a leak check at the end would start a process
    }
    QCoreApplication application(argc, argv);
    Acceptance23Hostile test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_23_hostile.moc"
