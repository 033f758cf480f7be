// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/codebook/codebook.h"
#include "core/codebook/label_event.h"
#include "core/corpus/project.h"
#include "core/corpus/tweet.h"
#include "core/tables/column_mapping.h"

namespace warbler {

struct ImportBatch {
    std::int64_t id = 0;
    std::string fileName, sha256, importedAt;
    CsvDialect dialect;
    ColumnMapping mapping;
    std::vector<std::string> columns;  // verbatim names, in order
    std::int64_t rows = 0;
};

// Which tweets a list shows.
struct TweetFilter {
    enum class State { Any, Labelled, Unlabelled, Skipped, NotCodable, Unsure, Flagged };
    std::string search;  // words, "phrase", prefix*, AND OR NOT; empty: all
    State state = State::Any;
    std::optional<CodeId> code;       // gold label
    std::optional<RunId> run;         // with a prediction of this run ...
    std::optional<CodeId> predicted;  // ... of this category
    bool operator==(const TweetFilter &) const = default;
};
enum class TweetOrder { Import, Random };  // Random: by SHA-256(u64 LE seed, uid), the same on every computer

// Tweets of a project. Reading from any thread; each thread has its own connection.
class TweetRepository {
public:
    explicit TweetRepository(Project &project) : m_project(project) {}
    std::int64_t count() const;
    std::vector<TweetKey> keys(const TweetFilter &filter = {}, TweetOrder order = TweetOrder::Import) const;
    std::int64_t count(const TweetFilter &filter) const;
    std::vector<TweetRow> rows(std::span<const TweetKey> keys) const;                // in the order given
    std::vector<TweetRow> firstRows(std::int64_t offset, std::int64_t limit) const;  // import order, unfiltered
    Tweet get(TweetKey key) const;                                                   // throws Error(Internal) if absent
    std::optional<TweetKey> find(const TweetId &id) const;
    // Every tweet in import order; the callback may return false to stop.
    void forEach(const std::function<bool(const Tweet &)> &visit) const;
    std::vector<ImportBatch> batches() const;
    std::vector<RejectedRow> rejectedRows(std::int64_t batch) const;
    // Every rejected row of every import, in order, with the import and its file's name; the callback may return false
    // to stop.
    void forEachRejected(
        const std::function<bool(std::int64_t batch, const std::string &file, const RejectedRow &row)> &visit) const;
    std::int64_t rejectedCount() const;
    bool hasDecidedImport() const;  // all of it is stored, and the next open finishes it

private:
    Project &m_project;
};

}  // namespace warbler
