// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/doctor.h"

#include <filesystem>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/number_text.h"
#include "core/base/system_memory.h"
#include "core/corpus/project.h"
#include "core/learn/engine_loader.h"
#include "core/models/model_folder.h"
#include "core/models/model_lookup.h"

namespace warbler {

namespace {

DoctorLine line(const std::string &name, Health health, const std::string &sentence, const std::string &fix = {}) {
    return {name, health, sentence, fix};
}

std::string gigabytes(std::uint64_t bytes) { return fixedText(double(bytes) / 1e9, 1) + " GB"; }

std::vector<DoctorLine> engineLines() {
    std::vector<DoctorLine> lines;
    const std::string path = findEngineLibrary();
    if (path.empty())
        return {line("engine", Health::Fault, "libwarbler_engine.so was not found",
                     "Build Warbler with packaging/run.sh, or set WARBLER_ENGINE.")};
    try {
        const std::unique_ptr<Engine> engine = loadEngine();
        lines.push_back(line("engine", Health::Ok, path + " loads"));
        bool hasCuda = false;
        for (const DeviceInfo &device : engine->devices()) {
            hasCuda = hasCuda || device.name.rfind("cuda", 0) == 0;
            lines.push_back(line("device " + device.name, Health::Ok,
                                 device.description + ", " + gigabytes(device.freeBytes) + " of " +
                                     gigabytes(device.totalBytes) + " free"));
        }
        if (!hasCuda && hasNvidiaDriver())
            lines.push_back(line("cuda", Health::Warning,
                                 "there is an NVIDIA driver, but torch finds no card; runs use the processor",
                                 "Run packaging/setup.sh --gpu; the driver must be 580 or newer."));
        else if (!hasCuda)
            lines.push_back(line("cuda", Health::Ok, "no NVIDIA driver; runs use the processor"));
    } catch (const Error &problem) {
        lines.push_back(line("engine", Health::Fault, problem.detail(), problem.hint()));
    }
    return lines;
}

DoctorLine modelLine() {
    const std::string path = defaultModelPath();
    if (path.empty())
        return line("default model", Health::Fault, "the default encoder is not installed", "Run packaging/setup.sh.");
    try {
        openModelFolder(path);
        return line("default model", Health::Ok, path + " is complete");
    } catch (const Error &problem) {
        return line("default model", Health::Fault, problem.detail(), problem.hint());
    }
}

DoctorLine storageLine() {
    const std::string path = cacheFolder() + "/doctor.warbler";
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    try {
        const std::shared_ptr<Project> project = Project::create(path);
        const std::vector<std::string> problems = project->check();
        project->close();
        std::filesystem::remove(path, ignored);
        if (!problems.empty())
            return line("projects", Health::Fault, problems.front(), "Check the disk.");
        return line("projects", Health::Ok, "a project can be made, checked and closed in " + cacheFolder());
    } catch (const Error &problem) {
        std::filesystem::remove(path, ignored);
        return line("projects", Health::Fault, problem.detail(), problem.hint());
    }
}

DoctorLine memoryLine() {
    const std::uint64_t bytes = systemMemory().available;
    if (bytes < 1500000000)
        return line("memory", Health::Warning,
                    gigabytes(bytes) + " are free; training with the default encoder needs 1.2 GB",
                    "Close other programs.");
    return line("memory", Health::Ok, gigabytes(bytes) + " are free");
}

DoctorLine diskLine() {
    const std::string folder = stateFolder();
    const std::uint64_t bytes = freeDiskBytes(folder);
    if (bytes < 1000000000)
        return line("disk", Health::Warning, "only " + gigabytes(bytes) + " are free in " + folder,
                    "Make room: checkpoints of runs are kept there.");
    return line("disk", Health::Ok, gigabytes(bytes) + " are free in " + folder);
}

}  // namespace

std::vector<DoctorLine> doctor() {
    std::vector<DoctorLine> lines = engineLines();
    lines.push_back(modelLine());
    lines.push_back(storageLine());
    lines.push_back(memoryLine());
    lines.push_back(diskLine());
    return lines;
}

}  // namespace warbler
