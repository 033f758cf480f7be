// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/checkpoint_file.h"

#include <filesystem>
#include <fstream>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "tests/support/refusal.h"

using namespace warbler;

class CheckpointFileTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string folder() const { return m_folder.path().toStdString(); }
    // Every file below the folder, so that a test can damage what it does not know the name of.
    std::vector<std::string> files() const {
        std::vector<std::string> found;
        for (const auto &entry : std::filesystem::recursive_directory_iterator(folder()))
            if (entry.is_regular_file())
                found.push_back(entry.path().string());
        std::sort(found.begin(), found.end());
        return found;
    }

private slots:
    void cleanup() {
        for (const auto &entry : std::filesystem::directory_iterator(folder()))
            std::filesystem::remove_all(entry.path());
    }
    void whatWasSavedIsLoadedUntilItIsRemoved();
    void runsDoNotMeet();
    void aDamagedNewestFallsBackToTheOneBefore();
    void nothingWholeIsNothing();
    void aFolderThatCannotBeWrittenIsFoundBefore();
};

void CheckpointFileTest::whatWasSavedIsLoadedUntilItIsRemoved() {
    const CheckpointFile file(folder(), std::string(64, 'a'));
    QCOMPARE(file.load(), std::string());
    const std::string bytes("first\0with zero", 15);
    file.save(bytes);
    QCOMPARE(file.load(), bytes);
    file.save("second");
    QCOMPARE(file.load(), std::string("second"));
    file.remove();
    QCOMPARE(file.load(), std::string());
    QVERIFY(files().empty());
}

void CheckpointFileTest::runsDoNotMeet() {
    const CheckpointFile one(folder(), std::string(64, 'a')), other(folder(), std::string(64, 'b'));
    one.save("one");
    QCOMPARE(other.load(), std::string());
    other.save("other");
    one.remove();
    QCOMPARE(other.load(), std::string("other"));
}

void CheckpointFileTest::aDamagedNewestFallsBackToTheOneBefore() {
    const CheckpointFile file(folder(), std::string(64, 'a'));
    file.save("older");
    file.save("newer");
    int fellBack = 0;
    for (const std::string &path : files()) {
        const std::string whole = readFile(path);
        for (const std::size_t keep : {whole.size() / 2, std::size_t(0)}) {
            std::ofstream(path, std::ios::binary | std::ios::trunc) << whole.substr(0, keep);
            const std::string left = file.load();
            QVERIFY(left == "older" || left == "newer");
            fellBack += left == "older" ? 1 : 0;
        }
        std::ofstream(path, std::ios::binary | std::ios::trunc) << whole;
    }
    QCOMPARE(fellBack, 2);
    QCOMPARE(file.load(), std::string("newer"));
}

void CheckpointFileTest::nothingWholeIsNothing() {
    const CheckpointFile file(folder(), std::string(64, 'a'));
    file.save("older");
    file.save("newer");
    for (const std::string &path : files())
        std::ofstream(path, std::ios::binary | std::ios::trunc) << "no checkpoint";
    QCOMPARE(file.load(), std::string());
    file.save("new");
    QCOMPARE(file.load(), std::string("new"));
}

void CheckpointFileTest::aFolderThatCannotBeWrittenIsFoundBefore() {
    std::ofstream(folder() + "/file") << "x";
    const Error error = test::refusalOf([&] { CheckpointFile(folder() + "/file", std::string(64, 'a')).tryOut(); });
    QVERIFY2(error.detail().find("file") != std::string::npos, error.what());
    QVERIFY(!error.hint().empty());
    CheckpointFile(folder() + "/new", std::string(64, 'a')).tryOut();
}

QTEST_APPLESS_MAIN(CheckpointFileTest)
#include "checkpoint_file_test.moc"
