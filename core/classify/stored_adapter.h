// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/classify/trained_model.h"
#include "core/corpus/run_repository.h"
#include "core/learn/adapter.h"
#include "core/models/adapter_folder.h"
#include "core/models/model_folder.h"

namespace warbler {

// An adapter as the bytes of its files, and back.
StoredAdapter storeAdapter(const Adapter &adapter, const std::string &recordJson);
StoredAdapter storeTrained(const TrainedModel &model);  // tuned in any way
// Every weight, as the engine hands it over: written to a folder that lasts as long as the model, which classifies from
// there.
void keepWholeModel(TrainedModel &model, const Adapter &weights, const ModelFolder &base);
// Both replace what we wrote into folder before, all at once.
void writeStoredAdapter(const StoredAdapter &stored, const std::string &folder);
void writeWordModel(const std::string &recordJson, const std::string &bytes, const std::string &folder);
// Pooling as the record names it.
Adapter adapterFromFolder(const AdapterFolder &folder, const std::string &recordJson);

}  // namespace warbler
