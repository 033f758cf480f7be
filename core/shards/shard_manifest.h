// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/tables/csv_writer.h"

namespace warbler {

// One of `count` shares of a corpus, counted from 1.
struct Shard {
    int index = 1, count = 1;
    std::string name() const;  // "part-00003-of-00016"
    // Its share of so many chunks: [first, end). Shares are contiguous and differ by one chunk at most.
    std::pair<std::int64_t, std::int64_t> share(std::int64_t chunks) const;
};
Shard shardFromText(const std::string &text);  // "3/16"; Error(Usage)

// What lies beside a finished shard, part-00003-of-00016.json, and proves what it is part of.
struct ShardManifest {
    Shard shard;
    std::int64_t run = 0;                                // of a project's tweets; 0: of a CSV's records
    std::int64_t firstRow = 0, rows = 0, totalRows = 0;  // firstRow counts from 0
    std::int64_t distinctIds = 0;                        // of the whole corpus
    int idColumn = -1;                                   // among columns; -1: none
    std::vector<CsvWriter::Column> columns;
    std::string data, model, tokenizer, adapter, config,
        program;  // SHA-256; adapter: as w_run; program: name and version

    std::int64_t classified = 0, notClassified = 0;
    std::string idsSha256, sha256;  // of the ids, each with a line end; of the CSV's bytes

    std::string identity() const;  // JSON: what has to be equal to go on with a shard
    std::string toText() const;
    // The first thing by which other is no shard of the same job, as "the adapter's SHA-256"; empty: it is one.
    std::string differenceTo(const ShardManifest &other) const;
};
ShardManifest readShardManifest(const std::string &path);  // Error(BadData) naming the field, Error(MissingFile)

}  // namespace warbler
