// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/category_plan.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/text/normalise.h"

namespace warbler {

namespace {

std::string_view withoutBlanksAround(std::string_view text) {
    std::size_t first = text.size(), end = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        nextCodePoint(text, at);
        if (isBlank(text.substr(start, at - start)))
            continue;
        first = std::min(first, start);
        end = at;
    }
    return first < end ? text.substr(first, end - first) : std::string_view();
}

// 1, 1.0, +1 and, as spreadsheets write it where the decimal point is a comma, 1,0.
std::optional<double> numberIn(std::string_view text) {
    std::string number(text.substr(text.size() > 1 && text.front() == '+' ? 1 : 0));
    const std::size_t comma = number.find(',');
    if (comma != std::string::npos && comma > 0 && number.size() - comma <= 3)
        number[comma] = '.';
    return parseDouble(number);
}

// What all spellings of a value have in common.
std::string foldedValue(std::string_view value) {
    const std::string_view inner = withoutBlanksAround(value);
    if (const std::optional<double> number = numberIn(inner); number && std::isfinite(*number))
        return shortestText(*number == 0 ? 0.0 : *number);
    return pythonLower(nfc(withoutBadUtf8(inner)));
}

const Category *categoryLike(const std::vector<Category> &active, const std::string &folded) {
    for (const auto part : {&Category::name, &Category::value})
        for (const Category &category : active)
            if (foldedValue(category.*part) == folded)
                return &category;
    return nullptr;
}

void meet(PlannedValue &planned, const Category *category, PlannedValue::Meeting meeting,
          const std::map<std::int64_t, std::int64_t> &labelsOf) {
    planned.meeting = meeting;
    planned.category = category->id;
    planned.categoryName = category->name;
    const auto labels = labelsOf.find(category->id.row);
    planned.categoryLabels = labels == labelsOf.end() ? 0 : labels->second;
}

}  // namespace

bool areSpelledAlike(std::string_view a, std::string_view b) { return foldedValue(a) == foldedValue(b); }

std::vector<SpellingJoin> proposedJoins(const std::vector<LabelValue> &values) {
    std::map<std::string, std::vector<LabelValue>> spellings;
    std::vector<std::string> order;
    for (const LabelValue &value : values) {
        if (isBlank(value.value))
            continue;
        const std::string folded = foldedValue(value.value);
        if (spellings[folded].empty())
            order.push_back(folded);
        spellings[folded].push_back(value);
    }
    std::vector<SpellingJoin> joins;
    for (const std::string &folded : order) {
        std::vector<LabelValue> &alike = spellings[folded];
        if (alike.size() < 2)
            continue;
        std::stable_sort(alike.begin(), alike.end(), [](const LabelValue &a, const LabelValue &b) {
            return a.count != b.count ? a.count > b.count : a.value.size() < b.value.size();
        });
        joins.push_back({alike.front().value, {alike.begin() + 1, alike.end()}});
    }
    return joins;
}

std::string joinSentence(const SpellingJoin &join) {
    std::string sentence = "\"" + excerpt(join.kept, 40) + "\"";
    for (std::size_t i = 0; i < join.others.size(); ++i)
        sentence +=
            std::string(i + 1 == join.others.size() ? " and " : ", ") + "\"" + excerpt(join.others[i].value, 40) + "\"";
    return sentence + " differ in spelling only";
}

std::vector<PlannedValue> planCategories(const Codebook &codebook, const std::map<std::int64_t, std::int64_t> &labelsOf,
                                         const std::vector<LabelValue> &values,
                                         const std::vector<std::string> &missing) {
    const std::vector<Category> active = codebook.active();
    std::map<std::string, std::string> firstOf;  // folded value -> the first value of the file that folds to it
    std::vector<PlannedValue> plan;
    for (const LabelValue &value : values) {
        PlannedValue planned;
        planned.value = value.value;
        planned.rows = value.count;
        if (isBlank(value.value) || std::find(missing.begin(), missing.end(), value.value) != missing.end()) {
            planned.act = PlannedValue::Act::LeaveOut;
            plan.push_back(planned);
            continue;
        }
        const std::string folded = foldedValue(value.value);
        if (const auto first = firstOf.emplace(folded, value.value); !first.second)
            planned.sameAs = first.first->second;
        if (const Category *equal = codebook.findName(value.value)) {
            planned.act = PlannedValue::Act::Join;
            meet(planned, equal, PlannedValue::Meeting::Name, labelsOf);
        } else if (const Category *number = codebook.findValue(value.value)) {
            meet(planned, number, PlannedValue::Meeting::Value, labelsOf);
        } else if (const Category *like = categoryLike(active, folded)) {
            meet(planned, like, PlannedValue::Meeting::Spelling, labelsOf);
        }
        planned.mustBeAsked = planned.act == PlannedValue::Act::New && !active.empty();
        plan.push_back(planned);
    }
    return plan;
}

}  // namespace warbler
