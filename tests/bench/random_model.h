// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

namespace warbler {

// Fills `folder`, which holds a config.json, with random weights of that shape in fp32 or bf16, as a checkpoint in
// `shards` parts with its index: the same numbers each time. Memory: one part.
void writeRandomWeights(const std::string &folder, bool isHalf, std::size_t shards);

}  // namespace warbler
