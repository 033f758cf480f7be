// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "core/shards/shard_manifest.h"

namespace warbler {

// The finished shards of one job, in order.
class ProvenShards {
public:
    // Reads every file once. Error(BadData) listing all that is wrong.
    ProvenShards(const std::vector<std::string> &paths, std::stop_token stop);
    const ShardManifest &job() const { return m_parts.front().manifest; }  // what is the same in all of them
    std::int64_t count() const { return std::ssize(m_parts); }
    // Every record in order; profile Data: its bytes as they stand in the files, else U+FFFD for what is no UTF-8.
    // Error(BadData) if a file was changed since it was proved.
    void forEach(CsvProfile profile, const std::function<void(std::vector<std::string> &cells)> &visit,
                 std::stop_token stop) const;

private:
    struct Part {
        std::string manifestPath, path;
        ShardManifest manifest;
    };
    void find(const std::vector<std::string> &paths);
    void dropStrangers();
    void proveRanges();
    void proveFiles(std::stop_token stop);
    void wrong(const std::string &what);
    void wrong(int shard, const std::string &what);  // and it has to run again
    void throwIfWrong() const;
    std::vector<Part> m_parts;
    std::vector<std::string> m_wrong;
    std::set<int> m_again;
};

}  // namespace warbler
