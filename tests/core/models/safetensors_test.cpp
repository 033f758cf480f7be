// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/descriptor_write.h"
#include "core/base/file_ops.h"
#include "core/models/safetensors.h"
#include "core/models/weights_file.h"
#include "tests/core/models/file_builders.h"
#include "tests/core/models/model_folders.h"
#include "tests/golden/golden.h"
#include "tests/support/refusal.h"

using namespace warbler;

class SafetensorsTest : public QObject {
    Q_OBJECT
private slots:
    void readsWhatTheReferenceWrote();
    void writesTheReferencesBytes();
    void writesAnAdapterOf2097280Bytes();
    void readsBackWhatItWrote();
    void anEmptyTableIsAllowed();
    void aFileThatShrinksIsAnError();
    void aFullDiskLeavesNoFile();

private:
    std::string at(const char *name) const { return m_folder.filePath(name).toStdString(); }
    static std::string goldenFile() {
        return std::string(std::getenv("WARBLER_TEST_SOURCE")) + "/tests/golden/adapters/all_types.safetensors";
    }
    QTemporaryDir m_folder;
};

void SafetensorsTest::readsWhatTheReferenceWrote() {
    const TensorMap tensors = readSafetensors(goldenFile());
    const nlohmann::json wanted = golden("adapters.json").at("tensors").at("all_types.safetensors");
    QCOMPARE(tensors.size(), wanted.size());
    for (const auto &[name, tensor] : tensors) {
        QCOMPARE(tensor.shape, wanted.at(name).at("shape").get<std::vector<std::int64_t>>());
        QCOMPARE(test::digest(tensor), wanted.at(name).at("sha256").get<std::string>());
    }
    QCOMPARE(tensors.at("bfloat").dtype, DType::BF16);
    QCOMPARE(tensors.at("bool").dtype, DType::Bool);
}

void SafetensorsTest::writesTheReferencesBytes() {
    writeSafetensors(at("copy.safetensors"), readSafetensors(goldenFile()));
    QCOMPARE(QByteArray::fromStdString(readFile(at("copy.safetensors"))),
             QByteArray::fromStdString(readFile(goldenFile())));
}

void SafetensorsTest::writesAnAdapterOf2097280Bytes() {
    writeSafetensors(at("a.safetensors"),
                     {{"prompt_embeddings", HostTensor::fromFloats({256, 2048}, std::vector<float>(256 * 2048))}});
    QCOMPARE(fileSize(at("a.safetensors")), std::uint64_t(2097280));
}

void SafetensorsTest::readsBackWhatItWrote() {
    TensorMap tensors;
    for (int i = 0; i < 50; ++i)
        tensors.emplace("t" + std::to_string(i) + "\"\\n\u00e9",
                        HostTensor::fromFloats({i, 2}, std::vector<float>(std::size_t(2 * i), float(i))));
    HostTensor bytes;
    bytes.dtype = DType::U8;
    bytes.shape = {3};
    bytes.bytes = {1, 2, 3};
    tensors.emplace("bytes", bytes);
    writeSafetensors(at("b.safetensors"), tensors);
    QVERIFY(readSafetensors(at("b.safetensors")) == tensors);
    const auto table = readSafetensorsTable(at("b.safetensors"));
    QCOMPARE(table.at("t7\"\\n\u00e9").strides, (std::vector<std::int64_t>{2, 1}));
}

void SafetensorsTest::anEmptyTableIsAllowed() {
    writeSafetensors(at("c.safetensors"), {});
    QVERIFY(readSafetensors(at("c.safetensors")).empty());
    test::put(at("d.safetensors"), test::safetensorsFile("{}   ", ""));
    QVERIFY(readSafetensorsTable(at("d.safetensors")).empty());
}

void SafetensorsTest::aFileThatShrinksIsAnError() {
    writeSafetensors(at("e.safetensors"), {{"w", HostTensor::fromFloats({1000}, std::vector<float>(1000))}});
    const auto table = readSafetensorsTable(at("e.safetensors"));
    std::filesystem::resize_file(at("e.safetensors"), fileSize(at("e.safetensors")) - 1);
    const Error error = test::refusalOf([&] { readTensor(table.at("w")); });
    QCOMPARE(error.code(), ErrorCode::BadCheckpoint);
    QVERIFY2(error.detail().find("became shorter while it was read") != std::string::npos, error.what());
    const Error truncated = test::refusalOf([&] { readSafetensorsTable(at("e.safetensors")); });
    QVERIFY2(truncated.detail().find("truncated") != std::string::npos &&
                 truncated.detail().find("e.safetensors") != std::string::npos,
             truncated.what());
}

void SafetensorsTest::aFullDiskLeavesNoFile() {
    setWriteFault([](std::uint64_t, const std::string &) { return ENOSPC; });
    const Error error = test::refusalOf([&] {
        writeSafetensors(at("f.safetensors"), {{"w", HostTensor::fromFloats({1}, {1})}});
    });
    setWriteFault({});
    QCOMPARE(error.code(), ErrorCode::DiskFull);
    QVERIFY(!std::filesystem::exists(at("f.safetensors")));
}

QTEST_APPLESS_MAIN(SafetensorsTest)
#include "safetensors_test.moc"
