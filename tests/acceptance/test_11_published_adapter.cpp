// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/file_ops.h"
#include "core/base/sha256.h"
#include "core/models/adapter_folder.h"

using namespace warbler;

namespace {
std::string publishedFolder() {
    const char *data = std::getenv("WARBLER_TEST_DATA");
    return std::string(data != nullptr ? data : "") + "/adapters/bloomz-1b7-gates";
}
}  // namespace

// DATA adapters/bloomz-1b7-gates, a prompt of 256 rows that somebody else trained and published as a pickle.
class Acceptance11PublishedAdapter : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_adapter = readAdapterFolder(publishedFolder()); }
    void thePickleIsTheExpectedMatrix();
    void theRowsRepeatEvery64();
    void savedAgainItHas2097280Bytes();
    void theConfigWrittenAgainIsTheSame672Bytes();

private:
    AdapterFolder m_adapter;
};

void Acceptance11PublishedAdapter::thePickleIsTheExpectedMatrix() {
    QCOMPARE(m_adapter.config.kind, AdapterKind::PromptTuning);
    QCOMPARE(m_adapter.config.task, Task::CausalLm);
    QCOMPARE(m_adapter.tensors.size(), std::size_t(1));
    const HostTensor &prompt = m_adapter.tensors.at("prompt_embeddings");
    QCOMPARE(prompt.dtype, DType::F32);
    QCOMPARE(prompt.shape, (std::vector<std::int64_t>{256, 2048}));
    QCOMPARE(prompt.bytes.size(), std::size_t(2097152));
    Sha256 hash;
    hash.update(prompt.bytes.data(), prompt.bytes.size());
    QCOMPARE(hex(hash.finish()).substr(0, 8), std::string("b9e35852"));
    const std::vector<float> values = prompt.toFloats();
    QVERIFY(std::abs(values[0] - -0.00059212494) < 1e-10);
    double sum = 0;
    for (const float value : values)
        sum += value;
    QVERIFY(std::abs(sum - 181.833452) <= 1e-5);
}

// It began as a text of 64 tokens tiled four times.
void Acceptance11PublishedAdapter::theRowsRepeatEvery64() {
    const std::vector<float> values = m_adapter.tensors.at("prompt_embeddings").toFloats();
    const auto dot = [&](int a, int b) {
        double sum = 0;
        for (int i = 0; i < 2048; ++i)
            sum += double(values[std::size_t(a * 2048 + i)]) * values[std::size_t(b * 2048 + i)];
        return sum;
    };
    std::vector<double> lengths;
    for (int i = 0; i < 256; ++i)
        lengths.push_back(std::sqrt(dot(i, i)));
    for (int k = 1; k <= 191; ++k) {
        double mean = 0;
        for (int i = 0; i + k < 256; ++i)
            mean += dot(i, i + k) / (lengths[std::size_t(i)] * lengths[std::size_t(i + k)]);
        mean /= 256 - k;
        if (k == 64)
            QVERIFY2(std::abs(mean - .868) < .0005, qPrintable(QString::number(mean)));
        else if (k == 128)
            QVERIFY2(std::abs(mean - .849) < .0005, qPrintable(QString::number(mean)));
        else
            QVERIFY2(mean <= .19, qPrintable(QString("k = %1: %2").arg(k).arg(mean)));
    }
}

void Acceptance11PublishedAdapter::savedAgainItHas2097280Bytes() {
    const QTemporaryDir folder;
    const std::string path = folder.filePath("saved").toStdString();
    writeAdapterFolder(path, m_adapter.config, m_adapter.tensors, "");
    QCOMPARE(fileSize(path + "/adapter_model.safetensors"), std::uint64_t(2097280));
    QVERIFY(readAdapterFolder(path).tensors == m_adapter.tensors);
}

void Acceptance11PublishedAdapter::theConfigWrittenAgainIsTheSame672Bytes() {
    const std::string text = adapterConfigText(m_adapter.config);
    QCOMPARE(text.size(), std::size_t(672));
    QCOMPARE(text, readFile(publishedFolder() + "/adapter_config.json"));
}

int main(int argc, char **argv) {
    if (!std::ifstream(publishedFolder() + "/adapter_model.bin")) {
        std::printf("SKIP: %s is not there (WARBLER_TEST_DATA)\n", publishedFolder().c_str());
        return 77;
    }
    Acceptance11PublishedAdapter test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_11_published_adapter.moc"
