// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "core/base/error.h"
#include "core/models/adapter_config.h"
#include "tests/fuzz/memory_file.h"

// What is accepted is written so that it reads back as the same config.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const warbler::test::MemoryFile file(data, size);
    bool isAccepted = false;
    try {
        const warbler::AdapterConfig config = warbler::readAdapterConfig(file.path());
        isAccepted = true;
        const std::string text = warbler::adapterConfigText(config);
        const warbler::test::MemoryFile written(reinterpret_cast<const std::uint8_t *>(text.data()), text.size());
        if (warbler::adapterConfigText(warbler::readAdapterConfig(written.path())) != text)
            std::abort();
    } catch (const warbler::Error &error) {
        if (isAccepted || error.detail().empty() || error.code() == warbler::ErrorCode::Internal)
            std::abort();
    }
    return 0;
}
