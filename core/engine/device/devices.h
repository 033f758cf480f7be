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
// Sets how many threads torch computes with, once per process: `wanted` if above 0, else $OMP_NUM_THREADS or
// $SLURM_CPUS_PER_TASK where set, else one for each physical core.
void setThreadsOnce(int wanted);
std::uint64_t availableHostBytes();  // the system's MemAvailable, or less where the control group allows less
std::uint64_t freeDeviceBytes(at::Device device);

}  // namespace warbler
