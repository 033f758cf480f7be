// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/corpus/tweet_repository.h"

namespace warbler {

// Labels from a file for tweets that are there: like TweetImport staged in short transactions, seen only with commit(),
// and one undo step. What the destructor removes without commit() was never seen. On the files thread.
class LabelImport {
public:
    LabelImport(Project &project, const std::string &fileName, const CsvDialect &dialect, const ColumnMapping &mapping,
                const std::vector<std::string> &columns);
    ~LabelImport();
    // A later label of the same tweet and coder takes the earlier one's place. code: one of the codebook or of
    // addCategory().
    void add(TweetKey tweet, CodeId code, std::string_view coder = kImportedCoder);
    void reject(const RejectedRow &row);           // kept in the project with its reason
    CodeId addCategory(const Category &category);  // as TweetImport
    void proposePositive(CodeId code);
    // Labels stored: one a tweet and coder. Errors as TweetImport::commit. read, empty: rows of the file, for the
    // batch's record.
    std::int64_t commit(const std::string &sha256, std::int64_t read, std::int64_t empty);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace warbler
