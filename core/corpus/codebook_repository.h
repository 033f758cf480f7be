// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>

#include "core/codebook/codebook.h"
#include "core/corpus/project.h"

namespace warbler {

// The codebook of a project, one variable in this form. Every change is one revision.
class CodebookRepository {
public:
    explicit CodebookRepository(Project &project) : m_project(project) {}
    Codebook load() const;  // ordered categories, archived ones included; the positive category
    CodeId
    addCategory(const Category &category);  // id ignored; key chosen if empty; Error(BadData) on an equal name or key
    void changeCategory(const Category &category);     // by id
    void moveCategory(CodeId id, int position);        // 0-based among the active ones
    void sortCategories(std::span<const CodeId> ids);  // as Codebook::sortByValue
    void archiveCategory(CodeId id);                   // its labels stay and are exported, marked
    void restoreCategory(CodeId id);                   // an archived one is active again, as Codebook::restore
    void setPositive(CodeId id);                       // category of interest
    void setVariable(const std::string &name, const std::string &question);

private:
    Project &m_project;
};

}  // namespace warbler
