// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/device/devices.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>

#include <c10/core/CachingDeviceAllocator.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/system_memory.h"

namespace warbler {

namespace {

std::string processorName() {
    std::ifstream file("/proc/cpuinfo");
    std::string line;
    while (std::getline(file, line))
        if (line.rfind("model name", 0) == 0)
            return line.substr(std::min(line.size(), line.find(':') + 2));
    return "processor";
}

// Pairs of package and core; hyper-threads share one.
int physicalCores() {
    std::ifstream file("/proc/cpuinfo");
    std::set<std::string> cores;
    std::string line, package;
    while (std::getline(file, line)) {
        if (line.rfind("physical id", 0) == 0)
            package = line;
        if (line.rfind("core id", 0) == 0)
            cores.insert(package + line);
    }
    const int all = int(std::max(1u, std::thread::hardware_concurrency()));
    return cores.empty() ? all : std::min(all, int(cores.size()));
}

std::uint64_t numberIn(const char *path, std::uint64_t otherwise) {
    std::ifstream file(path);
    std::uint64_t value = 0;
    return file >> value ? value : otherwise;
}

// As the driver calls its cards, where all are of one model: CUDA may count them in another order than the driver.
std::string cardName() {
    std::set<std::string> models;
    std::error_code failure;
    for (const auto &card : std::filesystem::directory_iterator("/proc/driver/nvidia/gpus", failure)) {
        std::ifstream file(card.path() / "information");
        for (std::string line; std::getline(file, line);)
            if (line.rfind("Model:", 0) == 0)
                models.insert(line.substr(std::min(line.size(), line.find_first_not_of(" \t", 6))));
    }
    return models.size() == 1 && !models.begin()->empty() ? *models.begin() : "NVIDIA graphics card";
}

int cudaDevices() { return at::hasCUDA() ? int(c10::impl::VirtualGuardImpl(c10::DeviceType::CUDA).deviceCount()) : 0; }

}  // namespace

std::uint64_t availableHostBytes() {
    const std::uint64_t free = systemMemory().available;
    const std::uint64_t limit = numberIn("/sys/fs/cgroup/memory.max", free),
                        used = numberIn("/sys/fs/cgroup/memory.current", 0);
    return std::min(free, limit > used ? limit - used : 0);
}

std::uint64_t freeDeviceBytes(at::Device device) {
    if (device.is_cpu())
        return availableHostBytes();
    return std::uint64_t(c10::getDeviceAllocator(device.type())->getMemoryInfo(device.index()).first);
}

std::vector<DeviceInfo> listDevices() {
    DeviceInfo cpu;
    cpu.name = "cpu";
    cpu.description =
        processorName() + ", " + std::to_string(at::get_num_threads()) + " threads, " + at::get_cpu_capability();
    cpu.freeBytes = availableHostBytes();
    cpu.totalBytes = systemMemory().total;
    std::vector<DeviceInfo> devices = {cpu};
    for (int i = 0; i < cudaDevices(); ++i) {
        const auto [free, total] = c10::getDeviceAllocator(c10::DeviceType::CUDA)->getMemoryInfo(c10::DeviceIndex(i));
        devices.push_back({"cuda:" + std::to_string(i), cardName(), std::uint64_t(free), std::uint64_t(total)});
    }
    return devices;
}

at::Device deviceNamed(const std::string &name) {
    const int cards = cudaDevices();
    if (name == "cpu" || (name == "auto" && cards == 0))
        return at::kCPU;
    if (name == "auto" || name == "cuda")
        if (cards > 0)
            return at::Device(at::kCUDA, 0);
    if (name.rfind("cuda:", 0) == 0) {
        const auto index = parseInteger(std::string_view(name).substr(5));
        if (index && *index >= 0 && *index < cards)
            return at::Device(at::kCUDA, c10::DeviceIndex(*index));
    }
    throw Error(ErrorCode::NoSuchDevice,
                "device " + name + " is not here; there is cpu" +
                    (cards > 0 ? " and cuda:0 to cuda:" + std::to_string(cards - 1)
                               : std::string(", and no CUDA device was found")),
                "Choose one of these, or auto.");
}

at::ScalarType dtypeNamed(const std::string &name) {
    if (name == "float32")
        return at::kFloat;
    if (name == "bfloat16")
        return at::kBFloat16;
    if (name == "float64")
        return at::kDouble;
    throw Error(ErrorCode::BadConfig, "dtype " + name + " is none of float32, bfloat16, float64", "Use float32.");
}

void setThreadsOnce(int wanted) {
    static const bool done = [wanted] {
        int threads = wanted;
        for (const char *variable : {"OMP_NUM_THREADS", "SLURM_CPUS_PER_TASK"})
            if (const char *value = std::getenv(variable); threads <= 0 && value)
                threads = std::atoi(value);
        at::set_num_threads(threads > 0 ? threads : physicalCores());
        return true;
    }();
    static_cast<void>(done);
}

}  // namespace warbler
