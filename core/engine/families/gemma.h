// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/families/llama.h"

namespace warbler {

// Gemma 1: Llama with rows times sqrt(hidden) rounded to the model's type, norms times (1 + weight), a tanh gelu gate,
// a head dimension of its own and a tied head.
class Gemma : public Llama {
public:
    using Llama::Llama;

protected:
    at::Tensor entered(const at::Tensor &rows) const override;
    at::Tensor normed(const at::Tensor &x, const at::Tensor &weight) const override;
    at::Tensor gated(const at::Tensor &gate) const override;
};

}  // namespace warbler
