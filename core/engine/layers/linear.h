// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/engine/device/torch.h"

namespace warbler {

class PackedWeights;
struct Dropout;

// LoRA on one module: y += scale * (drop(x) Aᵀ) Bᵀ.
struct LoraFactors {
    at::Tensor a;  // [rank, in], fp32
    at::Tensor b;  // [out, rank], fp32
    double scale = 1;
    const Dropout *dropout = nullptr;  // of a training step; none otherwise
};
using LoraOverlay = std::map<std::string, LoraFactors>;  // by module path

enum class Activation { None, GeluErf, GeluTanh };

// One linear layer of the frozen base: y = x Wᵀ + b. Several modules of a checkpoint that read the same rows (query,
// key, value) are one Linear; `parts` remembers which rows are whose, for LoRA. Weights without requires_grad get no
// gradient and cost none; with it (full fine-tuning) torch's own linear is used.
class Linear {
public:
    struct Part {
        std::string module;               // path as in the checkpoint: "encoder.layer.0.attention.self.query"
        std::int64_t begin = 0, end = 0;  // rows of this weight
        at::Tensor source;                // [end - begin]: the module's rows that these are; undefined: all, in order
    };
    Linear() = default;
    Linear(at::Tensor weight, at::Tensor bias, std::vector<Part> parts);  // [out, in]; bias may be undefined

    // x [rows, in] -> [rows, out]. The activation is applied too.
    at::Tensor operator()(const at::Tensor &x, const LoraOverlay *lora = nullptr,
                          Activation activation = Activation::None) const;
    // The same; of x's gradient only rows `learnt` [count] are computed, the others are zeros: for inputs that are
    // given but for these.
    at::Tensor learningAt(const at::Tensor &learnt, const at::Tensor &x, const LoraOverlay *lora = nullptr) const;
    // residual + this(x), in one pass over the result where the processor can.
    at::Tensor plus(const at::Tensor &x, const at::Tensor &residual, const LoraOverlay *lora = nullptr) const;
    // Rows begin..end of the weight as a layer of their own.
    Linear rows(std::int64_t begin, std::int64_t end) const;
    const std::vector<Part> &parts() const { return m_parts; }
    const at::Tensor &weight() const { return m_weight; }
    const at::Tensor &bias() const { return m_bias; }
    std::int64_t in() const { return m_weight.size(1); }
    std::int64_t out() const { return m_weight.size(0); }
    bool isFrozen() const;
    bool hasLora(const LoraOverlay *lora) const;
    const std::shared_ptr<PackedWeights> &packed() const { return m_packed; }

private:
    at::Tensor m_weight, m_bias;
    std::vector<Part> m_parts;
    std::shared_ptr<PackedWeights> m_packed;
};

}  // namespace warbler
