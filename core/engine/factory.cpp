// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch_engine.h"

// The only name the library exports.
extern "C" warbler::Engine *warbler_create_engine(int contractVersion) noexcept {
    if (contractVersion != warbler::kEngineContract)
        return nullptr;
    try {
        return new warbler::TorchEngine;
    } catch (...) {
        return nullptr;
    }
}
