// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/models/host_tensor.h"
#include "core/models/model_config.h"

namespace warbler {

// Where the bytes of one tensor lie: validated, nothing loaded yet.
struct TensorEntry {
    std::string file;  // absolute
    DType dtype = DType::F32;
    std::vector<std::int64_t> shape, strides;  // strides in elements; row-major unless a .bin says otherwise
    std::uint64_t offset = 0;                  // of the first element, in the file
};

// Tensors of a checkpoint that an adapter changes; the folder's table has their new type and shape. Any thread.
class TensorEdits {
public:
    virtual ~TensorEdits();
    virtual bool changes(const std::string &tensor) const = 0;
    virtual HostTensor editedTensor(const std::string &tensor) const = 0;  // F32; Error(BadCheckpoint | IoError)
    virtual DType storedType(const std::string &tensor) const = 0;         // type of the tensor it was made from
};

// One checkpoint in Hugging Face layout: config, tokenizer files, tensor table. The names are as the
// file has them, with the optional leading part of the family stripped and gamma/beta renamed.
struct ModelFolder {
    std::string path;  // absolute
    std::string name;  // repository name if it lies in a Hugging Face cache, "default", or the path
    ModelConfig config;
    std::map<std::string, TensorEntry> tensors;
    std::vector<std::string> weightFiles;
    std::vector<std::string> missing;   // optional tensors the files lack: tied head, pooler, classifier
    std::vector<std::string> warnings;  // of config.json, and one sentence about tensors no model of this type has
    std::shared_ptr<const TensorEdits> edits;  // null: the tensors are as the files have them

    bool has(const std::string &tensor) const { return tensors.count(tensor) != 0; }
    bool hasClassifier() const;                        // a classification head of its own, every tensor of it
    HostTensor read(const std::string &tensor) const;  // contiguous; throws Error(BadCheckpoint | IoError)
    void readInto(const std::string &tensor, void *destination) const;  // contiguous, the entry's dtype
};

// Validates everything that can be checked without loading. Throws Error(MissingWeights | BadCheckpoint | BadConfig
// ...).
ModelFolder openModelFolder(const std::string &path);

}  // namespace warbler
