// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/corpus/project.h"
#include "core/corpus/tweet.h"
#include "core/tables/column_mapping.h"

namespace warbler {

enum class DuplicateRule { First, Last, Reject };    // for the same id twice in one file or with another import

// The four counts of an import: read = imported + duplicate + empty + rejected.
struct ImportReceipt {
    std::int64_t batch = 0;
    std::int64_t read = 0, imported = 0, duplicate = 0, empty = 0, rejected = 0;
    std::int64_t labelled = 0;                       // imported rows whose label became an event
    double seconds = 0;
    std::string sha256;                              // of the file
    std::vector<RejectedRow> rejectedRows;           // the first 1,000
    std::vector<Alarm> alarms;
};

struct ImportBatch {
    std::int64_t id = 0;
    std::string fileName, sha256, importedAt;
    CsvDialect dialect;
    ColumnMapping mapping;
    std::vector<std::string> columns;                // verbatim names, in order
    std::int64_t rows = 0;
};

// Which tweets a list shows.
struct TweetFilter {
    enum class State { Any, Labelled, Unlabelled, Skipped, NotCodable, Unsure, Flagged };
    std::string search;                              // words, "phrase", prefix*, AND OR NOT; empty: all
    State state = State::Any;
    std::optional<CodeId> code;                      // gold label
    std::optional<RunId> run;                        // with a prediction of this run ...
    std::optional<CodeId> predicted;                 // ... of this category
    bool operator==(const TweetFilter &) const = default;
};
enum class TweetOrder { Import, Random };            // Random: by SHA-256(u64 LE seed, uid), the same on every computer

// Tweets of a project. Reading from any thread; each thread has its own connection.
class TweetRepository {
public:
    explicit TweetRepository(Project &project) : m_project(project) {}
    std::int64_t count() const;
    std::vector<TweetKey> keys(const TweetFilter &filter = {}, TweetOrder order = TweetOrder::Import) const;
    std::int64_t count(const TweetFilter &filter) const;
    std::vector<TweetRow> rows(std::span<const TweetKey> keys) const;   // in the order given
    std::vector<TweetRow> firstRows(std::int64_t offset, std::int64_t limit) const;  // import order, unfiltered
    Tweet get(TweetKey key) const;                   // throws Error(Internal) if absent
    std::optional<TweetKey> find(const TweetId &id) const;
    // Every tweet in import order; the callback may return false to stop.
    void forEach(const std::function<bool(const Tweet &)> &visit) const;
    std::vector<ImportBatch> batches() const;
    std::vector<RejectedRow> rejectedRows(std::int64_t batch) const;

private:
    Project &m_project;
};

// Writes one import: rows are staged in short transactions and appear with commit(); the destructor removes them. A label
// waits at most 20 ms for it. On the files thread.
class TweetImport {
public:
    TweetImport(Project &project, const std::string &fileName, const CsvDialect &dialect, const ColumnMapping &mapping,
                const std::vector<std::string> &columns, DuplicateRule duplicates);
    ~TweetImport();
    enum class Added { Imported, Duplicate, Empty, Rejected };  // Rejected: no id, or a second one under DuplicateRule::Reject
    // uidFileHash: SHA-256 of the file, 64 hex digits. group: key of the duplicate group. labelCode 0: none; labels become
    // events of the coder "imported". Every record of the file has to come by add() or reject(), in order: they are counted.
    // Throws what writing the rows before threw, Error(DiskFull) among it; then nothing of the import is seen.
    Added add(const CsvRow &row, const std::string &uidFileHash, const std::string &group, CodeId labelCode);
    void reject(const RejectedRow &row);
    // Makes the rows searchable, telling progress in tweets, then shows all at once. Receipt without seconds and alarms.
    using Progress = std::function<void(std::int64_t done, std::int64_t total)>;
    ImportReceipt commit(const std::string &sha256, const Progress &progress = {});

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace warbler
