// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A trained adapter that is written over an earlier one: killed, or failing, at any operation, the folder holds one or
// the other, weights and labels of the same run; weights with another run's labels are refused.
#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include "core/base/file_ops.h"
#include "core/base/sha256.h"
#include "core/classify/stored_adapter.h"
#include "core/models/adapter_files.h"
#include "core/models/adapter_folder.h"
#include "core/models/safetensors.h"
#include "tests/support/fault_run.h"
#include "tests/support/memory_folder.h"
#include "tests/support/refusal.h"

using namespace warbler;
using namespace warbler::test;
namespace fs = std::filesystem;

namespace {

// Of the run called name; its weights differ from those of any other.
StoredAdapter adapterOf(const std::string &name) {
    const std::string golden = std::string(std::getenv("WARBLER_TEST_SOURCE")) + "/tests/golden/adapters/prompt_causal";
    AdapterFolder folder = readAdapterFolder(golden);
    for (auto &[tensor, values] : folder.tensors)
        values.bytes[0] = static_cast<decltype(values.bytes)::value_type>(name[0]);
    Adapter adapter;
    adapter.config = folder.config;
    adapter.tensors = folder.tensors;
    return storeAdapter(adapter, R"({"run":")" + name + R"("})");
}

int writeAdapter(const std::string &folder, const std::string &name) {
    try {
        writeStoredAdapter(adapterOf(name), folder);
        return 0;
    } catch (const Error &error) {
        return 8;
    }
}

std::string runIn(const std::string &folder) {
    const AdapterFolder read = readAdapterFolder(folder);
    const std::string name = nlohmann::json::parse(read.warblerJson).at("run");
    return read.tensors == readSafetensors(folder + "/adapter_model.safetensors") &&
                   read.weightsSha256 == adapterOf(name).sha256
               ? name
               : "mixed";
}

}  // namespace

class AdapterWritingTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_place;
    std::string root() const { return m_place->path().toStdString(); }
    std::string folder() const { return root() + "/mine"; }
    void makeOld() {
        m_place = std::make_unique<QTemporaryDir>(memoryFolder());
        QCOMPARE(writeAdapter(folder(), "old"), 0);
        saveFile(folder() + "/notes.txt", "mine");
    }

private Q_SLOTS:
    void replacesAnAdapterAtOnce_data() {
        QTest::addColumn<bool>("isKilled");
        QTest::newRow("killed") << true;
        QTest::newRow("disk full") << false;
    }
    void replacesAnAdapterAtOnce() {
        QFETCH(bool, isKilled);
        std::size_t old = 0, made = 0;
        for (std::uint64_t n = 1;; ++n) {
            makeOld();
            FaultPlan plan;
            plan.under = root();
            plan.at = n;
            plan.how = isKilled ? FaultPlan::How::Kill : FaultPlan::How::Lasting;
            plan.error = ENOSPC;
            const FaultedRun run =
                runWithFault({QCoreApplication::applicationFilePath().toStdString(), "--write", folder()}, {}, plan);
            const std::string name = runIn(folder()),
                              place = "operation " + std::to_string(n) + ", " + run.operation + ": " + name;
            QVERIFY2(name == "old" || name == "new", place.c_str());
            QVERIFY2(run.exitCode != 0 || name == "new", place.c_str());
            QCOMPARE(readFile(folder() + "/notes.txt"), std::string("mine"));
            ++(name == "old" ? old : made);
            QCOMPARE(writeAdapter(folder(), "third"), 0);
            QCOMPARE(runIn(folder()), std::string("third"));
            QCOMPARE(std::distance(fs::directory_iterator(root()), fs::directory_iterator()), std::ptrdiff_t(1));
            if (!run.hasFailed)
                break;
        }
        QVERIFY(old > 4 && made > 1);
    }
    void keepsTheWeightsHashInItsRecord() {
        makeOld();
        const nlohmann::json record = nlohmann::json::parse(readFile(folder() + "/warbler.json"));
        QCOMPARE(record.at("weights_sha256").get<std::string>(),
                 sha256HexOfFile(folder() + "/adapter_model.safetensors"));
    }
    void refusesWeightsOfAnotherRun() {
        makeOld();
        QCOMPARE(writeAdapter(root() + "/other", "new"), 0);
        fs::copy_file(root() + "/other/adapter_model.safetensors", folder() + "/adapter_model.safetensors",
                      fs::copy_options::overwrite_existing);
        const Error error = refusalOf([&] { readAdapterFolder(folder()); });
        QCOMPARE(error.code(), ErrorCode::BadAdapter);
        QVERIFY2(error.detail().find("weights are not those") != std::string::npos, error.detail().c_str());
    }
    void readsAFolderWhoseRecordHasNoHash() {
        makeOld();
        saveFile(folder() + "/warbler.json", R"({"run":"old"})");
        QCOMPARE(runIn(folder()), std::string("old"));
    }
    void leavesNoFileOfAnotherKindOfModel() {
        makeOld();
        writeWordModel(R"({"method":"word_model"})", "{}", folder());
        QVERIFY(!fs::exists(folder() + "/adapter_config.json") && fs::exists(folder() + "/word_model.json"));
        QCOMPARE(writeAdapter(folder(), "new"), 0);
        QVERIFY(!fs::exists(folder() + "/word_model.json"));
        QCOMPARE(readFile(folder() + "/notes.txt"), std::string("mine"));
    }
};

int main(int argc, char **argv) {
    if (argc == 3 && std::string(argv[1]) == "--write")
        return writeAdapter(argv[2], "new");
    QCoreApplication application(argc, argv);
    AdapterWritingTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "adapter_writing_test.moc"
