// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/codebook/codebook.h"
#include "core/corpus/database.h"
#include "core/corpus/import_writer.h"
#include "core/corpus/tweet_import.h"

namespace warbler {

// What imports of tweets and of labels have in common: the batch, its staged rows and categories, and how it ends.
// Until finish() has decided, nothing is seen and the destructor takes everything back; from then on the import is
// always completed, now or when the project is opened next. Internal to corpus.
class ImportStage {
public:
    enum class Kind { Tweets, Labels };
    struct Source {
        Kind kind = Kind::Tweets;
        std::string fileName;
        CsvDialect dialect;
        ColumnMapping mapping;
        std::vector<std::string> columns;  // verbatim names
    };
    // First completes imports that a crash interrupted and removes undone ones. Throws Error(Usage) while another
    // import runs.
    ImportStage(Database &database, const Source &source);
    ~ImportStage();
    ImportStage(const ImportStage &) = delete;
    ImportStage &operator=(const ImportStage &) = delete;

    std::int64_t batch() const { return m_batch; }
    std::int64_t firstKey() const { return m_firstKey; }  // of the tweets it brings
    void add(StagedTweet tweet);                          // each throws what writing the rows before threw
    void add(StagedLabel label);
    void add(RejectedRow row);
    // Stands for a category that is made when the import is decided, if a label of it came: one of that name is joined.
    CodeId addCategory(const Category &category);
    void proposePositive(CodeId code) {
        m_positive = code;
    }  // taken only by a codebook that was empty or has none chosen
    // Makes the rows searchable, decides and shows everything. lastKey: of the tweets it brings. Fills batch, sha256
    // and labelled.
    using Progress = std::function<void(std::int64_t done, std::int64_t total)>;
    void finish(ImportReceipt &receipt, const std::string &sha256, std::int64_t lastKey, const Progress &progress);

private:
    void flushFull(std::size_t bytes);
    void flush();
    void storeBatch(const Source &source);
    void decide(const ImportReceipt &receipt);
    Database &m_database;
    const std::string m_fileName;
    std::int64_t m_batch = 0, m_firstKey = 1;
    std::unique_ptr<ImportWriter> m_writer;
    StagedPage m_page;
    std::size_t m_pageBytes = 0;
    std::vector<Category> m_categories;  // CodeId -1, -2 ...
    CodeId m_positive;
    bool m_isDecided = false;
};

}  // namespace warbler
