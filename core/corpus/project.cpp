// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/project.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <filesystem>

#include "core/base/number_text.h"
#include "core/corpus/blob_store.h"
#include "core/corpus/database.h"
#include "core/corpus/import_recovery.h"
#include "core/corpus/project_check.h"
#include "core/corpus/project_file.h"
#include "core/corpus/run_repository.h"
#include "core/corpus/schema.h"

namespace warbler {

namespace {

// Above it quick_check takes longer than opening may; check() is for those.
constexpr std::int64_t kQuickCheckTweets = 100000;
constexpr std::uint64_t kDefaultSeed = 42;

std::string absolutePath(const std::string &path)
{
    std::error_code problem;
    const std::filesystem::path absolute = std::filesystem::weakly_canonical(path, problem);
    return problem ? path : absolute.string();
}

std::string clockTime(std::int64_t unixMs)
{
    const auto seconds = static_cast<std::time_t>(unixMs / 1000);
    std::tm local{};
    char text[16] = "";
    if (localtime_r(&seconds, &local) == nullptr || std::strftime(text, sizeof text, "%H:%M:%S", &local) == 0)
        return {};
    return text;
}

void refuseUnlessWritable(const std::string &path)
{
    struct stat file{};
    if (stat(path.c_str(), &file) == 0 && file.st_nlink > 1)
        throw Error(ErrorCode::ReadOnlyProject, path + " has a second name on this disk (a hard link), under which another program could write it",
                    "Open it read-only, or copy it.");
    if (access(path.c_str(), W_OK) != 0 || access(folderOf(path).c_str(), W_OK) != 0)
        throw Error(ErrorCode::ReadOnlyProject, path + " or its folder cannot be written: " + std::strerror(errno),
                    "Open it read-only, or copy it to a folder of yours.");
}

void makeEmptyFile(const std::string &path)
{
    const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (descriptor < 0) {
        const int problem = errno;
        if (problem == EEXIST)
            throw Error(ErrorCode::IoError, path + " is there already", "Choose another name, or open that file.");
        throw Error(problem == ENOSPC ? ErrorCode::DiskFull : ErrorCode::IoError, "cannot make " + path + ": " + std::strerror(problem),
                    "Choose a folder that exists and can be written.");
    }
    close(descriptor);
}

void bringUpToDate(Connection &writer, const std::string &path)
{
    std::string problem;
    switch (migrate(writer, migrationScripts(), problem)) {
    case MigrationResult::UpToDate:
    case MigrationResult::Upgraded:
        return;
    case MigrationResult::TooNew:
        throw Error(ErrorCode::ProjectTooNew, path + " was made by a newer Warbler", "Install the newer Warbler.");
    case MigrationResult::Failed:
        throw Error(ErrorCode::IoError, path + " could not be brought to this version: " + problem, "The file is as it was; free some space and try again.");
    }
}

void refuseDamage(Connection &connection, const std::string &path)
{
    if (connection.number("SELECT tweets FROM corpus") > kQuickCheckTweets)
        return;
    const std::string verdict = connection.text("PRAGMA quick_check(1)");
    if (verdict != "ok")
        throw Error(ErrorCode::ProjectDamaged, path + " is damaged: " + verdict, "Restore a backup of this project.");
}

}  // namespace

std::shared_ptr<Project> Project::create(const std::string &path)
{
    std::shared_ptr<Project> project(new Project());
    project->m_path = absolutePath(path);
    auto lock = std::make_unique<ProjectLock>(project->m_path);
    makeEmptyFile(project->m_path);
    try {
        project->m_database = std::make_unique<Database>(project->m_path, std::move(lock), Database::Medium::Normal);
        Connection &writer = project->m_database->writer();
        writer.run("PRAGMA application_id=" + std::to_string(kApplicationId));
        bringUpToDate(writer, project->m_path);
        project->m_database->startLog();
        project->m_database->loadCorpusState();
        syncFolderOf(project->m_path);
    } catch (...) {
        project->m_database.reset();
        for (const char *suffix : {"", "-wal", "-shm", "-journal"})
            unlink((project->m_path + suffix).c_str());
        throw;
    }
    return project;
}

std::shared_ptr<Project> Project::open(const std::string &path, OpenMode mode)
{
    std::shared_ptr<Project> project(new Project());
    project->m_path = absolutePath(path);
    checkProjectHeader(project->m_path, newestSchema());
    if (mode == OpenMode::ReadOnly) {
        const bool canShareLog = access(folderOf(project->m_path).c_str(), W_OK) == 0 || hasLeftovers(project->m_path);
        project->m_database = std::make_unique<Database>(project->m_path, nullptr, canShareLog ? Database::Medium::Normal : Database::Medium::Immutable);
        Connection &reader = project->m_database->reader();
        refuseForeignSchema(reader);
        if (reader.number("PRAGMA user_version") < newestSchema())
            throw Error(ErrorCode::ReadOnlyProject, project->m_path + " was made by an older Warbler and has to be brought up to date first",
                        "Open it once where it can be written.");
        refuseDamage(reader, project->m_path);
        project->m_database->loadCorpusState();
        return project;
    }
    refuseUnlessWritable(project->m_path);
    auto lock = std::make_unique<ProjectLock>(project->m_path);
    const bool wasLeftBehind = lock->wasLeftBehind() || hasLeftovers(project->m_path);
    project->m_database = std::make_unique<Database>(project->m_path, std::move(lock), Database::Medium::Normal);
    Database &database = *project->m_database;
    Connection &writer = database.writer();
    // Asked again: what a log left behind holds does not stand in the header.
    if (writer.number("PRAGMA user_version") > newestSchema())
        throw Error(ErrorCode::ProjectTooNew, project->m_path + " was made by a newer Warbler", "Install the newer Warbler; the file was not changed.");
    refuseForeignSchema(writer);
    refuseDamage(writer, project->m_path);
    bringUpToDate(writer, project->m_path);
    refuseBrokenChainHead(writer);
    database.startLog();
    database.loadCorpusState();
    recoverImports(database);
    removeStrayBlobs(database);
    RunRepository(*project).markInterrupted();
    if (wasLeftBehind) {
        const std::int64_t last = writer.number("SELECT at FROM label_event ORDER BY id DESC LIMIT 1");
        project->m_recoveryNote = last == 0 ? "Recovered. Nothing lost" : "Recovered. Last label " + clockTime(last) + ", nothing lost";
    }
    return project;
}

Project::~Project()
{
    try {
        close();
    } catch (const std::exception &) {
        // The next writer heals what stays.
    }
}

void Project::close()
{
    if (!m_database)
        return;
    const std::unique_ptr<Database> database = std::move(m_database);
    database->close();
}

bool Project::isReadOnly() const
{
    return m_database->isReadOnly();
}

std::string Project::setting(const std::string &name, const std::string &fallback) const
{
    Query row = m_database->reader().query("SELECT value FROM setting WHERE name = ?1");
    row.bind(1, name);
    return row.next() ? row.text(0) : fallback;
}

void Project::setSetting(const std::string &name, const std::string &value)
{
    WriteTransaction transaction(*m_database);
    transaction.connection().query("INSERT OR REPLACE INTO setting VALUES(?1, ?2)").bind(1, name).bind(2, value).run();
    transaction.commit();
}

std::uint64_t Project::seed() const
{
    const std::optional<long long> chosen = parseInteger(setting("seed"));
    return chosen ? static_cast<std::uint64_t>(*chosen) : kDefaultSeed;
}

std::vector<std::string> Project::check() const
{
    return checkProject(*m_database);
}

}  // namespace warbler
