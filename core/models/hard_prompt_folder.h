// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/models/adapter_folder.h"

namespace warbler {

// A prompt of words has no weights: its folder is warbler.json alone, which holds the words (hard_prompt), template,
// label words and the model's name.
bool isHardPrompt(const std::string &path);
// An adapter without tensors; weightsSha256 is that of warbler.json. Throws Error(BadAdapter) naming the field.
AdapterFolder readHardPrompt(const std::string &path);

}  // namespace warbler
