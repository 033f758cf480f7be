// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>
#include <string>

namespace warbler {

// The one place where torch's exceptions become Warbler's.
enum class TorchFailure { OutOfMemory, DeviceLost, Other };
TorchFailure failureOf(const std::exception &exception);
bool isOutOfMemory(const std::exception &exception);
std::string firstLine(const std::exception &exception);
// Call it when memory ran out, before trying again with less.
void releaseCachedMemory();

// Call it inside a catch block. Rethrows Error and Cancelled as they are, everything else as Error(DeviceOutOfMemory |
// DeviceLost | Internal). Sets isLost where the device cannot be used again.
[[noreturn]] void rethrowAsError(bool &isLost);

}  // namespace warbler
