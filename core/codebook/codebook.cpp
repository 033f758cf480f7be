// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codebook/codebook.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <iterator>
#include <set>

#include "core/base/error.h"
#include "core/base/number_text.h"

namespace warbler {

namespace {

constexpr std::array<std::string_view, 20> kKeys = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0",
                                                    "Q", "W", "E", "R", "T", "A", "S", "D", "G", "V"};

std::string lowerAscii(std::string_view text) {
    std::string result(text);
    for (char &c : result)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return result;
}

bool isActive(const Category &category) { return category.state == Category::State::Active; }

template <typename Matches>
const Category *firstActive(const std::vector<Category> &categories, Matches matches) {
    const auto found = std::find_if(categories.begin(), categories.end(),
                                    [&](const Category &c) { return isActive(c) && matches(c); });
    return found == categories.end() ? nullptr : &*found;
}

}  // namespace

Category &Codebook::add(Category category) {
    if (category.value.empty())
        category.value = category.name;
    if (category.name.empty())
        category.name = category.value;
    if (category.key.empty() && isActive(category))
        category.key = freeKey();
    refuseClash(category);
    std::set<int> taken;
    for (const Category &other : m_categories)
        taken.insert(other.colour);
    while (taken.count(category.colour) > 0)
        ++category.colour;
    m_categories.push_back(std::move(category));
    return m_categories.back();
}

std::vector<Category> Codebook::active() const {
    std::vector<Category> result;
    std::copy_if(m_categories.begin(), m_categories.end(), std::back_inserter(result), isActive);
    return result;
}

const Category *Codebook::find(CodeId id) const {
    const auto found =
        std::find_if(m_categories.begin(), m_categories.end(), [&](const Category &c) { return c.id == id; });
    return found == m_categories.end() ? nullptr : &*found;
}

const Category *Codebook::findValue(std::string_view value) const {
    return firstActive(m_categories, [&](const Category &c) { return c.value == value; });
}

const Category *Codebook::findName(std::string_view name) const {
    return firstActive(m_categories, [&](const Category &c) { return c.name == name; });
}

const Category *Codebook::findKey(std::string_view key) const {
    return key.empty() ? nullptr : firstActive(m_categories, [&](const Category &c) { return c.key == key; });
}

int Codebook::indexOf(CodeId id) const {
    int index = 0;
    for (const Category &category : m_categories) {
        if (!isActive(category))
            continue;
        if (category.id == id)
            return index;
        ++index;
    }
    return -1;
}

void Codebook::change(const Category &category) {
    const auto found =
        std::find_if(m_categories.begin(), m_categories.end(), [&](const Category &c) { return c.id == category.id; });
    if (found == m_categories.end())
        throw Error(ErrorCode::BadData, "the codebook has no category with the id " + std::to_string(category.id.row));
    refuseClash(category);
    *found = category;
    if (!isActive(category) && m_positive == category.id)
        m_positive = {};
}

void Codebook::move(CodeId id, int position) {
    const auto found = std::find_if(m_categories.begin(), m_categories.end(),
                                    [&](const Category &c) { return c.id == id && isActive(c); });
    if (found == m_categories.end())
        return;
    const Category moved = *found;
    m_categories.erase(found);
    // After `position` other active ones, wherever archived ones stand between them.
    auto place = m_categories.begin();
    for (int before = 0; place != m_categories.end() && before < position; ++place)
        before += isActive(*place) ? 1 : 0;
    m_categories.insert(place, moved);
}

void Codebook::sortByValue(std::span<const CodeId> ids) {
    std::vector<std::size_t> places;
    std::vector<std::string> values;
    for (std::size_t i = 0; i < m_categories.size(); ++i) {
        if (std::find(ids.begin(), ids.end(), m_categories[i].id) == ids.end() || !isActive(m_categories[i]))
            continue;
        places.push_back(i);
        values.push_back(m_categories[i].value);
    }
    sortValues(values);
    const std::vector<Category> before = m_categories;
    for (std::size_t i = 0; i < places.size(); ++i) {
        Category &here = m_categories[places[i]];
        here = *std::find_if(before.begin(), before.end(),
                             [&](const Category &c) { return isActive(c) && c.value == values[i]; });
        here.key = before[places[i]].key;
        here.colour = before[places[i]].colour;
    }
}

