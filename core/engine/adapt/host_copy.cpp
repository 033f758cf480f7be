// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/adapt/host_copy.h"

#include <cstring>

#include "core/base/error.h"

namespace warbler {

HostTensor toHost(const at::Tensor &tensor) {
    const bool isDouble = tensor.scalar_type() == at::kDouble;
    const at::Tensor host = tensor.detach().to(at::kCPU, isDouble ? at::kDouble : at::kFloat).contiguous();
    HostTensor copy;
    copy.dtype = isDouble ? DType::F64 : DType::F32;
    copy.shape.assign(host.sizes().begin(), host.sizes().end());
    copy.bytes.resize(host.nbytes());
    std::memcpy(copy.bytes.data(), host.const_data_ptr(), copy.bytes.size());
    return copy;
}

at::Tensor toDevice(const HostTensor &tensor, at::ScalarType dtype, at::Device device) {
    at::ScalarType stored = at::kFloat;
    switch (tensor.dtype) {
    case DType::F64:
        stored = at::kDouble;
        break;
    case DType::F32:
        stored = at::kFloat;
        break;
    case DType::F16:
        stored = at::kHalf;
        break;
    case DType::BF16:
        stored = at::kBFloat16;
        break;
    default:
        throw Error(ErrorCode::BadAdapter, std::string("an adapter's tensor is stored as ") + dtypeName(tensor.dtype),
                    "Adapters hold floating point numbers; save it again.");
    }
    at::Tensor host = at::empty(tensor.shape, at::TensorOptions().dtype(stored));
    std::memcpy(host.data_ptr(), tensor.bytes.data(), tensor.bytes.size());
    return host.to(device, dtype);
}

}  // namespace warbler
