// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/kernels/kernel_set.h"

namespace warbler::baseline {

KernelSet kernels();  // for any processor of the platform

}  // namespace warbler::baseline
