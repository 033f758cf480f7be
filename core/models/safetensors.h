// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/base/file_ops.h"
#include "core/models/model_folder.h"

namespace warbler {

// Header of a safetensors file, checked for every defect (overlap, gaps, overflow, duplicate keys ...).
// Throws Error(BadCheckpoint) with a message of its own for each defect. Read with pread; memory <= header + 64 MiB.
std::map<std::string, TensorEntry> readSafetensorsTable(const std::string &path);
TensorMap readSafetensors(const std::string &path);
// Metadata {"format": "pt"}, tensors sorted by name, as the reference library's save_file orders them by dtype and
// name.
void writeSafetensors(const std::string &path, const TensorMap &tensors);

struct TensorFacts {
    DType dtype = DType::F32;
    std::vector<std::int64_t> shape;
    std::uint64_t bytes() const;
};

// The same file, one tensor after another, so that a model larger than the memory can be written. It appears with
// commit().
class SafetensorsWriter {
public:
    SafetensorsWriter(const std::string &path, const std::map<std::string, TensorFacts> &tensors);
    bool isComplete() const { return m_next == m_order.size(); }
    const std::string &next() const { return m_order.at(m_next).first; }  // whose turn it is
    void add(const HostTensor &tensor);
    void commit();

private:
    AtomicFile m_file;
    std::vector<std::pair<std::string, TensorFacts>> m_order;
    std::size_t m_next = 0;
};

}  // namespace warbler
