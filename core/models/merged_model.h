// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/models/adapter_folder.h"
#include "core/models/model_folder.h"

namespace warbler {

struct MergeSummary {
    std::string path;                      // absolute
    std::int64_t merged = 0, tensors = 0;  // weights that changed, weights written
    std::uint64_t bytes = 0;               // of model.safetensors
    std::vector<std::string> warnings;
};

// A LoRA adapter worked into its base, as PEFT's merge_and_unload: W + s B A in fp32 (fp64 for an fp64 base), s =
// alpha/r or alpha/sqrt(r), transposed for GPT-2. A weight is written in the base's number type; the sum of a bf16 or
// fp16 base is rounded to the nearest such number, ties to even; the adapter's head keeps its
// own type. Embeddings and tied heads stay as they are. folder gets config.json, the tokenizer's files and one
// model.safetensors with transformers' names; with a head it is a model for sequence classification with the categories
// of warbler.json in it, and where there is such a record, one saying merged: true. Tensor by tensor: memory is that of
// the largest one. folder appears whole or not at all and must be empty or not exist. Throws Error(UnsupportedOption)
// for an adapter that is no LoRA, Error(AdapterMismatch), Error(NotFinite) naming the weight, Error(Usage) for a folder
// that holds something, Error(DiskFull | IoError ...).
MergeSummary mergeAdapter(const ModelFolder &base, const AdapterFolder &adapter, const std::string &folder);

}  // namespace warbler
