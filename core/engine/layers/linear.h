// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/engine/device/torch.h"
#include "core/engine/layers/dropout.h"

namespace warbler {

class PackedWeights;

// LoRA on one module: y += scale * (dropout(x) Aᵀ) Bᵀ.
struct LoraFactors {
    at::Tensor a;  // [rank, in], fp32
    at::Tensor b;  // [out, rank], fp32
    double scale = 1;
    const Dropout *dropout = nullptr;  // in a training step; null: none
};
using LoraOverlay = std::map<std::string, LoraFactors>;  // by module path

enum class Activation { None, GeluErf, GeluTanh };

// One linear layer of the base: y = x Wᵀ + b. Modules of a checkpoint that read the same input (query, key, value) are
// one Linear with their rows below each other; `parts` says which rows belong to which module, for LoRA. Frozen weights
// get no gradient and cost no time for one; weights that learn (full fine-tuning) go through torch's own linear.
class Linear {
public:
    struct Part {
        std::string module;               // path as in the checkpoint: "encoder.layer.0.attention.self.query"
        std::int64_t begin = 0, end = 0;  // its rows in this weight
        at::Tensor source;  // [end - begin] the row of the module that each row is; undefined: all rows, in order
    };
    Linear() = default;
    Linear(at::Tensor weight, at::Tensor bias, std::vector<Part> parts);  // [out, in]; bias may be undefined

    // x [rows, in] -> [rows, out], after the activation.
    at::Tensor operator()(const at::Tensor &x, const LoraOverlay *lora = nullptr,
                          Activation activation = Activation::None) const;
    // The same without activation. Of x's gradient only the rows numbered in `learnt` [count] are computed and the rest
    // is zero: for an input in which only these rows learn.
    at::Tensor forwardLearningAt(const at::Tensor &learnt, const at::Tensor &x,
                                 const LoraOverlay *lora = nullptr) const;
    // residual + this(x), in one pass over the result where the processor can. In training this(x) loses the share
    // `hidden` of a dropout.
    at::Tensor plus(const at::Tensor &x, const at::Tensor &residual, const LoraOverlay *lora = nullptr,
                    const Dropout *dropout = nullptr) const;
    // Rows begin..end of the weight as a layer of their own.
    Linear rows(std::int64_t begin, std::int64_t end) const;
    const std::vector<Part> &parts() const { return m_parts; }
    const at::Tensor &weight() const { return m_weight; }
    const at::Tensor &bias() const { return m_bias; }
    std::int64_t in() const { return m_weight.size(1); }
    std::int64_t out() const { return m_weight.size(0); }
    bool isFrozen() const;
    bool hasLora(const LoraOverlay *lora) const;
    const std::shared_ptr<PackedWeights> &packedWeights() const { return m_packed; }

private:
    at::Tensor m_weight, m_bias;
    std::vector<Part> m_parts;
    std::shared_ptr<PackedWeights> m_packed;
};

}  // namespace warbler
