// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "core/base/error.h"
#include "core/models/safetensors.h"
#include "core/models/weights_file.h"
#include "tests/fuzz/memory_file.h"

// What is accepted covers the file: header, then every byte of every tensor, once.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const warbler::test::MemoryFile file(data, size);
    try {
        std::uint64_t covered = 0;
        for (const auto &[name, entry] : warbler::readSafetensorsTable(file.path())) {
            const warbler::HostTensor tensor = warbler::readTensor(entry);
            if (tensor.bytes.size() != warbler::tensorBytes(entry) || entry.offset + tensor.bytes.size() > size)
                std::abort();
            covered += tensor.bytes.size();
        }
        std::uint64_t header = 0;
        for (std::size_t i = 8; i-- > 0;)
            header = (header << 8) | data[i];
        if (8 + header + covered != size)
            std::abort();
    } catch (const warbler::Error &error) {
        if (error.detail().empty() || error.code() == warbler::ErrorCode::Internal)
            std::abort();
    }
    return 0;
}
