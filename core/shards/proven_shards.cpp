// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/shards/proven_shards.h"

#include <algorithm>
#include <filesystem>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/sha256.h"
#include "core/shards/distinct_texts.h"
#include "core/tables/csv/csv_reader.h"

namespace warbler {

namespace {

namespace fs = std::filesystem;
constexpr std::size_t kMostLines = 40;  // of a message

std::string withExtension(const std::string &path, const char *extension) {
    return fs::path(path).replace_extension(extension).string();
}

// The manifests that a path stands for.
std::vector<std::string> manifestsAt(const std::string &path) {
    if (!fs::is_directory(path))
        return {withExtension(path, ".json")};
    std::vector<std::string> found;
    for (const fs::directory_entry &entry : fs::directory_iterator(path)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("part-") && name.ends_with(".json"))
            found.push_back(entry.path().string());
    }
    std::sort(found.begin(), found.end());
    if (found.empty())
        throw Error(ErrorCode::BadData, path + " holds no finished shard (part-….csv with its part-….json)",
                    "Run warbler-cli predict … --shard 1/n -o " + path + " and the others first.");
    return found;
}

// The rows of a shard's CSV, and its SHA-256 after them.
std::string readShard(const std::string &path, const ShardManifest &manifest, CsvProfile profile,
                      const std::function<void(std::vector<std::string> &)> &visit, std::stop_token stop) {
    CsvReader reader(path, {}, CsvOrigin::Ours);
    if (reader.originalColumns().size() != manifest.columns.size())
        return {};
    bool isWhole = true;
    reader.forEach(
        [&](CsvRow &row) {
            if (stop.stop_requested())
                throw Cancelled();
            if (!isWhole)
                return;
            if (profile == CsvProfile::Data)  // as CsvChunks: what could not be decoded leaves as it came
                for (const UndecodedField &field : row.undecoded)
                    row.fields[field.column] = field.bytes;
            visit(row.fields);
        },
        [&](const RejectedRow &) { isWhole = false; });
    return isWhole ? reader.sha256() : std::string();
}

}  // namespace

ProvenShards::ProvenShards(const std::vector<std::string> &paths, std::stop_token stop) {
    find(paths);
    throwIfWrong();
    dropStrangers();
    proveRanges();
    throwIfWrong();
    proveFiles(stop);
    throwIfWrong();
}

void ProvenShards::wrong(const std::string &what) { m_wrong.push_back(what); }

void ProvenShards::wrong(int shard, const std::string &what) {
    m_wrong.push_back("shard " + std::to_string(shard) + ": " + what);
    m_again.insert(shard);
}

void ProvenShards::throwIfWrong() const {
    if (m_wrong.empty())
        return;
    std::string text = "the shards cannot be merged:";
    for (std::size_t i = 0; i < m_wrong.size() && i < kMostLines; ++i)
        text += "\n  " + m_wrong[i];
    if (m_wrong.size() > kMostLines)
        text += "\n  and " + std::to_string(m_wrong.size() - kMostLines) + " more";
    std::string again;
    for (const int shard : m_again)
        again += (again.empty() ? "" : ",") + std::to_string(shard);
    const std::string count = m_parts.empty() ? "n" : std::to_string(job().shard.count);
    throw Error(ErrorCode::BadData, text,
                again.empty() ? "Name each shard of one job once."
                              : "Run again with --shard i/" + count + " for i = " + again + ", then merge.");
}

void ProvenShards::find(const std::vector<std::string> &paths) {
    for (const std::string &path : paths)
        for (const std::string &manifestPath : manifestsAt(path)) {
            if (!fs::exists(manifestPath)) {
                wrong(path +
                      (fs::exists(path) ? " is not finished: " + manifestPath + " is missing" : " does not exist"));
                continue;
            }
            std::error_code ignored;
            const auto isSame = [&](const Part &part) {
                return fs::equivalent(part.manifestPath, manifestPath, ignored);
            };
            if (std::none_of(m_parts.begin(), m_parts.end(), isSame))  // a pattern names CSV and manifest
                m_parts.push_back({manifestPath, withExtension(manifestPath, ".csv"), readShardManifest(manifestPath)});
        }
    std::stable_sort(m_parts.begin(), m_parts.end(),
                     [](const Part &a, const Part &b) { return a.manifest.shard.index < b.manifest.shard.index; });
}

