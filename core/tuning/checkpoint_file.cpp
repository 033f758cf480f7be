// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/checkpoint_file.h"

#include <cstdio>
#include <filesystem>

#include "core/base/file_error.h"
#include "core/base/file_ops.h"
#include "core/base/sha256.h"

namespace warbler {

namespace {
constexpr std::size_t kTrailer = 64;

std::string wholeOrEmpty(const std::string &path) {
    if (!isThere(path))
        return {};
    std::string bytes = readFile(path);
    if (bytes.size() < kTrailer)
        return {};
    const std::string trailer = bytes.substr(bytes.size() - kTrailer);
    bytes.resize(bytes.size() - kTrailer);
    return sha256Hex(bytes) == trailer ? bytes : std::string();
}
}  // namespace

CheckpointFile::CheckpointFile(const std::string &folder, const std::string &runHash)
    : m_folder((folder.empty() ? stateFolder() + "/runs" : folder) + "/" + runHash.substr(0, 16)) {}

void CheckpointFile::tryOut() const {
    makeFolders(m_folder);
    tryOutputFile(m_folder + "/checkpoint.bin");
}

void CheckpointFile::save(const std::string &bytes) const {
    makeFolders(m_folder);
    const std::string newest = m_folder + "/checkpoint.bin";
    if (isThere(newest))
        std::rename(newest.c_str(), (m_folder + "/checkpoint.previous.bin").c_str());
    saveFile(newest, bytes + sha256Hex(bytes));
}

std::string CheckpointFile::load() const {
    std::string bytes = wholeOrEmpty(m_folder + "/checkpoint.bin");
    if (bytes.empty())
        bytes = wholeOrEmpty(m_folder + "/checkpoint.previous.bin");
    return bytes;
}

void CheckpointFile::remove() const {
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
}

}  // namespace warbler
