// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include <QTemporaryDir>
#include <QTest>

#include "core/models/torch_bin.h"
#include "core/models/weights_file.h"
#include "tests/core/models/file_builders.h"
#include "tests/core/models/model_folders.h"
#include "tests/golden/golden.h"
#include "tests/support/refusal.h"

using namespace warbler;

class TorchBinTest : public QObject {
    Q_OBJECT
private slots:
    void readsWhatTorchWrote_data();
    void readsWhatTorchWrote();
    void acceptsStreamedEntriesAndZip64();
    void acceptsTheModulesMetadata();
    void readsZeroSizedAndScalarTensors();
    void saysWhatTheFileWantsToRun();

private:
    std::map<std::string, TensorEntry> read(const std::string &bytes) const {
        const std::string path = m_folder.filePath("a.bin").toStdString();
        test::put(path, bytes);
        return readTorchBinTable(path);
    }
    QTemporaryDir m_folder;
};

void TorchBinTest::readsWhatTorchWrote_data() {
    QTest::addColumn<QString>("file");
    for (const char *file : {"odd.bin", "odd_stream.bin", "protocol4.bin", "module.bin", "module_stream.bin",
                             "prompt_causal_bin/adapter_model.bin"})
        QTest::newRow(file) << file;
}

void TorchBinTest::readsWhatTorchWrote() {
    QFETCH(QString, file);
    const auto table = readTorchBinTable(std::string(std::getenv("WARBLER_TEST_SOURCE")) + "/tests/golden/adapters/" +
                                         file.toStdString());
    const nlohmann::json wanted = golden("adapters.json").at("tensors").at(file.toStdString());
    QCOMPARE(table.size(), wanted.size());
    for (const auto &[name, entry] : table) {
        QVERIFY2(wanted.contains(name), name.c_str());
        QCOMPARE(entry.shape, wanted.at(name).at("shape").get<std::vector<std::int64_t>>());
        QVERIFY2(test::digest(readTensor(entry)) == wanted.at(name).at("sha256").get<std::string>(), name.c_str());
    }
}

void TorchBinTest::acceptsStreamedEntriesAndZip64() {
    const std::string pickle = test::pickleTable(test::goodTensor());
    const std::string data(16, '\x01');
    for (const bool is64 : {false, true})
        for (const bool isStreamed : {false, true}) {
            test::ZipPart main{"m/data.pkl", pickle};
            test::ZipPart storage{"m/data/0", data};
            for (test::ZipPart *part : {&main, &storage}) {
                part->is64 = is64;
                part->isStreamed = isStreamed;
            }
            test::ZipShape shape;
            shape.has64 = is64;
            const auto table = read(test::zipFile({main, storage}, shape));
            QCOMPARE(readTensor(table.at("w")).bytes, std::vector<std::uint8_t>(16, 1));
        }
}

void TorchBinTest::acceptsTheModulesMetadata() {
    const std::string ordered = test::pickleGlobal("collections", "OrderedDict") + ")R";
    const std::string state = "}" + test::pickleText("_metadata") + ordered + "s";
    QCOMPARE(
        read(test::torchArchive("\x80\x02" + ordered + test::pickleText("w") + test::goodTensor() + "s" + state + "b."))
            .size(),
        std::size_t(1));
}

void TorchBinTest::readsZeroSizedAndScalarTensors() {
    const std::string storage = test::pickleStorage("FloatStorage", "0", 4);
    QVERIFY(
        readTensor(read(test::torchArchive(test::pickleTable(test::pickleTensor(storage, 4, {0, 3}, {3, 1})))).at("w"))
            .bytes.empty());
    QCOMPARE(readTensor(read(test::torchArchive(test::pickleTable(test::pickleTensor(storage, 3, {}, {})))).at("w"))
                 .bytes.size(),
             std::size_t(4));
}

void TorchBinTest::saysWhatTheFileWantsToRun() {
    const std::string call = test::pickleGlobal("os", "system") + test::pickleText("true") + "\x85R";
    const Error error = test::refusalOf([&] { read(test::torchArchive(test::pickleTable(call))); });
    QCOMPARE(error.code(), ErrorCode::BadCheckpoint);
    QVERIFY2(error.detail().find("contains code (os.system); refused") != std::string::npos, error.what());
    QVERIFY(error.detail().find("a.bin") != std::string::npos && !error.hint().empty());
}

QTEST_APPLESS_MAIN(TorchBinTest)
#include "torch_bin_test.moc"
