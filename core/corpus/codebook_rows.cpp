// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/codebook_rows.h"

#include "core/base/clock.h"

namespace warbler {

namespace {

void storeRevision(Connection &connection, const std::string &what) {
    connection.query("INSERT INTO codebook_rev(at, what) VALUES(?1, ?2)")
        .bind(1, unixMilliseconds())
        .bind(2, what)
        .run();
    connection
        .query("INSERT INTO code_rev SELECT ?1, id, value, name, word, definition, include, exclude FROM code WHERE "
               "withdrawn = 0")
        .bind(1, connection.lastRow())
        .run();
}

}  // namespace

Codebook loadCodebook(Connection &connection) {
    Codebook codebook;
    Query variable = connection.query("SELECT name, question, positive FROM variable WHERE id = 1");
    std::int64_t positive = 0;
    if (variable.next()) {
        codebook.variable = {variable.text(0), variable.text(1)};
        positive = variable.integer(2);
    }
    Query rows = connection.query(
        "SELECT id, value, name, word, shortcut, colour, archived, definition, include, exclude FROM code "
        "WHERE withdrawn = 0 ORDER BY position, id");
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

void storeCodebook(Connection &connection, const Codebook &codebook, const std::string &what) {
    int position = 0;
    for (const Category &category : codebook.categories()) {
        connection
            .query("UPDATE code SET position = ?2, value = ?3, name = ?4, word = ?5, shortcut = ?6, colour = ?7, "
                   "archived = ?8, "
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

CodeId insertCategory(Connection &connection, Codebook &codebook, const Category &category, std::int64_t batch) {
    Category wanted = category;
    wanted.id = {};
    Category &added = codebook.add(wanted);
    connection
        .query("INSERT INTO code(variable, position, value, name, word, shortcut, colour, archived, definition, "
               "include, exclude, batch, withdrawn) "
               "VALUES(1, 0, '', '', '', '', 0, 0, '', '', '', ?1, 0)")
        .bind(1, batch)
        .run();
    added.id = CodeId{connection.lastRow()};
    return added.id;
}

}  // namespace warbler
