// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "core/codebook/label_event.h"
#include "core/corpus/tweet_import.h"
#include "core/tables/csv/csv_preview.h"
#include "core/workflows/import_corpus.h"

namespace warbler {

// Whose label each row of a file holds: of the coder its column names, of the one the user named, of coder 1, 2 ... in
// a file with a row for each coder's label, else of the coder "imported". One coder's later row for a tweet is a second
// label, not a second coder.
class RowCoders {
public:
    RowCoders(const ImportRequest &request, const CsvPreview &preview);
    struct Given {
        enum class Counts { Label, NoLabel, Rejected };
        std::string coder{kImportedCoder};
        Counts counts = Counts::Label;
        std::string reason;  // of a second label that differs; empty: none
    };
    // Of a row with this label; not of rows without one. Throws Error(Usage) for one coder's second and different label
    // of a tweet while nobody has said which one counts.
    Given take(const CsvRow &row, const std::string &label);
    bool areSeveral() const { return m_mode == Mode::Column || m_mode == Mode::Numbered; }
    DuplicateRule duplicatesOfTweets() const;  // several coders' rows are no duplicates to be rejected
    // Of a row with a label that TweetImport took for a duplicate: nobody is named whose further label it would be.
    void countDuplicate(const Given &given);
    std::int64_t further() const { return m_further; }
    std::string sentence() const;  // what the user has to know of it; empty: nothing

private:
    enum class Mode { Imported, Named, Column, Numbered };
    struct Own {
        std::string label;
        std::int64_t line = 0;
    };
    const ImportRequest &m_request;
    ColumnMapping m_mapping;
    Mode m_mode = Mode::Imported;
    std::unordered_map<std::string, Own> m_own;   // coder and tweet
    std::unordered_map<std::string, int> m_rows;  // of Numbered: rows of each tweet
    std::int64_t m_further = 0;
};

}  // namespace warbler
