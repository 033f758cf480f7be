// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/models/weights_file.h"

namespace warbler {

struct ZipEntry {
    std::uint64_t offset = 0;  // of the data, in the file
    std::uint64_t size = 0;    // bytes
};

// Table of a zip archive whose entries are all STORED, as torch.save writes it; sizes are the central directory's.
// Checked: every entry inside the file, none overlapping, no name twice, no absolute name, no "..". Throws
// Error(BadCheckpoint).
std::map<std::string, ZipEntry> readZipTable(const WeightsFile &file);

}  // namespace warbler
