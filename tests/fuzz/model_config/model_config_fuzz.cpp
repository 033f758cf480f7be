// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "core/base/error.h"
#include "core/models/model_config.h"
#include "tests/fuzz/memory_file.h"

// Whatever config is accepted describes a model of a countable size.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const warbler::test::MemoryFile file(data, size);
    try {
        const warbler::ModelConfig config = warbler::readModelConfig(file.path());
        if (config.hidden < 1 || config.headDim < 1 || config.heads % config.keyValueHeads != 0 ||
            !(config.normEpsilon > 0) || config.parameters() < 1 || config.headParameters() < 1)
            std::abort();
    } catch (const warbler::Error &error) {
        if (error.detail().empty() || error.code() == warbler::ErrorCode::Internal)
            std::abort();
    }
    return 0;
}
