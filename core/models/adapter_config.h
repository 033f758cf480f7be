// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/models/adapter_folder.h"

namespace warbler {

// Throws Error(BadAdapter | UnsupportedOption | MissingFile) naming the file and the field.
AdapterConfig readAdapterConfig(const std::string &path);

}  // namespace warbler
