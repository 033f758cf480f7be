// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include "core/models/model_folder.h"

namespace warbler {

// Header of a safetensors file, checked for every defect (overlap, gaps, overflow, duplicate keys ...).
// Throws Error(BadCheckpoint) with a message of its own for each defect. Read with pread; memory <= header + 64 MiB.
std::map<std::string, TensorEntry> readSafetensorsTable(const std::string &path);
TensorMap readSafetensors(const std::string &path);
// Metadata {"format": "pt"}, tensors sorted by name, as the reference library's save_file orders them by dtype and name.
void writeSafetensors(const std::string &path, const TensorMap &tensors);

}  // namespace warbler
