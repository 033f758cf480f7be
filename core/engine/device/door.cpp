// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/device/door.h"

#include <new>

#include <c10/core/CachingDeviceAllocator.h>
#include <c10/util/Exception.h>

#include "core/base/error.h"
#include "core/engine/device/host_allocator.h"
#include "core/engine/device/torch.h"

namespace warbler {

TorchFailure failureOf(const std::exception &exception) {
    const std::string text = exception.what();
    const bool isTorch = dynamic_cast<const c10::Error *>(&exception) != nullptr;
    if (dynamic_cast<const c10::OutOfMemoryError *>(&exception) || dynamic_cast<const std::bad_alloc *>(&exception) ||
        (isTorch &&
         (text.find("can't allocate memory") != std::string::npos ||
          text.find("not enough memory") != std::string::npos || text.find("out of memory") != std::string::npos)))
        return TorchFailure::OutOfMemory;
    if (isTorch && (text.find("CUDA error") != std::string::npos || text.find("CUDNN_STATUS") != std::string::npos ||
                    text.find("CUBLAS_STATUS") != std::string::npos))
        return TorchFailure::DeviceLost;
    return TorchFailure::Other;
}

bool isOutOfMemory(const std::exception &exception) {
    return !dynamic_cast<const Error *>(&exception) && failureOf(exception) == TorchFailure::OutOfMemory;
}

std::string firstLine(const std::exception &exception) {
    const auto *torch = dynamic_cast<const c10::Error *>(&exception);
    const std::string text = torch ? torch->msg() : exception.what();
    return text.substr(0, text.find('\n'));
}

void releaseCachedMemory() {
    emptyHostCache();
    if (at::hasCUDA())
        c10::getDeviceAllocator(at::kCUDA)->emptyCache();
}

void rethrowAsError(bool &isLost) {
    try {
        throw;
    } catch (const Error &) {
        throw;
    } catch (const Cancelled &) {
        throw;
    } catch (const std::exception &exception) {
        switch (failureOf(exception)) {
        case TorchFailure::OutOfMemory:
            throw Error(ErrorCode::DeviceOutOfMemory, "the device ran out of memory: " + firstLine(exception),
                        "Lower batch_size, micro_batch or max_tokens, or close other programs.");
        case TorchFailure::DeviceLost:
            isLost = true;
            throw Error(ErrorCode::DeviceLost, "the graphics card failed: " + firstLine(exception),
                        "Start Warbler again; labels are safe and the run goes on from its checkpoint.");
        case TorchFailure::Other:
            break;
        }
        throw Error(ErrorCode::Internal, "the engine failed: " + firstLine(exception),
                    "Please report this sentence with what you did.");
    }
}

}  // namespace warbler
