// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/corpus/project.h"
#include "core/corpus/tweet.h"
#include "core/tables/csv_writer.h"

namespace warbler {

// The original columns of a project's tweets, verbatim and in order; several imports give the union of their columns.
class ProjectColumns {
public:
    explicit ProjectColumns(Project &project);
    const std::vector<std::string> &names() const { return m_names; }
    std::vector<CsvWriter::Column> columns() const;
    std::optional<std::size_t> place(const std::string &name) const;  // the first column of this name
    int idColumn() const { return m_idColumn; }                       // -1: none
    std::vector<std::string> cells(const Tweet &tweet) const;         // one per column, empty where its import had none
    // The same for a file of this profile; Data: the file's own bytes where its encoding did not know them.
    std::vector<std::string> cellsFor(CsvProfile profile, const Tweet &tweet) const;

private:
    std::vector<std::string> m_names;
    int m_idColumn = -1;
    std::map<std::int64_t, std::vector<std::size_t>> m_placeOf;  // batch -> place of each of its columns
};

// Columns that divide the labelled tweets as --split column:NAME does: all their values are names of sides, train and
// test among them. Told from the first 2,000 labelled tweets, so a later row may still be refused by its line when the
// study is made.
std::vector<std::string> splitColumns(Project &project);
// Columns that task=regression can learn: their cells are numbers or empty, with two different ones at least; not the
// ids. Told from the first 2,000 tweets.
std::vector<std::string> numberColumns(Project &project);

}  // namespace warbler
