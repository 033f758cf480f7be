// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/schema.h"

#include <array>
#include <map>

#include "core/base/error.h"
#include "core/corpus/damage.h"
#include "core/corpus/migration_0001.h"
#include "core/corpus/project_file.h"

namespace warbler {

namespace {

constexpr std::array<std::string_view, 1> kScripts = {kMigration0001};

// type and name -> the statement that made it
std::map<std::string, std::string> schemaOf(Connection &connection) {
    std::map<std::string, std::string> result;
    Query rows = connection.query("SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema");
    while (rows.next())
        result.emplace(rows.text(0), rows.text(1));
    return result;
}

// As the first scripts make it.
std::map<std::string, std::string> schemaAfter(std::int64_t version) {
    Connection model({}, Connection::Access::Memory);
    std::string problem;
    if (migrate(model, migrationScripts().first(static_cast<std::size_t>(version)), problem) == MigrationResult::Failed)
        throw Error(ErrorCode::Internal, problem);
    return schemaOf(model);
}

}  // namespace

std::span<const std::string_view> migrationScripts() { return kScripts; }

int newestSchema() { return static_cast<int>(kScripts.size()); }

MigrationResult migrate(Connection &connection, std::span<const std::string_view> scripts, std::string &problem) {
    const std::int64_t version = connection.number("PRAGMA user_version");
    const auto newest = static_cast<std::int64_t>(scripts.size());
    if (version == newest)
        return MigrationResult::UpToDate;
    if (version > newest || version < 0)
        return MigrationResult::TooNew;
    for (std::int64_t step = version; step < newest; ++step) {
        try {
            connection.run("BEGIN IMMEDIATE");
            // In the same transaction: a file killed on the way is empty, never a project without tables.
            if (step == 0)
                connection.run("PRAGMA application_id=" + std::to_string(kApplicationId));
            connection.run(std::string(scripts[static_cast<std::size_t>(step)]));
            connection.run("PRAGMA user_version=" + std::to_string(step + 1));
            connection.run("COMMIT");
        } catch (const Error &error) {
            problem = error.detail();
            if (connection.isInTransaction())
                connection.run("ROLLBACK");
            return MigrationResult::Failed;
        }
    }
    return MigrationResult::Upgraded;
}

void refuseForeignSchema(Connection &connection) {
    const std::int64_t version = connection.number("PRAGMA user_version");
    if (version < 0 || version > newestSchema())
        throw Error(ErrorCode::ProjectTooNew,
                    "the project's schema " + std::to_string(version) + " is none that this Warbler knows",
                    "Install the newer Warbler.");
    static const std::map<std::string, std::string> newest = schemaAfter(newestSchema());
    const std::map<std::string, std::string> wanted = version == newestSchema() ? newest : schemaAfter(version),
                                             found = schemaOf(connection);
    for (const auto &[name, sql] : found) {
        const auto known = wanted.find(name);
        if (known == wanted.end())
            throw Error(ErrorCode::ProjectDamaged, "the project holds a " + name + " that Warbler did not make",
                        "Do not open files from strangers; if another program changed this project, go on with an "
                        "older copy of the file.");
        if (known->second != sql)
            throw Error(ErrorCode::ProjectDamaged, "the project's " + name + " was changed by another program",
                        kDamageHint);
    }
    for (const auto &[name, sql] : wanted)
        if (found.find(name) == found.end())
            throw Error(ErrorCode::ProjectDamaged, "the project's " + name + " is missing", kDamageHint);
}

}  // namespace warbler