// Shards of another job than most are wrong, and not the others.
void ProvenShards::dropStrangers() {
    const auto alike = [&](const Part &one) {
        return std::count_if(m_parts.begin(), m_parts.end(),
                             [&](const Part &other) { return one.manifest.differenceTo(other.manifest).empty(); });
    };
    const ShardManifest most = std::max_element(m_parts.begin(), m_parts.end(), [&](const Part &a, const Part &b) {
                                   return alike(a) < alike(b);
                               })->manifest;
    std::vector<Part> kept;
    for (Part &part : m_parts) {
        const std::string difference = part.manifest.differenceTo(most);
        if (difference.empty())
            kept.push_back(std::move(part));
        else
            wrong(part.path + " differs from most shards in " + difference);
    }
    m_parts = std::move(kept);
}

void ProvenShards::proveRanges() {
    const int count = job().shard.count;
    std::size_t at = 0;
    std::int64_t nextRow = 0;
    bool isWhole = true;  // so far: a gap is told once, by the shard that is missing
    for (int index = 1; index <= count; ++index) {
        const std::size_t first = at;
        while (at < m_parts.size() && m_parts[at].manifest.shard.index == index)
            ++at;
        if (at == first) {
            wrong(index, "missing");
            isWhole = false;
            continue;
        }
        if (at > first + 1)
            wrong("shard " + std::to_string(index) + " was named " + std::to_string(at - first) +
                  " times: " + m_parts[first].path + ", " + m_parts[first + 1].path);
        const ShardManifest &manifest = m_parts[first].manifest;
        if (isWhole && manifest.firstRow != nextRow)
            wrong(index, "its rows begin at " + groupedText(manifest.firstRow) + ", those before it end at " +
                             groupedText(nextRow));
        nextRow = manifest.firstRow + manifest.rows;
        isWhole = true;
    }
    if (nextRow != job().totalRows && !m_again.contains(count))
        wrong(count, "its rows end at " + groupedText(nextRow) + ", the corpus has " + groupedText(job().totalRows));
}

void ProvenShards::proveFiles(std::stop_token stop) {
    DistinctTexts ids;
    for (const Part &part : m_parts) {
        const ShardManifest &manifest = part.manifest;
        if (!fs::exists(part.path)) {
            wrong(manifest.shard.index, part.path + " does not exist");
            continue;
        }
        Sha256 hash;
        std::int64_t rows = 0;
        const std::string sha256 = readShard(
            part.path, manifest, CsvProfile::Data,
            [&](std::vector<std::string> &cells) {
                ++rows;
                if (manifest.idColumn < 0)
                    return;
                const std::string &id = cells[static_cast<std::size_t>(manifest.idColumn)];
                hash.update(id + "\n");
                ids.add(id);
            },
            stop);
        if (sha256 != manifest.sha256)
            wrong(manifest.shard.index, part.path + " was changed: its SHA-256 is not that of its manifest");
        else if (rows != manifest.rows)
            wrong(manifest.shard.index,
                  part.path + " has " + groupedText(rows) + " rows, its manifest says " + groupedText(manifest.rows));
        else if (hex(hash.finish()) != manifest.idsSha256)
            wrong(manifest.shard.index, part.path + ": its ids are not those of its manifest");
    }
    if (m_wrong.empty() && job().idColumn >= 0 && ids.count() != job().distinctIds)
        wrong("the shards hold " + groupedText(ids.count()) + " different ids, the corpus " +
              groupedText(job().distinctIds));
}

void ProvenShards::forEach(CsvProfile profile, const std::function<void(std::vector<std::string> &)> &visit,
                           std::stop_token stop) const {
    for (const Part &part : m_parts)
        if (readShard(part.path, part.manifest, profile, visit, stop) != part.manifest.sha256)
            throw Error(ErrorCode::BadData, part.path + " was changed while it was merged",
                        "Let the files rest, then merge again.");
}

}  // namespace warbler
