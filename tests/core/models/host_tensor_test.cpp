// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstring>
#include <limits>

#include <QTest>

#include "core/base/sha256.h"
#include "core/models/host_tensor.h"
#include "tests/golden/golden.h"
#include "tests/support/refusal.h"

using namespace warbler;

class HostTensorTest : public QObject {
    Q_OBJECT
private slots:
    void sixteenBitNumbersBecomeTheFloatsOfTorch();
    void notANumberStaysNotANumber();
    void floatsComeBackAsTheyWere();
    void doublesAreRounded();
    void wholeNumbersAreNoFloats();
};

namespace {
HostTensor allPatterns(DType dtype) {
    HostTensor tensor;
    tensor.dtype = dtype;
    tensor.shape = {65536};
    for (int i = 0; i < 65536; ++i) {
        tensor.bytes.push_back(static_cast<std::uint8_t>(i & 255));
        tensor.bytes.push_back(static_cast<std::uint8_t>(i >> 8));
    }
    return tensor;
}
}  // namespace

void HostTensorTest::sixteenBitNumbersBecomeTheFloatsOfTorch() {
    const nlohmann::json wanted = golden("adapters.json").at("conversions");
    for (const auto &[name, dtype] : {std::pair("half", DType::F16), std::pair("bfloat", DType::BF16)}) {
        Sha256 hash;
        for (const float value : allPatterns(dtype).toFloats())
            if (!std::isnan(value))
                hash.update(&value, sizeof value);
        QCOMPARE(hex(hash.finish()), wanted.at(name).get<std::string>());
    }
}

void HostTensorTest::notANumberStaysNotANumber() {
    const std::vector<float> values = allPatterns(DType::F16).toFloats();
    int count = 0;
    for (const float value : values)
        count += std::isnan(value) ? 1 : 0;
    QCOMPARE(count, 2 * 1023);
    QCOMPARE(values[0x7C00], std::numeric_limits<float>::infinity());
    QCOMPARE(values[1], std::ldexp(1.0F, -24));
}

void HostTensorTest::floatsComeBackAsTheyWere() {
    const std::vector<float> values = {0.0F, -1.5F, 3e38F, std::numeric_limits<float>::denorm_min(), 1, 2};
    const HostTensor tensor = HostTensor::fromFloats({2, 3}, values);
    QCOMPARE(tensor.count(), std::int64_t(6));
    QCOMPARE(tensor.bytes.size(), std::size_t(24));
    QCOMPARE(tensor.toFloats(), values);
    QVERIFY(HostTensor::fromFloats({0, 3}, {}).toFloats().empty());
    QCOMPARE(HostTensor::fromFloats({}, {7}).count(), std::int64_t(1));
}

void HostTensorTest::doublesAreRounded() {
    HostTensor tensor;
    tensor.dtype = DType::F64;
    tensor.shape = {1};
    const double third = 1.0 / 3;
    tensor.bytes.resize(8);
    std::memcpy(tensor.bytes.data(), &third, 8);
    QCOMPARE(tensor.toFloats(), std::vector<float>{1.0F / 3});
}

void HostTensorTest::wholeNumbersAreNoFloats() {
    HostTensor tensor;
    tensor.dtype = DType::I64;
    QVERIFY(test::refusalOf([&] { tensor.toFloats(); }).detail().find("I64") != std::string::npos);
}

QTEST_APPLESS_MAIN(HostTensorTest)
#include "host_tensor_test.moc"
