// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/engine/device/torch.h"
#include "core/learn/engine.h"

namespace warbler {

std::vector<DeviceInfo> listDevices();
// "auto", "cpu", "cuda", "cuda:N". Throws Error(NoSuchDevice) naming what there is.
at::Device deviceNamed(const std::string &name);
at::ScalarType dtypeNamed(const std::string &name);  // float32, bfloat16, float64; throws Error(BadConfig)
// Intra-op threads, once per process: wanted, or $OMP_NUM_THREADS and $SLURM_CPUS_PER_TASK where set, else physical
// cores.
void setThreadsOnce(int wanted);
std::uint64_t availableHostBytes();  // MemAvailable, at most what the control group leaves
std::uint64_t freeDeviceBytes(at::Device device);

}  // namespace warbler
