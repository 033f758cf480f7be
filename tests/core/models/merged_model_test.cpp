// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/descriptor_write.h"
#include "core/base/file_ops.h"
#include "core/models/merged_model.h"
#include "core/models/safetensors.h"
#include "tests/core/models/model_folders.h"
#include "tests/golden/golden.h"
#include "tests/support/refusal.h"

using namespace warbler;
using test::refusalOf;
namespace fs = std::filesystem;

class MergedModelTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { setWriteFault({}); }
    void roundsABf16ModelOnceAndJoinsItsShards();
    void anF64ModelIsMergedAtItsOwnPrecision();
    void numbersRoundToTheNearestTiesToEven();
    void anOutputThatHoldsSomethingIsRefused();
    void aFullDiskLeavesNothingBehind();
    void anAdapterThatIsNoLoraIsNamed();
    void factorsOfAnotherModelAreRefused();
    void aWeightThatIsNotFiniteIsNamed();

private:
    std::string at(const std::string &below) const { return m_folder->path().toStdString() + below; }
    static std::string source(const std::string &below) {
        return std::string(std::getenv("WARBLER_TEST_SOURCE")) + below;
    }
    static AdapterFolder adapter(const std::string &name) {
        return readAdapterFolder(source("/tests/golden/adapter_logits/" + name));
    }
    static ModelFolder gpt2() { return openModelFolder(source("/tests/data/models/tiny_gpt2")); }
    std::size_t filesLeft() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(m_folder->path().toStdString()), fs::directory_iterator()));
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void MergedModelTest::roundsABf16ModelOnceAndJoinsItsShards() {
    TensorMap shards[2];
    nlohmann::json map;
    std::size_t count = 0;
    for (const auto &[name, tensor] : readSafetensors(source("/tests/data/models/tiny_gpt2/model.safetensors"))) {
        const std::size_t shard = count++ % 2;
        shards[shard][name] = HostTensor::fromFloats(tensor.shape, tensor.toFloats(), DType::BF16);
        map[name] = shard == 0 ? "a.safetensors" : "b.safetensors";
    }
    test::put(at("/base/config.json"), readFile(source("/tests/data/models/tiny_gpt2/config.json")));
    writeSafetensors(at("/base/a.safetensors"), shards[0]);
    writeSafetensors(at("/base/b.safetensors"), shards[1]);
    test::put(at("/base/model.safetensors.index.json"), nlohmann::json{{"weight_map", map}}.dump());
    const ModelFolder base = openModelFolder(at("/base"));
    const MergeSummary summary = mergeAdapter(base, adapter("lora_causal_gpt2"), at("/merged"));
    const ModelFolder merged = openModelFolder(summary.path);
    QCOMPARE(merged.tensors.size(), base.tensors.size());
    QCOMPARE(summary.merged, base.config.layers);
    for (const auto &[name, entry] : base.tensors) {
        QCOMPARE(merged.tensors.at(name).dtype, DType::BF16);
        if (name.find("c_attn.weight") == std::string::npos)
            QVERIFY2(merged.read(name) == base.read(name), name.c_str());
    }
    const std::vector<float> got = merged.read("h.0.attn.c_attn.weight").toFloats();
    const std::vector<float> wanted = golden("merged.json").at("bf16_gpt2_c_attn").get<std::vector<float>>();
    QCOMPARE(got.size(), wanted.size());
    std::size_t apart = 0;  // a sum in another order may fall on the other side of a tie
    for (std::size_t i = 0; i < got.size(); ++i) {
        QVERIFY(std::abs(got[i] - wanted[i]) <= std::abs(wanted[i]) / 128 + 1e-7F);
        apart += got[i] == wanted[i] ? 0 : 1;
    }
    QVERIFY(apart * 500 <= got.size());
}

