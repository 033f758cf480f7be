// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cerrno>
#include <filesystem>

#include <sys/stat.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/descriptor_write.h"
#include "core/base/file_ops.h"
#include "tests/support/refusal.h"

using namespace warbler;
using test::refusalOf;

class FileOpsTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { setWriteFault({}); }
    void anUncommittedFileLeavesNothing();
    void aCommittedFileIsWhole();
    void aFullDiskLeavesTheOldFileAndNamesTheBytes();
    void otherFailuresNameTheirCause();
    void aFullDeviceIsADiskThatIsFull();
    void keepsTheModeAndFollowsLinks();
    void readsWholeFilesUpToALimit();
    void makesFolders();
    void theXdgFoldersFollowTheEnvironment();

private:
    std::string at(const char *name) const { return m_folder->filePath(name).toStdString(); }
    long entries() const {
        return std::distance(std::filesystem::directory_iterator(m_folder->path().toStdString()),
                             std::filesystem::directory_iterator());
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void FileOpsTest::anUncommittedFileLeavesNothing() {
    {
        AtomicFile file(at("a"));
        file.write(std::string(3 << 20, 'x'));
        QCOMPARE(file.bytesWritten(), std::uint64_t(3 << 20));
        QVERIFY(!std::filesystem::exists(at("a")));
    }
    QCOMPARE(entries(), 0L);
}

void FileOpsTest::aCommittedFileIsWhole() {
    std::string wanted;
    AtomicFile file(at("a"));
    for (int i = 0; i < 300; ++i) {
        const std::string piece(std::size_t(i) * 97, static_cast<char>('a' + i % 26));
        wanted += piece;
        file.write(piece);
    }
    const std::string large(2 << 20, 'y');
    file.write(large);
    file.write("end");
    file.commit();
    QCOMPARE(readFile(at("a")), wanted + large + "end");
    QCOMPARE(entries(), 1L);
    QCOMPARE(fileSize(at("a")), file.bytesWritten());
}

void FileOpsTest::aFullDiskLeavesTheOldFileAndNamesTheBytes() {
    saveFile(at("a"), "old");
    std::uint64_t left = std::uint64_t(2) << 20;
    setWriteFault([&](std::uint64_t bytes, const std::string &) {
        if (bytes > left)
            return ENOSPC;
        left -= bytes;
        return 0;
    });
    const Error error = refusalOf([&] { saveFile(at("a"), std::string(3 << 20, 'n')); });
    QCOMPARE(error.code(), ErrorCode::DiskFull);
    QVERIFY2(error.detail().find(at("a")) != std::string::npos &&
                 error.detail().find("3,145,728 bytes") != std::string::npos,
             error.what());
    QVERIFY(!error.hint().empty());
    QCOMPARE(readFile(at("a")), std::string("old"));
    QCOMPARE(entries(), 1L);
    setWriteFault({});
    saveFile(at("a"), "new");
    QCOMPARE(readFile(at("a")), std::string("new"));
}

void FileOpsTest::otherFailuresNameTheirCause() {
    setWriteFault([](std::uint64_t, const std::string &) { return EIO; });
    QCOMPARE(refusalOf([&] { saveFile(at("a"), "x"); }).code(), ErrorCode::IoError);
    setWriteFault([](std::uint64_t, const std::string &) { return EROFS; });
    QCOMPARE(refusalOf([&] { saveFile(at("a"), "x"); }).code(), ErrorCode::PermissionDenied);
    setWriteFault({});
    QCOMPARE(refusalOf([&] { saveFile(at("none/a"), "x"); }).code(), ErrorCode::MissingFile);
    std::filesystem::create_directory(at("folder"));
    QCOMPARE(refusalOf([&] { saveFile(at("folder"), "x"); }).code(), ErrorCode::IoError);
    QCOMPARE(entries(), 1L);
}

void FileOpsTest::aFullDeviceIsADiskThatIsFull() {
    QCOMPARE(refusalOf([] { saveFile("/dev/full", "x"); }).code(), ErrorCode::DiskFull);
    saveFile("/dev/null", "x");  // a device is written to, not replaced
    struct stat facts {};
    QCOMPARE(::stat("/dev/null", &facts), 0);
    QVERIFY(S_ISCHR(facts.st_mode));
}

void FileOpsTest::keepsTheModeAndFollowsLinks() {
    saveFile(at("real"), "1");
    ::chmod(at("real").c_str(), 0640);
    std::filesystem::create_symlink(at("real"), at("link"));
    saveFile(at("link"), "2");
    QVERIFY(std::filesystem::is_symlink(at("link")));
    QCOMPARE(readFile(at("real")), std::string("2"));
    struct stat facts {};
    QCOMPARE(::stat(at("real").c_str(), &facts), 0);
    QCOMPARE(int(facts.st_mode & 0777), 0640);
}

void FileOpsTest::readsWholeFilesUpToALimit() {
    std::string bytes("a\0b", 3);
    bytes.append(10000, 'z');
    saveFile(at("a"), bytes);
    QCOMPARE(readFile(at("a")), bytes);
    QCOMPARE(readFile(at("a"), bytes.size()), bytes);
    QCOMPARE(refusalOf([&] { readFile(at("a"), bytes.size() - 1); }).code(), ErrorCode::BadData);
    QCOMPARE(refusalOf([&] { readFile(at("b")); }).code(), ErrorCode::MissingFile);
    QCOMPARE(refusalOf([&] { readFile(m_folder->path().toStdString()); }).code(), ErrorCode::BadData);
    QCOMPARE(refusalOf([&] { fileSize(at("b")); }).code(), ErrorCode::MissingFile);
    QCOMPARE(refusalOf([&] { readFile("/dev/zero", 100000); }).code(), ErrorCode::UnsupportedFormat);  // without an end
    saveFile(at("empty"), "");
    QCOMPARE(readFile(at("empty")), std::string());
}

void FileOpsTest::makesFolders() {
    makeFolders(at("x/y/z"));
    makeFolders(at("x/y/z/"));
    QVERIFY(std::filesystem::is_directory(at("x/y/z")));
    saveFile(at("file"), "");
    QVERIFY(refusalOf([&] { makeFolders(at("file/sub")); }).detail().find(at("file")) != std::string::npos);
    QVERIFY(freeDiskBytes(at("x")) > 0);
}

void FileOpsTest::theXdgFoldersFollowTheEnvironment() {
    qputenv("XDG_STATE_HOME", m_folder->filePath("s").toUtf8());
    qputenv("HOME", m_folder->filePath("home").toUtf8());
    QCOMPARE(stateFolder(), at("s/warbler"));
    QVERIFY(std::filesystem::is_directory(at("s/warbler")));
    qputenv("XDG_DATA_HOME", "relative");  // the specification: ignored
    QCOMPARE(dataFolder(), at("home/.local/share/warbler"));
    qunsetenv("XDG_CACHE_HOME");
    QCOMPARE(cacheFolder(), at("home/.cache/warbler"));
    qunsetenv("XDG_CONFIG_HOME");
    QCOMPARE(configFolder(), at("home/.config/warbler"));
}

QTEST_APPLESS_MAIN(FileOpsTest)
#include "file_ops_test.moc"
