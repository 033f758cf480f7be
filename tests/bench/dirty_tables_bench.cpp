// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Writes the dirty tables of tests/core/tables beside the rows they hold into a folder, for other programs to try, and
// prints as JSON how many of the rows Warbler reads from each. Usage: dirty_tables_bench FOLDER. See dirty_tables.py.
#include <cstdio>
#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/tables/csv/csv_reader.h"
#include "core/tables/csv/dialect_guess.h"
#include "tests/core/tables/dirty_tables.h"

using namespace warbler;

namespace {
std::vector<std::vector<std::string>> rowsRead(const std::string &path) {
    CsvReader reader(path, guessDialect(path).dialect);
    std::vector<std::vector<std::string>> rows;
    CsvRow row;
    RejectedRow rejected;
    for (auto outcome = reader.next(row, rejected); outcome != CsvReader::Outcome::End;
         outcome = reader.next(row, rejected))
        if (outcome == CsvReader::Outcome::Row)
            rows.push_back(row.fields);
    return rows;
}
}  // namespace

int main(int argc, char **argv) try {
    if (argc != 2) {
        std::fprintf(stderr, "usage: dirty_tables_bench FOLDER\n");
        return 2;
    }
    const std::string folder = argv[1];
    std::filesystem::create_directories(folder);
    nlohmann::json list = nlohmann::json::array();
    for (const DirtyTable &table : dirtyTables()) {
        const std::string path = folder + "/" + std::to_string(list.size()) + ".csv";
        saveFile(path, table.bytes);
        std::size_t found = 0, read = 0;
        try {
            const std::vector<std::vector<std::string>> rows = rowsRead(path);
            read = rows.size();
            found = recovered(table, rows);
        } catch (const Error &error) {
            std::fprintf(stderr, "%s: %s\n", path.c_str(), error.what());
        }
        list.push_back({{"path", path},
                        {"kind", table.kind},
                        {"name", table.name},
                        {"rows", table.rows},
                        {"warbler", found},
                        {"warbler_read", read}});
    }
    std::printf("%s\n", list.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
    return 0;
} catch (const Error &error) {
    std::fprintf(stderr, "%s %s\n", error.what(), error.hint().c_str());
    return exitCode(error.code());
}
