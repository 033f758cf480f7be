// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/file_ops.h"
#include "core/base/output_check.h"
#include "tests/support/refusal.h"

using namespace warbler;
using test::refusalOf;
namespace fs = std::filesystem;

class OutputCheckTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::string at(const std::string &name) const { return m_folder.path().toStdString() + "/" + name; }
    void refuses(const std::string &output, const std::string &input) const {
        const Error error = refusalOf([&] { refuseInputsAsOutputs({output}, {input}); });
        QVERIFY2(error.code() == ErrorCode::Usage, (output + " for " + input + ": " + error.detail()).c_str());
    }

private Q_SLOTS:
    void initTestCase() {
        makeFolders(at("model"));
        makeFolders(at("empty"));
        for (const char *name : {"study.warbler", "data.csv", "model/config.json"})
            saveFile(at(name), name);
        fs::create_symlink("study.warbler", at("link"));
        fs::create_symlink("model", at("modelLink"));
        fs::create_symlink("not-yet", at("dangling"));
        fs::create_hard_link(at("data.csv"), at("same.csv"));
        fs::create_hard_link(at("model/config.json"), at("elsewhere.json"));
    }

    void refusesAnOutputThatIsAnInput() {
        refuses(at("study.warbler"), at("study.warbler"));
        refuses(at("model/../study.warbler"), at("study.warbler"));
        refuses(fs::relative(at("data.csv")).string(), at("data.csv"));
    }
    void refusesItBehindLinks() {
        refuses(at("link"), at("study.warbler"));
        refuses(at("study.warbler"), at("link"));
        refuses(at("same.csv"), at("data.csv"));
        refuses(at("modelLink/config.json"), at("model"));
    }
    void refusesWhatDoesNotExistYetByItsFolderAndName() {
        refuses(at("not-yet"), at("dangling"));
        refuses(at("dangling"), at("not-yet"));
        refuses(at("model/../new.csv"), at("new.csv"));
    }
    void refusesTheFilesBesideAProject() {
        for (const char *suffix : {"-wal", "-shm", "-journal", ".warbler-lock"}) {
            refuses(at(std::string("study.warbler") + suffix), at("study.warbler"));
            refuses(at(std::string("study.warbler") + suffix), at("link"));
        }
    }
    void refusesAFolderAndTheFilesInIt() {
        refuses(at("model"), at("model"));
        refuses(at("model/"), at("modelLink"));
        refuses(at("model/config.json"), at("model"));
        refuses(at("elsewhere.json"), at("model"));
    }
    void takesEverythingElse() {
        refuseInputsAsOutputs(
            {at("new.csv"), at("model/new.csv"), at("study.warbler.csv"), "", "-", "/dev/null", at("empty")},
            {at("study.warbler"), at("data.csv"), at("model"), "", "-", "/dev/null"});
    }
    void namesBothSides() {
        const Error error = refusalOf([&] { refuseInputsAsOutputs({at("link")}, {at("study.warbler")}); });
        QVERIFY2(error.detail().find(at("link")) != std::string::npos, error.detail().c_str());
        QVERIFY2(error.detail().find(at("study.warbler")) != std::string::npos, error.detail().c_str());
    }
};

QTEST_APPLESS_MAIN(OutputCheckTest)
#include "output_check_test.moc"
