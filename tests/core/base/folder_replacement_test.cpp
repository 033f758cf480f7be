// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A folder's files are replaced all at once: killed, or failing, at any of its operations, the writer leaves all old
// files or all new ones, and what is not its own stays. WARBLER_TEST_SEED is not needed: every operation is tried.
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <set>

#include <dlfcn.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/file_ops.h"
#include "core/base/folder_replacement.h"
#include "tests/support/fault_run.h"
#include "tests/support/memory_folder.h"
#include "tests/support/refusal.h"

using namespace warbler;
using namespace warbler::test;
namespace fs = std::filesystem;

// A file system that cannot exchange two folders.
extern "C" int renameat2(int from, const char *name, int to, const char *newName, unsigned flags) noexcept {
    if (std::getenv("WARBLER_TEST_NO_EXCHANGE") != nullptr) {
        errno = EINVAL;
        return -1;
    }
    static const auto next =
        reinterpret_cast<int (*)(int, const char *, int, const char *, unsigned)>(dlsym(RTLD_NEXT, "renameat2"));
    return next(from, name, to, newName, flags);
}

// A folder that nothing can be written beside.
extern "C" int access(const char *path, int mode) noexcept {
    const char *closed = std::getenv("WARBLER_TEST_CLOSED_FOLDER");
    if (closed != nullptr && (mode & W_OK) != 0 && std::string(closed) == path) {
        errno = EACCES;
        return -1;
    }
    static const auto next = reinterpret_cast<int (*)(const char *, int)>(dlsym(RTLD_NEXT, "access"));
    return next(path, mode);
}

namespace {

// Only what has labels is ours, as a whole model is known by its record.
std::vector<std::string> ownNames(const std::string &folder) {
    std::vector<std::string> names;
    if (!fs::exists(folder + "/labels"))
        return names;
    for (const char *name : {"weights", "labels", "old-only", "new-only"})
        if (fs::exists(folder + "/" + name))
            names.push_back(name);
    return names;
}

int replace(const std::string &folder) {
    try {
        FolderReplacement replacement(folder, ownNames);
        saveFile(replacement.path() + "/new-only", "new");
        saveFile(replacement.path() + "/weights", "new");
        saveFile(replacement.path() + "/labels", "new");
        replacement.commit();
        return 0;
    } catch (const Error &) {
        return 8;
    }
}

std::string textOf(const std::string &path) { return fs::exists(path) ? readFile(path) : std::string("(none)"); }

}  // namespace

class FolderReplacementTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_place;
    bool m_canExchange = true, m_hasPlaceBeside = true;
    std::string folder() const { return m_place->path().toStdString() + "/mine"; }
    std::string root() const { return m_place->path().toStdString(); }
    void makeOld() {
        m_place = std::make_unique<QTemporaryDir>(memoryFolder());
        makeFolders(folder() + "/plots");
        for (const char *name : {"weights", "labels", "old-only"})
            saveFile(folder() + "/" + name, "old");
        saveFile(folder() + "/notes.txt", "mine");
        saveFile(folder() + "/plots/roc.png", "mine");
    }
    // Empty: all is well.
    std::string faultOf(const FaultedRun &run) {
        finishReplacement(folder(), ownNames);
        removeDeadPartFiles(root());
        const std::string weights = textOf(folder() + "/weights"), labels = textOf(folder() + "/labels"),
                          old = textOf(folder() + "/old-only"), made = textOf(folder() + "/new-only");
        if (weights != labels || (weights != "old" && weights != "new") ||
            old != (weights == "old" ? "old" : "(none)") || made != (weights == "new" ? "new" : "(none)"))
            return "weights are " + weights + ", labels " + labels + ", old-only " + old + ", new-only " + made;
        if (run.exitCode == 0 && weights != "new")
            return "exit 0, but nothing was replaced";
        for (const char *name : {"/notes.txt", "/plots/roc.png"})
            if (textOf(folder() + name) != "mine")
                return std::string(name) + " is gone";
        std::set<std::string> names;
        for (const std::string &place : {root(), folder()})
            for (const auto &entry : fs::directory_iterator(place))
                names.insert(entry.path().filename().string());
        names.erase("old-only");
        names.erase("new-only");
        return names == std::set<std::string>{"mine", "weights", "labels", "notes.txt", "plots"}
                   ? ""
                   : "something is left beside";
    }
    void survivesAll(FaultPlan::How how, int error) {
        if (!m_canExchange)
            qputenv("WARBLER_TEST_NO_EXCHANGE", "1");
        for (std::uint64_t n = 1;; ++n) {
            makeOld();
            if (!m_hasPlaceBeside)
                qputenv("WARBLER_TEST_CLOSED_FOLDER", QByteArray::fromStdString(fs::canonical(root()).string()));
            FaultPlan plan;
            plan.how = how;
            plan.error = error;
            plan.under = root();
            plan.at = n;
            const FaultedRun run =
                runWithFault({QCoreApplication::applicationFilePath().toStdString(), "--replace", folder()}, {}, plan);
            if (!run.hasFailed) {
                QCOMPARE(run.exitCode, 0);
                QVERIFY2(n > 8, "hardly any operation was counted");
                qInfo("%llu operations", static_cast<unsigned long long>(n - 1));
                return;
            }
            const std::string fault = faultOf(run);
            QVERIFY2(fault.empty(), ("operation " + std::to_string(n) + ", " + run.operation + ": " + fault).c_str());
        }
    }

