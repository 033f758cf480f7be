// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/engine/device/devices.h"
#include "core/engine/families/load_language_model.h"
#include "tests/golden/golden.h"

namespace warbler {

inline void expect(bool holds, const std::string &otherwise) {
    if (!holds)
        throw std::runtime_error(otherwise);
}

// Largest difference, relative to the largest value wanted (at least 1).
inline double distance(const at::Tensor &got, const at::Tensor &wanted) {
    expect(got.sizes() == wanted.sizes(), "the shapes differ");
    const at::Tensor a = got.detach().to(at::kCPU, at::kDouble), b = wanted.detach().to(at::kCPU, at::kDouble);
    if (b.numel() == 0)
        return 0;
    return ((a - b).abs().max() / b.abs().max().clamp_min(1)).item<double>();
}

inline void expectNear(const at::Tensor &got, const at::Tensor &wanted, double tolerance, const std::string &what) {
    const double apart = distance(got, wanted);
    expect(apart <= tolerance, what + " differs by " + std::to_string(apart * 1e6) + "e-6, allowed are " +
                                   std::to_string(tolerance * 1e6) + "e-6");
}

// A fixed wave instead of a generator: the same on every device and version.
inline at::Tensor wave(std::vector<std::int64_t> shape, std::int64_t seed, at::ScalarType dtype) {
    std::int64_t count = 1;
    for (std::int64_t size : shape)
        count *= size;
    return at::sin(at::arange(count, at::kDouble) * (0.7 + 0.013 * double(seed)) + double(seed)).view(shape).to(dtype);
}

inline at::Tensor tensorOf(const nlohmann::json &values) {
    if (values[0].is_array()) {
        std::vector<at::Tensor> rows;
        for (const nlohmann::json &row : values)
            rows.push_back(tensorOf(row));
        return at::stack(rows);
    }
    return at::tensor(values.get<std::vector<double>>(), at::kDouble);
}

inline std::string committedModel(const std::string &name) {
    return std::string(std::getenv("WARBLER_TEST_SOURCE")) + "/tests/data/models/" + name;
}
inline std::string publicModel(const std::string &name) {
    return std::string(std::getenv("WARBLER_TEST_DATA")) + "/models/" + name;
}

inline std::shared_ptr<const LanguageModel> loadModel(const std::string &path, const std::string &device,
                                                      at::ScalarType dtype = at::kFloat,
                                                      Weights weights = Weights::Frozen) {
    return loadLanguageModel(openModelFolder(path), deviceNamed(device), dtype, weights);
}

// Tolerances: fp32 on the processor 1e-5, on a card 1e-4.
inline double singleTolerance(const std::string &device) { return device == "cpu" ? 1e-5 : 1e-4; }

}  // namespace warbler
