// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/weights_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/regular_file.h"

namespace warbler {

namespace {
constexpr const char *kFetchAgain = "Get the file again from where it was published.";
constexpr std::string_view kLfsPointer = "version https://git-lfs";

bool isRowMajor(const TensorEntry &entry) {
    std::int64_t expected = 1;
    for (std::size_t i = entry.shape.size(); i-- > 0;) {
        if (entry.shape[i] != 1 && entry.strides[i] != expected)
            return false;
        expected *= entry.shape[i];
    }
    return true;
}
}  // namespace

WeightsFile::WeightsFile(std::string path) : m_path(std::move(path)) {
    m_descriptor = openRegularFile(m_path).release();
    m_size = fileSize(m_path);
    if (m_size > 64 && m_size < 1024 && text(0, kLfsPointer.size()) == kLfsPointer) {
        ::close(std::exchange(m_descriptor, -1));
        throw Error(ErrorCode::BadCheckpoint, m_path + " is a Git LFS pointer, not the file itself",
                    "Run \"git lfs pull\" in its folder.");
    }
}

WeightsFile::~WeightsFile() {
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

void WeightsFile::read(std::uint64_t offset, void *destination, std::size_t bytes) const {
    auto *out = static_cast<char *>(destination);
    while (bytes > 0) {
        const ssize_t got = ::pread(m_descriptor, out, bytes, static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            throw Error(ErrorCode::IoError, m_path + " cannot be read: " + std::strerror(errno),
                        "Check the disk it lies on.");
        if (got == 0)
            refuse("the file became shorter while it was read");
        out += got;
        offset += static_cast<std::uint64_t>(got);
        bytes -= static_cast<std::size_t>(got);
    }
}

std::string WeightsFile::text(std::uint64_t offset, std::size_t bytes) const {
    std::string result(bytes, '\0');
    read(offset, result.data(), bytes);
    return result;
}

void WeightsFile::refuse(const std::string &sentence) const {
    throw Error(ErrorCode::BadCheckpoint, m_path + ": " + sentence, kFetchAgain);
}

std::uint64_t tensorBytes(const TensorEntry &entry) {
    std::uint64_t bytes = itemSize(entry.dtype);
    for (const std::int64_t size : entry.shape)
        bytes *= static_cast<std::uint64_t>(size);
    return bytes;
}

void readTensorInto(const TensorEntry &entry, void *destination) {
    const WeightsFile file(entry.file);
    const std::uint64_t bytes = tensorBytes(entry);
    if (bytes == 0)
        return;
    if (isRowMajor(entry)) {
        file.read(entry.offset, destination, bytes);
        return;
    }
    const std::size_t item = itemSize(entry.dtype);
    std::uint64_t last = 0;
    for (std::size_t i = 0; i < entry.shape.size(); ++i)
        last += static_cast<std::uint64_t>((entry.shape[i] - 1) * entry.strides[i]);
    const std::string span = file.text(entry.offset, (last + 1) * item);
    auto *out = static_cast<char *>(destination);
    std::vector<std::int64_t> index(entry.shape.size(), 0);
    for (std::uint64_t written = 0; written < bytes; written += item) {
        std::int64_t at = 0;
        for (std::size_t i = 0; i < index.size(); ++i)
            at += index[i] * entry.strides[i];
        std::memcpy(out + written, span.data() + static_cast<std::size_t>(at) * item, item);
        for (std::size_t i = index.size(); i-- > 0 && ++index[i] == entry.shape[i];)
            index[i] = 0;
    }
}

HostTensor readTensor(const TensorEntry &entry) {
    HostTensor tensor;
    tensor.dtype = entry.dtype;
    tensor.shape = entry.shape;
    tensor.bytes.resize(tensorBytes(entry));
    readTensorInto(entry, tensor.bytes.data());
    return tensor;
}

}  // namespace warbler
