// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/device/torch.h"
#include "core/models/host_tensor.h"

namespace warbler {

HostTensor toHost(const at::Tensor &tensor);  // fp32, or fp64 where the tensor is
at::Tensor toDevice(const HostTensor &tensor, at::ScalarType dtype, at::Device device);

}  // namespace warbler
