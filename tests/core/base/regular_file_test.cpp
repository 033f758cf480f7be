// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>

#include <sys/stat.h>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/file_error.h"
#include "core/base/file_ops.h"
#include "core/base/sha256.h"
#include "tests/support/refusal.h"

using namespace warbler;
using test::refusalOf;

// Each kind of path that cannot be read has a sentence of its own, and none of them makes the program wait.
class RegularFileTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::string at(const std::string &name) const { return m_folder.path().toStdString() + "/" + name; }
    static void refuses(const std::string &path, ErrorCode code, const std::string &word) {
        for (const Error &error : {refusalOf([&] { readFile(path); }), refusalOf([&] { sha256HexOfFile(path); })}) {
            QVERIFY2(error.code() == code && error.detail().find(word) != std::string::npos, error.detail().c_str());
            QVERIFY(!error.hint().empty());
        }
    }

private Q_SLOTS:
    void refusesAPipeAndADevice() {
        QCOMPARE(::mkfifo(at("pipe").c_str(), 0600), 0);
        refuses(at("pipe"), ErrorCode::UnsupportedFormat, "a pipe or a device");
        refuses("/dev/zero", ErrorCode::UnsupportedFormat, "a pipe or a device");
    }
    void namesAFolder() { refuses(at(""), ErrorCode::BadData, "is a folder"); }
    void namesTheNameThatIsTooLong() { refuses(at(std::string(300, 'n')), ErrorCode::MissingFile, "has 300 bytes"); }
    void namesLinksInACircle() {
        std::filesystem::create_symlink("b", at("a"));
        std::filesystem::create_symlink("a", at("b"));
        refuses(at("a"), ErrorCode::MissingFile, "leads in a circle");
        QCOMPARE(refusalOf([&] { isThere(at("a")); }).code(), ErrorCode::MissingFile);
    }
    void tellsWhatIsThere() {
        saveFile(at("file"), "x");
        QVERIFY(isThere(at("file")));
        QVERIFY(!isThere(at("none")));
        QVERIFY(!isThere(at("file/below")));
    }
    void turnsWhatTheStandardLibraryThrowsIntoAnError() {
        const std::filesystem::filesystem_error problem("directory iterator cannot open directory", at("x"),
                                                        std::make_error_code(std::errc::permission_denied));
        QCOMPARE(errorOf(problem).code(), ErrorCode::PermissionDenied);
    }
};

QTEST_APPLESS_MAIN(RegularFileTest)
#include "regular_file_test.moc"
