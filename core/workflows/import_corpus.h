// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "core/corpus/tweet_import.h"
#include "core/jobs/job_event.h"
#include "core/tables/csv/dialect_guess.h"

namespace warbler {

struct ImportRequest {
    std::string csvPath;
    DialectChoice dialect;
    ColumnChoice columns;
    // Label value -> name of its category: the codebook's category of that name is joined, else one is made. A value
    // that is not named keeps itself as name. What to ask before: planCategories().
    std::map<std::string, std::string> categoryNames;
    std::vector<std::string> missing;  // label values that mean "no label"
    // Label value of the category of interest; empty: guessed if the codebook was empty. A project that has one keeps
    // it.
    std::string positive;
    DuplicateRule duplicates = DuplicateRule::First;
    bool isDuplicateRuleChosen = false;  // else one coder's second, different label of a tweet is an error
    std::string coder;                   // whose labels they are; empty: as columns.coder says, else "imported"
};

// Where an import of this CSV puts its project: <csv name>.warbler beside it, in Documents if that cannot be written;
// with a number if such a file exists.
std::string projectPathFor(const std::string &csvPath);

// What an import of a file answers: beside the rows read, the lines that are no rows.
struct FileReceipt : ImportReceipt {
    std::int64_t skipped = 0;  // before the header, comments, the header once more
};

// Reads the CSV into the project; categories that are new become part of the codebook. Tweets, labels and categories
// appear at the end and are one undo step. Throws Cancelled after a stop, and then nothing of it stays; errors as
// TweetImport. On the files thread.
FileReceipt importCorpus(Project &project, const ImportRequest &request, std::stop_token stop,
                         const ReportEvent &report);

struct LabelsReceipt {
    // read = labelled rows + empty + unmatched + rejected; labelled: labels stored, of several rows of one tweet the
    // last.
    std::int64_t read = 0, labelled = 0, empty = 0, unmatched = 0, rejected = 0;
    std::vector<std::pair<std::int64_t, std::string>> unmatchedIds;  // line, id; the first 1,000
    std::vector<ReceivedValue> values;
};
// Takes the labels only, matched by id to tweets that are there; unmatched ones are listed, and kept among the rejected
// rows. Stoppable and one undo step, as importCorpus.
LabelsReceipt importLabels(Project &project, const ImportRequest &request, std::stop_token stop,
                           const ReportEvent &report);

}  // namespace warbler
