// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/model_identity.h"

#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/hex.h"
#include "core/base/sha256.h"
#include "core/models/model_lookup.h"

namespace warbler {

namespace {

bool isSha256(const nlohmann::json &value) {
    const auto *text = value.get_ptr<const std::string *>();
    return text != nullptr && text->size() == 2 * sizeof(Sha256::Digest) && bytesFromHex(*text).has_value();
}

std::string cachedFileSha256(const std::string &path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0)
        throw Error(ErrorCode::MissingFile, path + " is gone", "Check the model folder.");
    const std::string key = path + "|" + std::to_string(status.st_size) + "|" + std::to_string(status.st_mtim.tv_sec) +
                            "." + std::to_string(status.st_mtim.tv_nsec);
    const std::string store = cacheFolder() + "/file_hashes.json";
    nlohmann::json known = nlohmann::json::object();
    try {
        known = nlohmann::json::parse(readFile(store, 1 << 20));
        if (!known.is_object())
            known = nlohmann::json::object();
        if (known.contains(key) && isSha256(known[key]))
            return known[key];
    } catch (const Error &) {
        known = nlohmann::json::object();  // no cache yet
    } catch (const nlohmann::json::exception &) {
        known = nlohmann::json::object();  // half-written by an older program: start over
    }
    const std::string hash = sha256HexOfFile(path);
    if (known.size() > 500)
        known.clear();
    known[key] = hash;
    try {
        saveFile(store, known.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    } catch (const Error &) {
        // The cache only saves time; a full or read-only disk must not stop a run here.
    }
    return hash;
}

bool exists(const std::string &path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0;
}

}  // namespace

std::string modelSha256(const ModelFolder &folder) {
    Sha256 hash;
    hash.update(sha256HexOfFile(folder.path + "/config.json"));
    for (const std::string &file : folder.weightFiles)
        hash.update(cachedFileSha256(file));
    return hex(hash.finish());
}

std::string tokenizerSha256(const std::string &modelPath) {
    Sha256 hash;
    // Files that are no whole tokenizer leave to tokenizer_config.json what becomes of capitals or names.
    const char *const settings = exists(modelPath + "/tokenizer.json") ? "tokenizer.json" : "tokenizer_config.json";
    for (const char *name : {settings, "tokenizer.model", "sentencepiece.bpe.model", "spiece.model", "spm.model",
                             "vocab.json", "merges.txt", "vocab.txt", "bpe.codes"})
        if (exists(modelPath + "/" + name))
            hash.update(sha256HexOfFile(modelPath + "/" + name));
    return hex(hash.finish());
}

std::string publicModelName(const ModelFolder &folder) {
    return folder.name == "default" ? kDefaultModelName : folder.name;
}

}  // namespace warbler
