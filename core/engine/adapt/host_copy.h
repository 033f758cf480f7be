// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/device/torch.h"
#include "core/models/host_tensor.h"

namespace warbler {

HostTensor toHost(const at::Tensor &tensor);  // as fp32; an fp64 tensor as fp64
// Throws Error(BadAdapter) where the stored type holds no floating point numbers.
at::Tensor toDevice(const HostTensor &tensor, at::ScalarType dtype, at::Device device);

}  // namespace warbler
