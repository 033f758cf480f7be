// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/device/torch.h"

namespace warbler {

// The type in which norms, softmax, losses and adapters of a model of this type are computed: fp64 stays, all else is
// fp32.
at::ScalarType exactType(at::ScalarType dtype);

}  // namespace warbler
