// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "core/models/model_folder.h"

namespace warbler {

// A checkpoint file opened for reading by position, never mapped: a file that shrinks gives an Error, not a signal.
class WeightsFile {
public:
    explicit WeightsFile(
        std::string path);  // Error(MissingFile | PermissionDenied | IoError); BadCheckpoint for a Git LFS pointer
    ~WeightsFile();
    WeightsFile(const WeightsFile &) = delete;
    WeightsFile &operator=(const WeightsFile &) = delete;

    const std::string &path() const { return m_path; }
    std::uint64_t size() const { return m_size; }
    void read(std::uint64_t offset, void *destination,
              std::size_t bytes) const;  // all of them, or Error(BadCheckpoint | IoError)
    std::string text(std::uint64_t offset, std::size_t bytes) const;
    [[noreturn]] void refuse(const std::string &sentence) const;  // Error(BadCheckpoint), naming the file

private:
    std::string m_path;
    std::uint64_t m_size = 0;
    int m_descriptor = -1;
};

// The tensor's elements, contiguous and row-major; destination holds product(shape) * itemSize bytes.
void readTensorInto(const TensorEntry &entry, void *destination);
HostTensor readTensor(const TensorEntry &entry);
std::uint64_t tensorBytes(const TensorEntry &entry);

}  // namespace warbler
