// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs the engine's cases without Qt: golden_runner [--device cpu|cuda] [--data]. --data runs those that read public
// data, and only those. Exits with 77 and a reason where the device or the data is absent.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <string>

#include "core/base/error.h"
#include "core/engine/device/devices.h"
#include "core/learn/engine_loader.h"
#include "tests/core/engine/cases.h"

int main(int count, char **words) {
    std::string device = "cpu", only;
    bool wantsData = false;
    for (int i = 1; i < count; ++i) {
        if (std::strcmp(words[i], "--data") == 0)
            wantsData = true;
        else if (std::strcmp(words[i], "--device") == 0 && i + 1 < count)
            device = words[++i];
        else if (std::strcmp(words[i], "--only") == 0 && i + 1 < count)
            only = words[++i];
    }
    if (!std::getenv("WARBLER_TEST_SOURCE")) {
        std::printf("WARBLER_TEST_SOURCE must name the checkout with tests/golden and tests/data\n");
        return 2;
    }
    const char *data = std::getenv("WARBLER_TEST_DATA");
    if (wantsData && !(data && std::filesystem::exists(std::string(data) + "/models"))) {
        std::printf("skipped: the public test data is not there (WARBLER_TEST_DATA)\n");
        return 77;
    }
    if (device != "cpu")
        warbler::openCudaLibrary();
    try {
        warbler::deviceNamed(device);
    } catch (const warbler::Error &error) {
        std::printf("skipped: %s\n", error.detail().c_str());
        return 77;
    }
    warbler::setThreadsOnce(1);
    int failed = 0, run = 0;
    for (const warbler::Case &one : warbler::engineCases()) {
        if (one.needsData != wantsData || (!only.empty() && one.name.find(only) == std::string::npos))
            continue;
        ++run;
        try {
            one.run(device);
            std::printf("ok    %s\n", one.name.c_str());
        } catch (const warbler::Error &error) {
            ++failed;
            std::printf("FAIL  %s: %s\n", one.name.c_str(), error.detail().c_str());
        } catch (const std::exception &exception) {
            ++failed;
            const std::string text = exception.what();
            std::printf("FAIL  %s: %s\n", one.name.c_str(), text.substr(0, text.find('\n')).c_str());
        }
    }
    std::printf("%d cases, %d failed\n", run, failed);
    return failed > 0 || run == 0 ? 1 : 0;
}
