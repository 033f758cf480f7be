// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/study.h"

#include <algorithm>
#include <set>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/sha256.h"
#include "core/codebook/duplicate_group.h"
#include "core/text/normalise.h"

namespace warbler {

std::vector<const StudyRow *> Study::side(Side wanted) const {
    std::vector<const StudyRow *> found;
    for (const StudyRow &row : rows)
        if (row.side == wanted)
            found.push_back(&row);
    return found;
}

std::int64_t Study::count(Side wanted) const {
    return std::count_if(rows.begin(), rows.end(), [wanted](const StudyRow &row) { return row.side == wanted; });
}

std::int64_t Study::count(Side wanted, int category) const {
    return std::count_if(rows.begin(), rows.end(), [wanted, category](const StudyRow &row) {
        return row.side == wanted && row.category == category;
    });
}

std::string Study::dataHash() const {
    Sha256 hash;
    for (const StudyCategory &category : categories) {
        hash.updateU64(category.value.size());
        hash.update(category.value);
        hash.updateU64(category.word.size());
        hash.update(category.word);
    }
    hash.updateU64(static_cast<std::uint64_t>(positive));
    for (const StudyRow &row : rows) {
        hash.updateU64(row.id.text().size());
        hash.update(row.id.text());
        hash.updateU64(row.text.size());
        hash.update(row.text);
        hash.updateU64(static_cast<std::uint64_t>(row.category));
        hash.updateU64(static_cast<std::uint64_t>(row.side));
        if (row.number)
            hash.update(shortestText(*row.number));
    }
    for (const std::int64_t index : trainOrder)
        hash.updateU64(static_cast<std::uint64_t>(index));
    return hex(hash.finish());
}

int indexOfInterest(const Study &study, const std::string &asked, const std::string &word, int otherwise) {
    int found = otherwise;
    for (std::size_t i = 0; i < study.categories.size(); ++i) {
        const StudyCategory &category = study.categories[i];
        if (asked.empty() ? !word.empty() && category.word == word : category.value == asked || category.name == asked)
            found = static_cast<int>(i);
    }
    return found;
}

std::string duplicateGroupOf(const std::string &text) {
    return duplicateGroup(text, [](std::string_view plain) { return nfc(plain); });
}

std::vector<int> scarceCategories(const Study &study) {
    std::vector<int> scarce;
    for (int category = 0; category < static_cast<int>(study.categories.size()); ++category)
        if (study.count(Side::Train, category) < kTweetsToLearnFrom)
            scarce.push_back(category);
    return scarce;
}

Study checkedStudy(Study study) {
    if (study.task == Task::Regression) {
        std::set<double> different;
        for (const std::int64_t index : study.trainOrder)
            different.insert(*study.rows[static_cast<std::size_t>(index)].number);
        if (different.size() < 2)
            throw Error(ErrorCode::TooFewLabels,
                        "the training tweets carry " + std::to_string(different.size()) +
                            " different numbers; at least 2 are needed",
                        "Label more tweets, or choose another label column.");
        return study;
    }
    if (study.categories.size() < 2)
        throw Error(ErrorCode::OneCategory,
                    study.categories.empty()
                        ? "no tweet carries a label"
                        : "all labels say \"" + study.categories.front().name + "\": one category only",
                    "Label some tweets of a second category, or choose another label column.");
    for (std::size_t i = 0; i < study.categories.size(); ++i) {
        const int category = static_cast<int>(i);
        const std::int64_t n = study.count(Side::Train, category);
        const std::string &name = study.categories[i].name;
        if (n < 2)
            throw Error(ErrorCode::TooFewLabels,
                        "category \"" + name + "\" has " + std::to_string(n) + " training " +
                            (n == 1 ? "tweet" : "tweets") + "; at least 2 are needed",
                        "Label more tweets as \"" + name + "\", or leave this category out.");
        if (n < kTweetsToLearnFrom)
            study.warnings.push_back("category \"" + name + "\" has only " + std::to_string(n) +
                                     " training tweets; its figures will be unsteady");
        for (const Side side : {Side::Validation, Side::Test})
            if (study.count(side) > 0 && study.count(side, category) == 0)
                study.warnings.push_back("no " + std::string(sideName(side)) + " tweet is \"" + name + "\"");
    }
    return study;
}

}  // namespace warbler
