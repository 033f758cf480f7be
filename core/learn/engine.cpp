// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/engine.h"

namespace warbler {

// Here, so that the engine's library and the programs share one type.
Engine::~Engine() = default;

}  // namespace warbler
