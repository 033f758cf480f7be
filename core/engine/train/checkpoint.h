// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/models/host_tensor.h"

namespace warbler {

// A run at the border of an optimiser step, as bytes: "WRBLCKP1", u64 LE length of a JSON header, the header (state and
// tensor table), the tensors, SHA-256 of all before it. Numbers of the header are written so that they read back equal.
struct Checkpoint {
    nlohmann::json state;
    TensorMap tensors;
    std::string bytes() const;
    // Throws Error(BadCheckpoint) if the bytes are cut, changed or of another version.
    static Checkpoint fromBytes(const std::string &bytes);
};

}  // namespace warbler
