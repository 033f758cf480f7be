// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace warbler::test {

// A file that must be refused, and a part of the one message that says why.
struct HostileFile {
    std::string name, bytes, message;
    std::uint64_t size = 0;  // of the file if it is longer: the rest is zeros
};

std::vector<HostileFile> hostileSafetensors();
std::vector<HostileFile> hostileArchives();  // zip
std::vector<HostileFile> hostilePickles();   // inside a good archive, or in the stream form
std::vector<HostileFile> hostileConfigs();   // config.json
std::vector<HostileFile> hostileAdapterConfigs();

// Pickles that want to run something when they are loaded: callables times the ways a pickle has to call them.
std::vector<HostileFile> codePickles();

// A config.json that is right, with one field set to a JSON text (or, where that is empty, taken out).
std::string bertConfig(const std::string &field = {}, const std::string &value = {});
std::string promptConfig(const std::string &field = {}, const std::string &value = {});
std::string loraConfig(const std::string &field = {}, const std::string &value = {});

}  // namespace warbler::test
