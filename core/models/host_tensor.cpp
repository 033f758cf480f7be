// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/host_tensor.h"

#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>
#include <utility>

#include "core/base/error.h"

namespace warbler {

namespace {
// IEEE 754 binary16, subnormals, infinities and NaN payloads included.
float halfToFloat(std::uint16_t half) {
    const std::uint32_t sign = std::uint32_t(half & 0x8000U) << 16;
    const std::uint32_t exponent = (half >> 10) & 0x1FU;
    std::uint32_t fraction = half & 0x3FFU;
    if (exponent == 0x1F)
        return std::bit_cast<float>(sign | 0x7F800000U | (fraction << 13));
    if (exponent != 0)
        return std::bit_cast<float>(sign | ((exponent + 112U) << 23) | (fraction << 13));
    if (fraction == 0)
        return std::bit_cast<float>(sign);
    std::uint32_t shift = 0;
    while ((fraction & 0x400U) == 0) {
        fraction <<= 1;
        ++shift;
    }
    return std::bit_cast<float>(sign | ((113U - shift) << 23) | ((fraction & 0x3FFU) << 13));
}

std::uint16_t floatToBrain(float value) {
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
    if ((bits & 0x7FFFFFFFU) > 0x7F800000U)
        return static_cast<std::uint16_t>((bits >> 16) | 0x40U);  // NaN stays one
    return static_cast<std::uint16_t>((bits + 0x7FFFU + ((bits >> 16) & 1U)) >> 16);
}

std::uint16_t floatToHalf(float value) {
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(value), sign = (bits >> 16) & 0x8000U,
                        size = bits & 0x7FFFFFFFU;
    if (size > 0x7F800000U)
        return static_cast<std::uint16_t>(sign | 0x7E00U);
    if (size >= 0x477FF000U)  // 65,520 and more round to infinity
        return static_cast<std::uint16_t>(sign | 0x7C00U);
    if (size < 0x38800000U)  // subnormal: a whole number of 2^-24, which the processor rounds
        return static_cast<std::uint16_t>(
            sign | static_cast<std::uint32_t>(std::nearbyint(std::bit_cast<float>(size) * 16777216.0F)));
    return static_cast<std::uint16_t>(sign | ((size - 0x38000000U + 0xFFFU + ((size >> 13) & 1U)) >> 13));
}

template <typename Raw, typename Convert>
std::vector<std::uint8_t> bytesOf(const std::vector<float> &values, Convert convert) {
    std::vector<std::uint8_t> bytes(values.size() * sizeof(Raw));
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Raw raw = convert(values[i]);
        std::memcpy(bytes.data() + i * sizeof(Raw), &raw, sizeof(Raw));
    }
    return bytes;
}

template <typename Raw, typename Convert>
std::vector<float> convertValues(const std::vector<std::uint8_t> &bytes, Convert convert) {
    std::vector<float> values(bytes.size() / sizeof(Raw));
    for (std::size_t i = 0; i < values.size(); ++i) {
        Raw raw;
        std::memcpy(&raw, bytes.data() + i * sizeof(Raw), sizeof(Raw));
        values[i] = convert(raw);
    }
    return values;
}
}  // namespace

std::size_t itemSize(DType dtype) {
    switch (dtype) {
    case DType::F64:
    case DType::I64:
        return 8;
    case DType::F32:
    case DType::I32:
        return 4;
    case DType::F16:
    case DType::BF16:
    case DType::I16:
        return 2;
    case DType::I8:
    case DType::U8:
    case DType::Bool:
        return 1;
    }
    return 1;
}

const char *dtypeName(DType dtype) {
    switch (dtype) {
    case DType::F64:
        return "F64";
    case DType::F32:
        return "F32";
    case DType::F16:
        return "F16";
    case DType::BF16:
        return "BF16";
    case DType::I64:
        return "I64";
    case DType::I32:
        return "I32";
    case DType::I16:
        return "I16";
    case DType::I8:
        return "I8";
    case DType::U8:
        return "U8";
    case DType::Bool:
        return "BOOL";
    }
    return "";
}

bool isFloating(DType dtype) {
    return dtype == DType::F32 || dtype == DType::F64 || dtype == DType::F16 || dtype == DType::BF16;
}

std::string shapeText(const std::vector<std::int64_t> &shape) {
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
    return text + "]";
}

std::int64_t HostTensor::count() const {
    std::int64_t product = 1;
    for (const std::int64_t size : shape)
        product *= size;
    return product;
}

HostTensor HostTensor::fromFloats(std::vector<std::int64_t> shape, const std::vector<float> &values, DType dtype) {
    HostTensor tensor;
    tensor.dtype = dtype;
    tensor.shape = std::move(shape);
    switch (dtype) {
    case DType::F32:
        tensor.bytes = bytesOf<float>(values, [](float value) { return value; });
        break;
    case DType::F64:
        tensor.bytes = bytesOf<double>(values, [](float value) { return double(value); });
        break;
    case DType::BF16:
        tensor.bytes = bytesOf<std::uint16_t>(values, floatToBrain);
        break;
    case DType::F16:
        tensor.bytes = bytesOf<std::uint16_t>(values, floatToHalf);
        break;
    default:
        throw Error(ErrorCode::Internal, std::string("floating-point numbers cannot become ") + dtypeName(dtype));
    }
    return tensor;
}

HostTensor HostTensor::fromFloats(std::vector<std::int64_t> shape, const std::vector<float> &values) {
    HostTensor tensor;
    tensor.shape = std::move(shape);
    assert(tensor.count() == static_cast<std::int64_t>(values.size()));
    tensor.bytes.resize(values.size() * sizeof(float));
    if (!values.empty())
        std::memcpy(tensor.bytes.data(), values.data(), tensor.bytes.size());
    return tensor;
}

std::vector<float> HostTensor::toFloats() const {
    switch (dtype) {
    case DType::F32:
        return convertValues<float>(bytes, [](float value) { return value; });
    case DType::F64:
        return convertValues<double>(bytes, [](double value) { return static_cast<float>(value); });
    case DType::F16:
        return convertValues<std::uint16_t>(bytes, halfToFloat);
    case DType::BF16:
        return convertValues<std::uint16_t>(
            bytes, [](std::uint16_t value) { return std::bit_cast<float>(std::uint32_t(value) << 16); });
    default:
        break;
    }
    throw Error(ErrorCode::BadCheckpoint,
                std::string("a tensor of type ") + dtypeName(dtype) + " stands where floating-point numbers are needed",
                "Use a model that is not quantised.");
}

}  // namespace warbler
