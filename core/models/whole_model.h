// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/models/adapter_folder.h"
#include "core/models/model_folder.h"

namespace warbler {

// A fine-tuned model is saved whole: a folder as transformers' AutoModelForSequenceClassification opens it, with
// warbler.json beside it. It is its own base model, and its head is read like that of a trained head.

// Whether path has such a folder's three files, warbler.json saying method=full, or merged: see merged_model.h.
bool isWholeModel(const std::string &path);

// Weights, warbler.json and the tokenizer's files of `base`, config.json last: the base's own with the labels in it;
// without labels the head gives one number, as transformers' problem_type "regression". Tensor names as transformers'
// files have them. Reads all back. Throws Error(IoError | DiskFull ...).
void writeWholeModel(const std::string &path, const ModelFolder &base, const TensorMap &tensors,
                     const std::vector<std::string> &labels, const std::string &warblerJson);
// The base's config.json for a model with a head: its labels, or none for one number; dtype as "float32".
std::string classifierConfigText(const ModelFolder &base, const std::vector<std::string> &labels,
                                 const std::string &dtype);
// The names that files of a tokenizer can have.
inline constexpr const char *kTokenizerFiles[] = {"tokenizer.json",
                                                  "tokenizer_config.json",
                                                  "special_tokens_map.json",
                                                  "added_tokens.json",
                                                  "vocab.txt",
                                                  "bpe.codes",
                                                  "vocab.json",
                                                  "merges.txt",
                                                  "tokenizer.model",
                                                  "sentencepiece.bpe.model"};
// The tokenizer's files that the folder has.
void copyTokenizer(const std::string &from, const std::string &to);

// The head as an adapter of kind Head, names as such an adapter's; weightsSha256 of model.safetensors.
// Throws Error(BadAdapter) where the head is missing, and as openModelFolder.
AdapterFolder readWholeModel(const std::string &path);

}  // namespace warbler