void Codebook::archive(CodeId id) {
    for (Category &category : m_categories) {
        if (category.id == id) {
            category.state = Category::State::Archived;
            category.key.clear();
        }
    }
    if (m_positive == id)
        m_positive = {};
}

void Codebook::restore(CodeId id) {
    const auto found =
        std::find_if(m_categories.begin(), m_categories.end(), [&](const Category &c) { return c.id == id; });
    if (found == m_categories.end() || isActive(*found))
        return;
    Category restored = *found;
    restored.state = Category::State::Active;
    restored.key = freeKey();
    refuseClash(restored);
    *found = restored;
}

CodeId Codebook::categoryOfInterest() const {
    const std::vector<Category> shown = active();
    const int index = indexOfInterest(shown, m_positive);
    return index < 0 ? CodeId() : shown[static_cast<std::size_t>(index)].id;
}

void Codebook::setPositive(CodeId id) {
    if (indexOf(id) < 0)
        throw Error(ErrorCode::BadData, "no active category has the id " + std::to_string(id.row),
                    "Choose one of the codebook's categories.");
    m_positive = id;
}

void Codebook::refuseClash(const Category &category) const {
    if (category.value.empty() || category.name.empty())
        throw Error(ErrorCode::BadData, "a category has no name", "Give it one.");
    if (!isActive(category))
        return;
    for (const Category &other : m_categories) {
        if (!isActive(other) || (category.id.row != 0 && other.id == category.id))
            continue;
        if (other.value == category.value)
            throw Error(ErrorCode::BadData, "there is already a category with the value \"" + category.value + "\"",
                        "Choose another value.");
        if (other.name == category.name)
            throw Error(ErrorCode::BadData, "there is already a category \"" + category.name + "\"",
                        "Choose another name.");
        if (!category.key.empty() && other.key == category.key)
            throw Error(ErrorCode::BadData, "the key " + category.key + " already belongs to \"" + other.name + "\"",
                        "Choose another key.");
    }
}

std::string Codebook::freeKey() const {
    for (std::string_view key : kKeys)
        if (findKey(key) == nullptr)
            return std::string(key);
    return {};
}

int indexOfInterest(std::span<const Category> categories, CodeId chosen) {
    for (std::size_t i = 0; i < categories.size(); ++i)
        if (chosen.row != 0 && categories[i].id == chosen)
            return static_cast<int>(i);
    for (std::string_view wanted : {"yes", "true", "1"})
        for (std::size_t i = 0; i < categories.size(); ++i)
            if (lowerAscii(categories[i].value) == wanted || lowerAscii(categories[i].name) == wanted)
                return static_cast<int>(i);
    return categories.empty() ? -1 : 0;
}

int guessPositive(std::span<const std::string> values, std::span<const std::int64_t> counts) {
    assert(values.size() == counts.size());
    for (std::string_view wanted : {"1", "yes", "true"})
        for (std::size_t i = 0; i < values.size(); ++i)
            if (lowerAscii(values[i]) == wanted || (wanted == "1" && parseDouble(values[i]) == 1.0))
                return static_cast<int>(i);
    int rarest = -1;
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (rarest < 0 || counts[i] <= counts[static_cast<std::size_t>(rarest)])
            rarest = static_cast<int>(i);
    return rarest;
}

void sortValues(std::vector<std::string> &values) {
    const auto finite = [](const std::string &text) {
        const std::optional<double> number = parseDouble(text);
        return number && std::isfinite(*number) ? number : std::nullopt;
    };
    std::sort(values.begin(), values.end(), [&](const std::string &a, const std::string &b) {
        const std::optional<double> first = finite(a), second = finite(b);
        if (first && second && *first != *second)
            return *first < *second;
        return first.has_value() != second.has_value() ? first.has_value() : a < b;
    });
}

std::vector<std::string> columnNames(std::span<const std::string> values) {
    std::vector<std::string> result;
    std::set<std::string> taken;
    for (const std::string &value : values) {
        std::string name;
        for (char c : lowerAscii(value)) {
            const bool isKept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (isKept)
                name += c;
            else if (name.empty() || name.back() != '_')
                name += '_';
        }
        if (name.empty())
            name = "_";
        std::string unique = name;
        for (int n = 2; !taken.insert(unique).second; ++n)
            unique = name + "_" + std::to_string(n);
        result.push_back(unique);
    }
    return result;
}

}  // namespace warbler
