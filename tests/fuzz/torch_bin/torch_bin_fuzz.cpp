// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "core/base/error.h"
#include "core/models/torch_bin.h"
#include "core/models/weights_file.h"
#include "tests/fuzz/memory_file.h"

// Every tensor that is accepted can be read from inside the file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const warbler::test::MemoryFile file(data, size);
    try {
        for (const auto &[name, entry] : warbler::readTorchBinTable(file.path())) {
            const warbler::HostTensor tensor = warbler::readTensor(entry);
            if (tensor.bytes.size() > size || entry.offset > size || entry.shape.size() != entry.strides.size())
                std::abort();
        }
    } catch (const warbler::Error &error) {
        if (error.detail().empty() || error.code() == warbler::ErrorCode::Internal)
            std::abort();
    }
    return 0;
}
