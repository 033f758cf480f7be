// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/tables/csv/csv_reader.h"

namespace warbler {

// One post: what the source said of it, bytes as they came (decoded to UTF-8).
struct Tweet {
    TweetKey key;
    TweetId id;  // row number as text where the file has no id column
    std::string text;
    std::string createdAt, author;          // as in the file, may be empty
    std::vector<std::string> fields;        // every original field, in the batch's column order
    std::int64_t batch = 0;                 // import_batch it came with
    std::int64_t line = 0;                  // physical line in that file
    std::string group;                      // key of its duplicate group, 64 hex digits
    std::vector<UndecodedField> undecoded;  // bytes of fields that the encoding did not know
};

enum class LabelState { Unlabelled, Labelled, Skipped, NotCodable, Disputed };

// What a list shows of a tweet.
struct TweetRow {
    TweetKey key;
    TweetId id;
    std::string text;
    std::string createdAt;
    LabelState state = LabelState::Unlabelled;
    CodeId code;        // gold label; 0: none
    std::string coder;  // who set it; "imported" for labels that came with a file
    bool isUnsure = false, isFlagged = false;
};

}  // namespace warbler
