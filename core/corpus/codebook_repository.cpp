// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/codebook_repository.h"

#include "core/corpus/codebook_rows.h"
#include "core/corpus/database.h"

namespace warbler {

namespace {

template <typename Change>
void changeCodebook(Project &project, const std::string &what, Change change) {
    WriteTransaction transaction(project.database());
    Codebook codebook = loadCodebook(transaction.connection());
    change(codebook);
    storeCodebook(transaction.connection(), codebook, what);
    transaction.commit();
}

}  // namespace

Codebook CodebookRepository::load() const { return loadCodebook(m_project.database().reader()); }

CodeId CodebookRepository::addCategory(const Category &category) {
    WriteTransaction transaction(m_project.database());
    Connection &connection = transaction.connection();
    Codebook codebook = loadCodebook(connection);
    const CodeId id = insertCategory(connection, codebook, category, 0);
    storeCodebook(connection, codebook, "add " + codebook.find(id)->name);
    transaction.commit();
    return id;
}

void CodebookRepository::changeCategory(const Category &category) {
    changeCodebook(m_project, "change " + category.name, [&](Codebook &codebook) { codebook.change(category); });
}

void CodebookRepository::moveCategory(CodeId id, int position) {
    changeCodebook(m_project, "move", [&](Codebook &codebook) { codebook.move(id, position); });
}

void CodebookRepository::sortCategories(std::span<const CodeId> ids) {
    changeCodebook(m_project, "order by value", [&](Codebook &codebook) { codebook.sortByValue(ids); });
}

void CodebookRepository::archiveCategory(CodeId id) {
    changeCodebook(m_project, "archive", [&](Codebook &codebook) { codebook.archive(id); });
}

void CodebookRepository::restoreCategory(CodeId id) {
    changeCodebook(m_project, "bring back", [&](Codebook &codebook) { codebook.restore(id); });
}

void CodebookRepository::setPositive(CodeId id) {
    changeCodebook(m_project, "category of interest", [&](Codebook &codebook) { codebook.setPositive(id); });
}

void CodebookRepository::setVariable(const std::string &name, const std::string &question) {
    changeCodebook(m_project, "variable", [&](Codebook &codebook) { codebook.variable = {name, question}; });
}

}  // namespace warbler
