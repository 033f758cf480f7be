// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include "core/models/model_folder.h"

namespace warbler {

// Tensor table of a torch.save file (STORED zip of one pickle and raw storages, or the stream from before 1.6), read by
// an allow-list of opcodes and globals: nothing is called. Throws Error(BadCheckpoint): "contains code (os.system);
// refused".
std::map<std::string, TensorEntry> readTorchBinTable(const std::string &path);

}  // namespace warbler
