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

// Called before training: makes the folder's parents and fails as writing an adapter there would. Throws Error(Usage)
// for a file, or a folder with another program's model in it, Error(DiskFull) where bytes are not free, and as
// throwWriteError.
void tryAdapterFolder(const std::string &folder, std::uint64_t bytes);

}  // namespace warbler
