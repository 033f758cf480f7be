// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/hard_prompt_folder.h"

#include <filesystem>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/sha256.h"

namespace warbler {

namespace {
namespace fs = std::filesystem;
constexpr std::uint64_t kRecordLimit = std::uint64_t(1) << 24;
}  // namespace

bool isHardPromptRecord(const std::string &warblerJson) {
    const nlohmann::json record = nlohmann::json::parse(warblerJson, nullptr, false);
    return record.is_object() && record.contains("hard_prompt");
}

bool isHardPrompt(const std::string &path) {
    std::error_code failed;
    return !fs::exists(path + "/adapter_config.json", failed) && fs::exists(path + "/warbler.json", failed) &&
           isHardPromptRecord(readFile(path + "/warbler.json", kRecordLimit));
}

AdapterFolder readHardPrompt(const std::string &path) {
    std::error_code failed;
    AdapterFolder folder;
    folder.path = fs::canonical(path, failed).string();
    folder.warblerJson = readFile(path + "/warbler.json", kRecordLimit);
    folder.weightsSha256 = sha256Hex(folder.warblerJson);
    folder.config.kind = AdapterKind::HardPrompt;
    folder.config.task = Task::CausalLm;
    const nlohmann::json record = nlohmann::json::parse(folder.warblerJson);
    const nlohmann::json &prompt = record["hard_prompt"];
    if (!prompt.is_object() || !prompt.contains("lead") || !prompt["lead"].is_string())
        throw Error(ErrorCode::BadAdapter, path + "/warbler.json: hard_prompt has no text \"lead\"",
                    "Save the run again.");
    if (!record.contains("model") || !record["model"].is_object() || !record["model"].contains("name") ||
        !record["model"]["name"].is_string())
        throw Error(ErrorCode::BadAdapter, path + "/warbler.json: model has no name", "Save the run again.");
    folder.config.baseModel = record["model"]["name"];
    return folder;
}

}  // namespace warbler
