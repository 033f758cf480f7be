// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "core/corpus/tweet_repository.h"
#include "core/jobs/job_event.h"

namespace warbler {

struct ImportRequest {
    std::string csvPath;
    DialectChoice dialect;
    ColumnChoice columns;
    std::map<std::string, std::string> categoryNames;   // label value -> category name; a value not named keeps itself as name
    std::vector<std::string> missing;                   // label values that mean "no label"
    std::string positive;                               // label value of the category of interest; empty: guessed
    DuplicateRule duplicates = DuplicateRule::First;
    bool isDuplicateRuleChosen = false;                 // else one coder's second, different label of a tweet is an error
    std::string coder;                                  // whose labels they are; empty: as columns.coder says, else "imported"
};

// Where an import of this CSV puts its project: <csv name>.warbler beside it, in Documents if that cannot be written; with
// a number if such a file exists.
std::string projectPathFor(const std::string &csvPath);

// Reads the CSV into the project; categories that are new become part of the codebook. All rows appear at once at the end;
// throws Cancelled after a stop, and then nothing of it stays. On the files thread.
ImportReceipt importCorpus(Project &project, const ImportRequest &request, std::stop_token stop, const ReportEvent &report);

struct LabelsReceipt {
    std::int64_t read = 0, labelled = 0, empty = 0, unmatched = 0, rejected = 0;
    std::vector<std::pair<std::int64_t, std::string>> unmatchedIds;   // line, id; the first 1,000
};
// Takes the labels only, matched by id to tweets that are there; unmatched ones are listed.
LabelsReceipt importLabels(Project &project, const ImportRequest &request, std::stop_token stop, const ReportEvent &report);

// Rejected rows as "<csv name>_rejected.csv" with line, byte_offset, reason, raw. Path written; empty if there were none.
std::string writeRejected(const ImportReceipt &receipt, const std::string &csvPath);

}  // namespace warbler
