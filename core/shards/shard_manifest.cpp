// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/shards/shard_manifest.h"

#include <cstdio>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/number_text.h"

namespace warbler {

namespace {

using Json = nlohmann::ordered_json;
constexpr int kFormat = 1, kMostShards = 99999;
constexpr std::uint64_t kMostBytes = std::uint64_t(1) << 20;
constexpr const char *kCellKinds[] = {"text", "id", "number"};  // in CellKind's order

struct Field {
    const char *key, *words;
    std::string ShardManifest::*member;
};
constexpr Field kOrigins[] = {
    {"data", "the data", &ShardManifest::data},
    {"model", "the model", &ShardManifest::model},
    {"tokenizer", "the tokenizer", &ShardManifest::tokenizer},
    {"adapter", "the adapter", &ShardManifest::adapter},
    {"config", "the settings (template, label words, threshold, columns)", &ShardManifest::config},
    {"program", "the version of the program", &ShardManifest::program}};

Json identityJson(const ShardManifest &manifest) {
    Json columns = Json::array();
    for (const CsvWriter::Column &column : manifest.columns)
        columns.push_back({{"name", column.name}, {"kind", kCellKinds[static_cast<std::size_t>(column.kind)]}});
    Json json = {{"warbler_shard", kFormat},         {"shard", manifest.shard.index},
                 {"shards", manifest.shard.count},   {"run", manifest.run},
                 {"first_row", manifest.firstRow},   {"rows", manifest.rows},
                 {"total_rows", manifest.totalRows}, {"distinct_ids", manifest.distinctIds},
                 {"id_column", manifest.idColumn},   {"columns", columns}};
    for (const Field &field : kOrigins)
        json[field.key] = manifest.*field.member;
    return json;
}

template <class T>
void take(const Json &json, const char *key, T &value, const std::string &path) {
    const auto found = json.find(key);
    const bool isRight =
        found != json.end() && (std::is_same_v<T, std::string> ? found->is_string() : found->is_number_integer());
    if (!isRight)
        throw Error(ErrorCode::BadData, path + ": \"" + key + "\" is missing or of the wrong kind",
                    "Run this shard again.");
    value = found->get<T>();
}

CellKind kindFromName(const std::string &name, const std::string &path) {
    for (std::size_t i = 0; i < std::size(kCellKinds); ++i)
        if (name == kCellKinds[i])
            return static_cast<CellKind>(i);
    throw Error(ErrorCode::BadData, path + ": \"columns\" has a kind that is not known: " + name,
                "Run this shard again.");
}

}  // namespace

std::string Shard::name() const {
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "part-%05d-of-%05d", index, count);
    return buffer;
}

std::pair<std::int64_t, std::int64_t> Shard::share(std::int64_t chunks) const {
    return {chunks * (index - 1) / count, chunks * index / count};
}

Shard shardFromText(const std::string &text) {
    const std::size_t slash = text.find('/');
    const auto index = parseInteger(text.substr(0, slash));
    const auto count = slash == std::string::npos ? std::nullopt : parseInteger(text.substr(slash + 1));
    if (!index || !count || *count < 1 || *count > kMostShards || *index < 1 || *index > *count)
        throw Error(ErrorCode::Usage, "--shard takes i/n with 1 <= i <= n <= 99999, not \"" + text + "\"",
                    "The shards of --shard i/4 are 1/4, 2/4, 3/4 and 4/4.");
    return {static_cast<int>(*index), static_cast<int>(*count)};
}

std::string ShardManifest::identity() const { return identityJson(*this).dump(); }

std::string ShardManifest::toText() const {
    Json json = identityJson(*this);
    json["classified"] = classified;
    json["not_classified"] = notClassified;
    json["ids_sha256"] = idsSha256;
    json["sha256"] = sha256;
    return json.dump(2) + "\n";
}

std::string ShardManifest::differenceTo(const ShardManifest &other) const {
    if (shard.count != other.shard.count)
        return "the number of shards";
    if ((run == 0) != (other.run == 0))
        return "what was classified (a CSV or a project)";
    if (run != other.run)
        return "the run";
    for (const Field &field : kOrigins)
        if (this->*field.member != other.*field.member)
            return field.words;
    const auto isEqual = [](const CsvWriter::Column &a, const CsvWriter::Column &b) {
        return a.name == b.name && a.kind == b.kind;
    };
    if (totalRows != other.totalRows || distinctIds != other.distinctIds || idColumn != other.idColumn ||
        !std::equal(columns.begin(), columns.end(), other.columns.begin(), other.columns.end(), isEqual))
        return "rows and columns";
    return {};
}

ShardManifest readShardManifest(const std::string &path) {
    const Json json = Json::parse(readFile(path, kMostBytes), nullptr, false);
    if (!json.is_object() || json.value("warbler_shard", Json()) != kFormat)
        throw Error(ErrorCode::BadData, path + " is no manifest of a shard",
                    "Name the CSV of a shard, its manifest, or the folder they lie in.");
    ShardManifest manifest;
    take(json, "shard", manifest.shard.index, path);
    take(json, "shards", manifest.shard.count, path);
    take(json, "run", manifest.run, path);
    take(json, "first_row", manifest.firstRow, path);
    take(json, "rows", manifest.rows, path);
    take(json, "total_rows", manifest.totalRows, path);
    take(json, "distinct_ids", manifest.distinctIds, path);
    take(json, "id_column", manifest.idColumn, path);
    take(json, "classified", manifest.classified, path);
    take(json, "not_classified", manifest.notClassified, path);
    take(json, "ids_sha256", manifest.idsSha256, path);
    take(json, "sha256", manifest.sha256, path);
    for (const Field &field : kOrigins)
        take(json, field.key, manifest.*field.member, path);
    const Json columns = json.value("columns", Json::array());
    for (const Json &column : columns) {
        if (!column.is_object())
            throw Error(ErrorCode::BadData, path + ": \"columns\" holds what is no column", "Run this shard again.");
        CsvWriter::Column made;
        std::string kind;
        take(column, "name", made.name, path);
        take(column, "kind", kind, path);
        made.kind = kindFromName(kind, path);
        manifest.columns.push_back(made);
    }
    const Shard &shard = manifest.shard;
    if (shard.count < 1 || shard.count > kMostShards || shard.index < 1 || shard.index > shard.count ||
        manifest.columns.empty() || manifest.idColumn < -1 ||
        manifest.idColumn >= static_cast<int>(manifest.columns.size()) || manifest.firstRow < 0 || manifest.rows < 0)
        throw Error(ErrorCode::BadData, path + ": its numbers do not fit one another", "Run this shard again.");
    return manifest;
}

}  // namespace warbler
