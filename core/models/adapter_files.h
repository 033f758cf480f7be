// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace warbler {

// The files of a folder that Warbler writes a trained model into; they are replaced together (FolderReplacement).

// Names of those in folder that are ours: of an adapter in PEFT's layout, of a prompt of words, of a word model;
// weights, config and tokenizer of a whole model only where its warbler.json says that we wrote it.
std::vector<std::string> ownAdapterFiles(const std::string &folder);

// Asked before training: makes the folder's parents and fails as writing an adapter there would. Throws Error(Usage)
// for a file, or a folder with another program's model in it, Error(DiskFull) where bytes are not free, and as
// throwWriteError.
void tryAdapterFolder(const std::string &folder, std::uint64_t bytes);

// warbler.json with the hash of the weights beside it (weights_sha256), so that new weights are never read with old
// labels.
std::string withWeightsSha256(const std::string &warblerJson, const std::string &sha256);
// Throws Error(BadAdapter) if warbler.json, of the folder place, names another hash; one that names none is an older
// one.
void checkWeightsSha256(const std::string &warblerJson, const std::string &sha256, const std::string &place);

}  // namespace warbler
