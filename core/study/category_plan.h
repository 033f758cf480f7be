// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/codebook/codebook.h"
#include "core/tables/column_mapping.h"
#include "core/tables/csv/csv_preview.h"

namespace warbler {

// What an import proposes to do with one value of the file's label column, beside the codebook it comes into. A plain
// value: nothing is stored, the import dialog shows it and the user decides. The decision goes into ImportRequest:
//   join category C         categoryNames[value] = name of C
//   new category            categoryNames[value] = a name that no active category has, or no entry: the value is the
//   name leave out               missing gets the value
// importCorpus() and importLabels() do the same by themselves where nobody decided: an equal name joins, all else is
// new.
struct PlannedValue {
    enum class Act { Join, New, LeaveOut };
    // How the value meets `category`. Only an equal name joins by itself: a value that equals the value a category once
    // had in its file ("1" and a category named "Conspiracy" whose value is "1") may mean something else here.
    enum class Meeting { None, Name, Value, Spelling };
    std::string value;         // as in the file
    std::int64_t rows = 0;     // of the file that hold it
    Act act = Act::New;        // Join with Meeting::Name only
    bool mustBeAsked = false;  // categories are there and none has this name: may it be one of them?
    Meeting meeting = Meeting::None;
    CodeId category;  // the active category it meets, to join or to choose first; 0: none
    std::string categoryName;
    std::int64_t categoryLabels = 0;  // tweets of the project that have this label now
    std::string sameAs;               // an earlier value of the file that differs in spelling only; empty: none
};

// One entry for each value, in their order. labelsOf: CodeId::row -> labels, as LabelCounts::perCode. missing: values
// that mean "not labelled"; blank ones are left out in any case.
std::vector<PlannedValue> planCategories(const Codebook &codebook, const std::map<std::int64_t, std::int64_t> &labelsOf,
                                         const std::vector<LabelValue> &values,
                                         const std::vector<std::string> &missing = {});

// Whether two values differ at most in blanks around them, in case, or as numbers written differently: "yes" "Yes ";
// "1" "1.0".
bool areSpelledAlike(std::string_view a, std::string_view b);

// Values that are spelled alike: one category, if the user agrees.
struct SpellingJoin {
    std::string kept;  // the most frequent; of equals the shortest
    std::vector<LabelValue> others;
};
std::vector<SpellingJoin> proposedJoins(const std::vector<LabelValue> &values);
// "1" and "1.0" are spelled alike; with how many rows hold which.
std::string joinSentence(const SpellingJoin &join);

}  // namespace warbler