void MergedModelTest::anF64ModelIsMergedAtItsOwnPrecision() {
    const auto doubled = [](const std::vector<float> &values, double beside) {
        std::vector<double> wide(values.begin(), values.end());
        for (double &value : wide)
            value += beside;
        return wide;
    };
    const auto packed = [](const HostTensor &like, const std::vector<double> &values) {
        HostTensor tensor{DType::F64, like.shape, std::vector<std::uint8_t>(values.size() * sizeof(double))};
        std::memcpy(tensor.bytes.data(), values.data(), tensor.bytes.size());
        return tensor;
    };
    constexpr double kBelowFp32 = 1e-12;
    const std::string name = "h.0.attn.c_attn.weight";
    TensorMap tensors;
    for (const auto &[key, tensor] : readSafetensors(source("/tests/data/models/tiny_gpt2/model.safetensors")))
        tensors[key] = packed(tensor, doubled(tensor.toFloats(), kBelowFp32));
    test::put(at("/base/config.json"), readFile(source("/tests/data/models/tiny_gpt2/config.json")));
    writeSafetensors(at("/base/model.safetensors"), tensors);
    const ModelFolder base = openModelFolder(at("/base"));
    const AdapterFolder lora = adapter("lora_causal_gpt2");
    const ModelFolder merged = openModelFolder(mergeAdapter(base, lora, at("/merged")).path);
    const HostTensor weight = base.read(name), got = merged.read(name);
    QCOMPARE(got.dtype, DType::F64);
    std::vector<double> before(static_cast<std::size_t>(weight.count())), after(before.size());
    std::memcpy(before.data(), weight.bytes.data(), weight.bytes.size());
    std::memcpy(after.data(), got.bytes.data(), got.bytes.size());
    const std::string factors = "base_model.model.transformer.h.0.attn.c_attn.lora_";
    const std::vector<float> a = lora.tensors.at(factors + "A.weight").toFloats(),
                             b = lora.tensors.at(factors + "B.weight").toFloats();
    const std::size_t rank = static_cast<std::size_t>(lora.config.rank), in = a.size() / rank, out = b.size() / rank;
    for (std::size_t i = 0; i < in; ++i)
        for (std::size_t o = 0; o < out; ++o) {
            double sum = 0;
            for (std::size_t k = 0; k < rank; ++k)
                sum += double(b[o * rank + k]) * double(a[k * in + i]);
            const double wanted = before[i * out + o] + lora.config.alpha / double(rank) * sum;
            QVERIFY(std::abs(after[i * out + o] - wanted) < 1e-14);
        }
}

void MergedModelTest::numbersRoundToTheNearestTiesToEven() {
    const std::vector<float> values = {1.00390625F, 1.01171875F,    -1.00390625F, 65519.F,
                                       65520.F,     2.98023224e-8F, 8.9406967e-8F};
    QCOMPARE(HostTensor::fromFloats({2}, {values[0], values[1]}, DType::BF16).toFloats(),
             (std::vector<float>{1.0F, 1.015625F}));
    const std::vector<float> half =
        HostTensor::fromFloats({4}, {values[3], values[4], values[5], values[6]}, DType::F16).toFloats();
    QCOMPARE(half[0], 65504.F);
    QVERIFY(std::isinf(half[1]));
    QCOMPARE(half[2], 0.F);
    QCOMPARE(half[3], 1.1920929e-7F);
}

void MergedModelTest::anOutputThatHoldsSomethingIsRefused() {
    test::put(at("/out/mine.txt"), "mine");
    QCOMPARE(refusalOf([&] { mergeAdapter(gpt2(), adapter("lora_causal_gpt2"), at("/out")); }).code(),
             ErrorCode::Usage);
    QCOMPARE(readFile(at("/out/mine.txt")), std::string("mine"));
    fs::create_directories(at("/empty"));
    mergeAdapter(gpt2(), adapter("lora_causal_gpt2"), at("/empty/"));
    openModelFolder(at("/empty"));
}

void MergedModelTest::aFullDiskLeavesNothingBehind() {
    setWriteFault([](std::uint64_t, const std::string &) { return ENOSPC; });
    QCOMPARE(refusalOf([&] { mergeAdapter(gpt2(), adapter("lora_causal_gpt2"), at("/out")); }).code(),
             ErrorCode::DiskFull);
    QCOMPARE(filesLeft(), std::size_t(0));
}

void MergedModelTest::anAdapterThatIsNoLoraIsNamed() {
    const auto refusal = refusalOf([&] { mergeAdapter(gpt2(), adapter("prompt_causal_gpt2"), at("/out")); });
    QCOMPARE(refusal.code(), ErrorCode::UnsupportedOption);
    QVERIFY(refusal.detail().find("PROMPT_TUNING") != std::string::npos);
    QCOMPARE(filesLeft(), std::size_t(0));
}

void MergedModelTest::factorsOfAnotherModelAreRefused() {
    QCOMPARE(refusalOf([&] { mergeAdapter(gpt2(), adapter("lora_causal_bloom"), at("/out")); }).code(),
             ErrorCode::AdapterMismatch);
    QCOMPARE(filesLeft(), std::size_t(0));
}

void MergedModelTest::aWeightThatIsNotFiniteIsNamed() {
    AdapterFolder large = adapter("lora_causal_gpt2");
    for (auto &[name, tensor] : large.tensors)
        tensor =
            HostTensor::fromFloats(tensor.shape, std::vector<float>(static_cast<std::size_t>(tensor.count()), 1e30F));
    const auto refusal = refusalOf([&] { mergeAdapter(gpt2(), large, at("/out")); });
    QCOMPARE(refusal.code(), ErrorCode::NotFinite);
    QVERIFY(refusal.detail().find("h.0.attn.c_attn.weight") != std::string::npos);
    QCOMPARE(filesLeft(), std::size_t(0));
}

QTEST_GUILESS_MAIN(MergedModelTest)
#include "merged_model_test.moc"
