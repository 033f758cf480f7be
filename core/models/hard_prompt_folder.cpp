// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/hard_prompt_folder.h"

#include <filesystem>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/sha256.h"
#include "core/models/adapter_record.h"

namespace warbler {

namespace {
namespace fs = std::filesystem;
constexpr std::uint64_t kRecordLimit = std::uint64_t(1) << 24;
}  // namespace

bool isHardPrompt(const std::string &path) {
    std::error_code failed;
    return !fs::exists(path + "/adapter_config.json", failed) && fs::exists(path + "/warbler.json", failed) &&
           readableAdapterRecord(readFile(path + "/warbler.json", kRecordLimit)).isHardPrompt();
}

AdapterFolder readHardPrompt(const std::string &path) {
    std::error_code failed;
    AdapterFolder folder;
    folder.path = fs::canonical(path, failed).string();
    folder.warblerJson = readFile(path + "/warbler.json", kRecordLimit);
    folder.weightsSha256 = sha256Hex(folder.warblerJson);
    folder.config.kind = AdapterKind::HardPrompt;
    folder.config.task = Task::CausalLm;
    const AdapterRecord record = readableAdapterRecord(folder.warblerJson);
    const auto *words = std::get_if<HardPromptWords>(&record.content);
    if (words == nullptr || !words->lead)
        throw Error(ErrorCode::BadAdapter, path + "/warbler.json: hard_prompt has no text \"lead\"",
                    "Save the run again.");
    if (!record.model || !record.model->name)
        throw Error(ErrorCode::BadAdapter, path + "/warbler.json: model has no name", "Save the run again.");
    folder.config.baseModel = *record.model->name;
    return folder;
}

}  // namespace warbler
