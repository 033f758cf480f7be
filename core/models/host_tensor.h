// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace warbler {

enum class DType { F64, F32, F16, BF16, I64, I32, I16, I8, U8, Bool };
std::size_t itemSize(DType dtype);   // bytes
const char *dtypeName(DType dtype);  // as safetensors writes it: "F32"
bool isFloating(DType dtype);
std::string shapeText(const std::vector<std::int64_t> &shape);  // "[256, 2048]", for messages

// A named tensor in host memory, contiguous, row-major, little-endian.
struct HostTensor {
    DType dtype = DType::F32;
    std::vector<std::int64_t> shape;
    std::vector<std::uint8_t> bytes;  // product(shape) * itemSize(dtype)

    std::int64_t count() const;
    static HostTensor fromFloats(std::vector<std::int64_t> shape, const std::vector<float> &values);
    // The nearest number of a floating-point dtype, ties to even; what is too large for it becomes infinite.
    static HostTensor fromFloats(std::vector<std::int64_t> shape, const std::vector<float> &values, DType dtype);
    std::vector<float> toFloats() const;  // F32, F64, F16, BF16
    bool operator==(const HostTensor &) const = default;
};

using TensorMap = std::map<std::string, HostTensor>;

}  // namespace warbler
