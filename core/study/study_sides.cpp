// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/study_sides.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/learn/nearest_name.h"
#include "core/study/category_plan.h"

namespace warbler {

Study withSides(Study study, const std::vector<Labelled> &labelled, const SplitSpec &spec, std::uint64_t seed) {
    std::vector<int> categories;
    std::vector<std::string> groups;
    for (const StudyRow &row : study.rows) {
        categories.push_back(std::max(0, row.category));  // numbers are drawn as one category
        groups.push_back(row.group);
    }
    std::vector<std::uint32_t> order;
    if (spec.kind == SplitSpec::Kind::Column) {
        for (std::size_t i = 0; i < labelled.size(); ++i) {
            const std::optional<Side> side = sideNamed(labelled[i].sideText);
            if (!side)
                throw Error(ErrorCode::BadData,
                            "line " + std::to_string(labelled[i].row.line) + ", column " + spec.column + ": \"" +
                                excerpt(labelled[i].sideText) + "\" names no side",
                            "Use train, val, valid, validation, dev or test in this column.");
            study.rows[i].side = *side;
        }
    } else {
        const Split split = spec.kind == SplitSpec::Kind::Notebook ? notebookSplit(categories, study.positive)
                            : spec.kind == SplitSpec::Kind::Codelab
                                ? codelabSplit(categories.size())
                                : makeStratifiedSplit(categories, groups, spec.ratios, seed);
        for (std::size_t i = 0; i < study.rows.size(); ++i)
            study.rows[i].side = split.sides[i];
        order = split.trainingOrder;
    }
    study.trainOrder.clear();
    if (order.empty()) {
        for (std::size_t i = 0; i < study.rows.size(); ++i)
            if (study.rows[i].side == Side::Train)
                study.trainOrder.push_back(static_cast<std::int64_t>(i));
    } else {
        study.trainOrder.assign(order.begin(), order.end());
    }
    return study;
}

std::string wordOf(const std::map<std::string, std::string> &words, const std::string &value, const std::string &name,
                   std::int64_t line) {
    if (words.empty())
        return " " + name;
    const auto found = words.find(value);
    if (found != words.end())
        return found->second;
    std::vector<std::string> known;
    for (const auto &pair : words) {
        if (areSpelledAlike(pair.first, value))
            return pair.second;
        known.push_back(pair.first);
    }
    throw Error(ErrorCode::UnknownLabel,
                "label \"" + excerpt(value) + "\"" + (line > 0 ? " in line " + std::to_string(line) : "") +
                    " has no label word; words are known for " + joinedNames(known),
                "Give one with --set 'labels={\"VALUE\":\" word\"}' for every value, or leave this value out.");
}

}  // namespace warbler