private Q_SLOTS:
    void cleanup() {
        qunsetenv("WARBLER_TEST_NO_EXCHANGE");
        qunsetenv("WARBLER_TEST_CLOSED_FOLDER");
    }

    void replacesOurFilesAndKeepsTheOthers() {
        makeOld();
        QCOMPARE(replace(folder()), 0);
        QCOMPARE(faultOf({0, {}, {}, 0, false, {}}), std::string());
    }
    void makesANewFolder() {
        makeOld();
        QCOMPARE(replace(root() + "/a/b"), 0);
        QCOMPARE(textOf(root() + "/a/b/weights"), std::string("new"));
    }
    void followsALinkToTheFolder() {
        makeOld();
        fs::create_directory_symlink("mine", root() + "/link");
        QCOMPARE(replace(root() + "/link"), 0);
        QVERIFY(fs::is_symlink(root() + "/link"));
        QCOMPARE(textOf(folder() + "/weights"), std::string("new"));
    }
    void refusesAFile() {
        makeOld();
        QCOMPARE(refusalOf([&] { FolderReplacement(folder() + "/notes.txt", ownNames); }).code(), ErrorCode::Usage);
        QCOMPARE(textOf(folder() + "/notes.txt"), std::string("mine"));
    }
    void leavesAnotherWritersFolderAlone() {
        makeOld();
        const FolderReplacement other(folder(), ownNames);
        saveFile(other.path() + "/weights", "half");
        QCOMPARE(replace(folder()), 0);
        QCOMPARE(textOf(other.path() + "/weights"), std::string("half"));
    }
    void survivesAKillAtEveryOperation_data() {
        QTest::addColumn<bool>("canExchange");
        QTest::addColumn<bool>("hasPlaceBeside");
        QTest::newRow("exchange") << true << true;
        QTest::newRow("two renames") << false << true;
        QTest::newRow("inside") << false << false;
    }
    void survivesAKillAtEveryOperation() {
        QFETCH(bool, canExchange);
        QFETCH(bool, hasPlaceBeside);
        m_canExchange = canExchange;
        m_hasPlaceBeside = hasPlaceBeside;
        survivesAll(FaultPlan::How::Kill, EIO);
    }
    void survivesAnErrorAtEveryOperation_data() { survivesAKillAtEveryOperation_data(); }
    void survivesAnErrorAtEveryOperation() {
        QFETCH(bool, canExchange);
        QFETCH(bool, hasPlaceBeside);
        m_canExchange = canExchange;
        m_hasPlaceBeside = hasPlaceBeside;
        survivesAll(FaultPlan::How::Once, ENOSPC);
    }
    void tidiesAwayTheFilesOfAKilledWriter() {
        makeOld();
        FaultPlan plan;
        plan.under = root();
        plan.kinds = "rename";
        plan.at = 1;
        plan.how = FaultPlan::How::Kill;
        const FaultedRun run = runWithFault(
            {QCoreApplication::applicationFilePath().toStdString(), "--save", root() + "/table.csv"}, {}, plan);
        QCOMPARE(run.exitCode, 128 + 9);
        const auto parts = [&] {
            return std::count_if(fs::directory_iterator(root()), fs::directory_iterator(),
                                 [](const auto &entry) { return entry.path().extension() == ".part"; });
        };
        QCOMPARE(parts(), 1L);
        const std::string foreign = root() + "/.holiday.part";
        {
            AtomicFile alive(root() + "/other.csv");
            saveFile(foreign, "not ours");
            const FaultedRun next =
                runWithFault({QCoreApplication::applicationFilePath().toStdString(), "--save", root() + "/table.csv"},
                             {}, {root(), 0, plan.how, 5, plan.kinds});
            QCOMPARE(next.exitCode, 0);
            QCOMPARE(parts(), 2L);  // the one that is being written, and the one that is not ours
        }
        QCOMPARE(parts(), 1L);
        QCOMPARE(textOf(foreign), std::string("not ours"));
    }
};

int main(int argc, char **argv) {
    if (argc == 3 && std::string(argv[1]) == "--replace")
        return replace(argv[2]);
    if (argc == 3 && std::string(argv[1]) == "--save") {
        saveFile(argv[2], "text");
        return 0;
    }
    QCoreApplication application(argc, argv);
    FolderReplacementTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "folder_replacement_test.moc"
