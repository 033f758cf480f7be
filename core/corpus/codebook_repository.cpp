// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/codebook_repository.h"

#include "core/base/number_text.h"
#include "core/corpus/database.h"

namespace warbler {

namespace {

Codebook loadFrom(Connection &connection)
{
    Codebook codebook;
    Query variable = connection.query("SELECT name, question, positive FROM variable WHERE id = 1");
    std::int64_t positive = 0;
    if (variable.next()) {
        codebook.variable = {variable.text(0), variable.text(1)};
        positive = variable.integer(2);
    }
    Query rows = connection.query("SELECT id, value, name, word, shortcut, colour, archived, definition, include, exclude FROM code ORDER BY position, id");
    while (rows.next()) {
        Category category;
        category.id = CodeId{rows.integer(0)};
        category.value = rows.text(1);
        category.name = rows.text(2);
        category.word = rows.text(3);
        category.key = rows.text(4);
        category.colour = static_cast<int>(rows.integer(5));
        category.state = rows.integer(6) != 0 ? Category::State::Archived : Category::State::Active;
        category.definition = rows.text(7);
        category.include = rows.text(8);
        category.exclude = rows.text(9);
        // What was chosen stands, also where add() would choose otherwise.
        codebook.add(category) = category;
    }
    if (codebook.indexOf(CodeId{positive}) >= 0)
        codebook.setPositive(CodeId{positive});
    return codebook;
}

void storeRevision(Connection &connection, const std::string &what)
{
    connection.query("INSERT INTO codebook_rev(at, what) VALUES(?1, ?2)").bind(1, unixMilliseconds()).bind(2, what).run();
    connection.query("INSERT INTO code_rev SELECT ?1, id, value, name, word, definition, include, exclude FROM code")
        .bind(1, connection.lastRow())
        .run();
}

// All categories as they stand in the codebook; their rows are there already.
void storeAll(Connection &connection, const Codebook &codebook, const std::string &what)
{
    int position = 0;
    for (const Category &category : codebook.categories()) {
        connection.query("UPDATE code SET position = ?2, value = ?3, name = ?4, word = ?5, shortcut = ?6, colour = ?7, archived = ?8, "
                         "definition = ?9, include = ?10, exclude = ?11 WHERE id = ?1")
            .bind(1, category.id.row)
            .bind(2, position++)
            .bind(3, category.value)
            .bind(4, category.name)
            .bind(5, category.word)
            .bind(6, category.key)
            .bind(7, category.colour)
            .bind(8, category.state == Category::State::Archived ? 1 : 0)
            .bind(9, category.definition)
            .bind(10, category.include)
            .bind(11, category.exclude)
            .run();
    }
    connection.query("UPDATE variable SET name = ?1, question = ?2, positive = ?3 WHERE id = 1")
        .bind(1, codebook.variable.name)
        .bind(2, codebook.variable.question)
        .bind(3, codebook.positive().row)
        .run();
    storeRevision(connection, what);
}

template <typename Change> void changeCodebook(Project &project, const std::string &what, Change change)
{
    WriteTransaction transaction(project.database());
    Codebook codebook = loadFrom(transaction.connection());
    change(codebook);
    storeAll(transaction.connection(), codebook, what);
    transaction.commit();
}

}  // namespace

Codebook CodebookRepository::load() const
{
    return loadFrom(m_project.database().reader());
}

CodeId CodebookRepository::addCategory(const Category &category)
{
    WriteTransaction transaction(m_project.database());
    Connection &connection = transaction.connection();
    Codebook codebook = loadFrom(connection);
    Category wanted = category;
    wanted.id = {};
    Category &added = codebook.add(wanted);
    connection.run("INSERT INTO code(variable, position, value, name, word, shortcut, colour, archived, definition, include, exclude) "
                   "VALUES(1, 0, '', '', '', '', 0, 0, '', '', '')");
    added.id = CodeId{connection.lastRow()};
    const CodeId id = added.id;
    storeAll(connection, codebook, "add " + added.name);
    transaction.commit();
    return id;
}

void CodebookRepository::changeCategory(const Category &category)
{
    changeCodebook(m_project, "change " + category.name, [&](Codebook &codebook) { codebook.change(category); });
}

void CodebookRepository::moveCategory(CodeId id, int position)
{
    changeCodebook(m_project, "move", [&](Codebook &codebook) { codebook.move(id, position); });
}

void CodebookRepository::sortCategories(std::span<const CodeId> ids)
{
    changeCodebook(m_project, "order by value", [&](Codebook &codebook) { codebook.sortByValue(ids); });
}

void CodebookRepository::archiveCategory(CodeId id)
{
    changeCodebook(m_project, "archive", [&](Codebook &codebook) { codebook.archive(id); });
}

void CodebookRepository::setPositive(CodeId id)
{
    changeCodebook(m_project, "category of interest", [&](Codebook &codebook) { codebook.setPositive(id); });
}

void CodebookRepository::setVariable(const std::string &name, const std::string &question)
{
    changeCodebook(m_project, "variable", [&](Codebook &codebook) { codebook.variable = {name, question}; });
}

}  // namespace warbler
