// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"

namespace warbler {

// One question asked of every tweet; single choice in this form.
struct Variable {
    std::string name;      // "label"
    std::string question;  // shown above the category buttons, may be empty
};

struct Category {
    enum class State { Active, Archived };
    CodeId id;          // permanent; 0: not stored yet
    std::string value;  // as it stands in the label column: "1"
    std::string name;   // as people read it: "Endorses the theory"; the value where nothing else is known
    std::string word;   // label word of a causal model, blanks kept: " yes"; may be empty
    std::string key;    // "1".."9", "0", then Q W E R T A S D G V; empty: reached by name only
    std::string definition, include, exclude;
    int colour = 0;  // index in the window's palette
    State state = State::Active;
    bool operator==(const Category &) const = default;
};

// The ordered categories of one variable, archived ones included. A plain value: changing it changes no project.
class Codebook {
public:
    Variable variable;

    // Appends; fills key and colour where they are unset (colour: next free). The name is the value where it is empty,
    // and the value the name. Throws Error(BadData) on an empty value, or on a value, name or key an active category
    // has already.
    Category &add(Category category);
    const std::vector<Category> &categories() const { return m_categories; }
    std::vector<Category> active() const;  // in order

    const Category *find(CodeId id) const;                    // nullptr: none
    const Category *findValue(std::string_view value) const;  // active ones, exact bytes
    const Category *findName(std::string_view name) const;
    const Category *findKey(std::string_view key) const;
    int indexOf(CodeId id) const;  // among the active ones; -1: none

    // Replaces the category of the same id; same errors as add(), and Error(BadData) where the id is unknown.
    void change(const Category &category);
    void move(CodeId id, int position);  // among the active ones, clamped
    // Orders these by sortValues among the places, keys and colours they hold together; for categories nobody has
    // ordered yet.
    void sortByValue(std::span<const CodeId> ids);
    void archive(CodeId id);  // its key becomes free; stops being positive
    // An archived one is active again, with a free key. Error(BadData) where an active one took its name or value
    // meanwhile.
    void restore(CodeId id);

    CodeId positive() const { return m_positive; }  // category of interest as chosen; 0: none chosen
    CodeId categoryOfInterest() const;  // the chosen one, else as indexOfInterest() says; 0: no active category
    void setPositive(CodeId id);        // Error(BadData) unless active

private:
    void refuseClash(const Category &category) const;
    std::string freeKey() const;
    std::vector<Category> m_categories;
    CodeId m_positive;
};

// The category of interest among these: the chosen one, else one whose value or name is yes, true or 1 (any case), else
// the first. Index; -1 for an empty list. For categories made by hand, which have no counts that could tell the rarest.
int indexOfInterest(std::span<const Category> categories, CodeId chosen);

// The category of interest of a labelled file where the user named none: value 1 (also 1.0), else yes, else true (any
// case), else the rarest; ties: the later one. Index into values; -1 for an empty list. counts: as long as values.
int guessPositive(std::span<const std::string> values, std::span<const std::int64_t> counts);

// Order of categories nobody ordered: numbers as numbers and first, then texts by byte.
void sortValues(std::vector<std::string> &values);

// Column-safe names: lower case, runs outside [a-z0-9] become "_", "_2", "_3" on collision; "_" where nothing is left.
std::vector<std::string> columnNames(std::span<const std::string> values);

}  // namespace warbler
