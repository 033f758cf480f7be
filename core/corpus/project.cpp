// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/project.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "core/base/clock.h"
#include "core/base/number_text.h"
#include "core/corpus/blob_store.h"
#include "core/corpus/damage.h"
#include "core/corpus/database.h"
#include "core/corpus/import_recovery.h"
#include "core/corpus/log_state.h"
#include "core/corpus/project_check.h"
#include "core/corpus/project_file.h"
#include "core/corpus/run_repository.h"
#include "core/corpus/schema.h"
#include "core/corpus/value_check.h"

namespace warbler {

namespace {

// Above it quick_check takes longer than opening may; check() is for those.
constexpr std::int64_t kQuickCheckTweets = 100000;
constexpr std::uint64_t kDefaultSeed = 42;

std::string absolutePath(const std::string &path) {
    std::error_code problem;
    const std::filesystem::path absolute = std::filesystem::weakly_canonical(path, problem);
    return problem ? path : absolute.string();
}

void refuseUnlessWritable(const std::string &path) {
    struct stat file {};
    if (stat(path.c_str(), &file) == 0 && file.st_nlink > 1)
        throw Error(ErrorCode::ReadOnlyProject,
                    path + " has a second name on this disk (a hard link), under which another program could write it",
                    "Open it read-only, or copy it.");
    if (access(path.c_str(), W_OK) != 0 || access(folderOf(path).c_str(), W_OK) != 0)
        throw Error(ErrorCode::ReadOnlyProject, path + " or its folder cannot be written: " + std::strerror(errno),
                    "Open it read-only, or copy it to a folder of yours.");
}

enum class Made { New, Before };

// Before: an empty file lay there already.
Made makeEmptyFile(const std::string &path) {
    const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (descriptor < 0) {
        const int problem = errno;
        if (problem == EEXIST && Project::isNew(path))
            return Made::Before;
        if (problem == EEXIST)
            throw Error(ErrorCode::IoError, path + " is there already", "Choose another name, or open that file.");
        throw Error(problem == ENOSPC ? ErrorCode::DiskFull : ErrorCode::IoError,
                    "cannot make " + path + ": " + std::strerror(problem),
                    "Choose a folder that exists and can be written.");
    }
    close(descriptor);
    return Made::New;
}

void bringUpToDate(Connection &writer, const std::string &path) {
    std::string problem;
    switch (migrate(writer, migrationScripts(), problem)) {
    case MigrationResult::UpToDate:
    case MigrationResult::Upgraded:
        return;
    case MigrationResult::TooNew:
        throw Error(ErrorCode::ProjectTooNew, path + " was made by a newer Warbler", "Install the newer Warbler.");
    case MigrationResult::Failed:
        throw Error(ErrorCode::IoError, path + " could not be brought to this version: " + problem,
                    "The file is as it was; free some space and try again.");
    }
}

// The values of the present schema as well.
void refuseDamage(Connection &connection, const std::string &path) {
    const bool isLarge = connection.number("SELECT tweets FROM corpus") > kQuickCheckTweets;
    const std::string verdict = isLarge ? "ok" : connection.text("PRAGMA quick_check(1)");
    if (verdict == "ok" && connection.number("PRAGMA user_version") == newestSchema())
        refuseHostileValues(connection, isLarge ? CheckedTables::AllButTweets : CheckedTables::All);
    if (verdict == "ok")
        return;
    // A page that could not be read is for quick_check a page that is wrong.
    const std::string words = connection.deviceError();
    if (!words.empty())
        throw Error(ErrorCode::IoError, path + " could not be read: " + words + " (" + verdict + ")",
                    "Check the disk it lies on, then try again; nothing was changed.");
    throw Error(ErrorCode::ProjectDamaged, path + " is damaged: " + verdict, kDamageHint);
}

void refuseMismatch(const std::string &mismatch) {
    if (!mismatch.empty())
        throw Error(ErrorCode::ReadOnlyProject, mismatch, kMismatchHint);
}

// Made a moment ago and nothing stored, or a creation that was killed.
bool hasNoTables(Connection &connection) {
    return connection.number("PRAGMA user_version") == 0 &&
           connection.number("SELECT count(*) FROM sqlite_schema") == 0;
}

Error nothingStored(const std::string &path) {
    return Error(ErrorCode::NotAProject, path + " is empty: nothing was stored in it yet", "Import a CSV into it.");
}

}  // namespace

bool Project::isNew(const std::string &path) {
    struct stat file {};
    if (stat(path.c_str(), &file) != 0)
        return errno == ENOENT;
    return S_ISREG(file.st_mode) && file.st_size == 0;
}

std::shared_ptr<Project> Project::create(const std::string &path) {
    std::shared_ptr<Project> project(new Project());
    project->m_path = absolutePath(path);
    auto lock = std::make_unique<ProjectLock>(project->m_path);
    ProjectLock &held = *lock;
    const Made made = makeEmptyFile(project->m_path);
    project->m_database = std::make_unique<Database>(project->m_path, std::move(lock), Database::Medium::Normal);
    try {
        bringUpToDate(project->m_database->writer(), project->m_path);
        project->m_database->startLog();
        project->m_database->loadCorpusState();
        syncFolderOf(project->m_path);
    } catch (...) {
        for (const char *suffix : {"", "-wal", "-shm", "-journal"})
            if (*suffix != '\0' || made == Made::New)
                unlink((project->m_path + suffix).c_str());
        held.setSettled();
        project->m_database.reset();
        throw;
    }
    return project;
}

std::shared_ptr<Project> Project::open(const std::string &path, OpenMode mode) {
    std::shared_ptr<Project> project(new Project());
    project->m_path = absolutePath(path);
    try {
        if (mode == OpenMode::ReadOnly)
            project->openToRead();
        else
            project->openToWrite();
    } catch (...) {
        // Not closed: what was refused is not written, and what failed half-way is healed by the next one.
        project->m_database.reset();
        throw;
    }
    return project;
}

void Project::openToRead() {
    const ProjectHeader header = readProjectHeader(m_path, newestSchema());
    const Leftovers left = leftoversOf(m_path);
    const bool isHeld = ProjectLock::isHeld(m_path);
    if (header.isEmpty && !left.areThere())
        throw nothingStored(m_path);
    std::string mismatch = isHeld ? std::string() : mismatchOnDisk(m_path, header, left, ProjectLock::isThere(m_path));
    if (mismatch.empty() && !isHeld && left.areThere() && (left.hasJournal || !canShareLog(m_path)))
        // Read where it lies, a journal would not be taken back, and without its log the project would be an older one.
        m_database = std::make_unique<Database>(m_path, std::make_unique<PrivateCopy>(m_path));
    else if (!mismatch.empty() || (!isHeld && !left.areThere() && !canShareLog(m_path)))
        m_database = std::make_unique<Database>(m_path, nullptr, Database::Medium::Immutable);
    else
        m_database = std::make_unique<Database>(m_path, nullptr, Database::Medium::Normal);
    if (mismatch.empty() && !isHeld && left.hasLog) {
        mismatch = mismatchWithLog(m_path, m_database->reader(), readFileAlone(m_path));
        if (!mismatch.empty())
            m_database = std::make_unique<Database>(m_path, nullptr, Database::Medium::Immutable);
    }
    if (!mismatch.empty())
        m_warning = mismatch + ". " + kMismatchHint;
    Connection &reader = m_database->reader();
    if (hasNoTables(reader))
        throw nothingStored(m_path);
    refuseForeignSchema(reader);
    if (reader.number("PRAGMA user_version") < newestSchema())
        throw Error(ErrorCode::ReadOnlyProject,
                    m_path + " was made by an older Warbler and has to be brought up to date first",
                    "Open it once where it can be written.");
    refuseDamage(reader, m_path);
    m_database->loadCorpusState();
}

void Project::openToWrite() {
    const ProjectHeader header = readProjectHeader(m_path, newestSchema());
    refuseUnlessWritable(m_path);
    auto lock = std::make_unique<ProjectLock>(m_path);
    const Leftovers left = leftoversOf(m_path);
    const bool wasLeftBehind = lock->wasLeftBehind() || left.areThere();
    refuseMismatch(mismatchOnDisk(m_path, header, left, lock->wasLeftBehind()));
    const FileAlone alone = left.hasLog ? readFileAlone(m_path) : FileAlone();
    m_database = std::make_unique<Database>(m_path, std::move(lock), Database::Medium::Normal);
    Connection &writer = m_database->writer();
    // Asked again: a log that was left there may hold what the header does not say yet.
    if (writer.number("PRAGMA user_version") > newestSchema())
        throw Error(ErrorCode::ProjectTooNew, m_path + " was made by a newer Warbler",
                    "Install the newer Warbler; the file was not changed.");
    const bool isNewProject = hasNoTables(writer);
    refuseForeignSchema(writer);
    if (!isNewProject) {
        refuseMismatch(mismatchWithLog(m_path, writer, alone));
        refuseDamage(writer, m_path);
    }
    bringUpToDate(writer, m_path);
    refuseBrokenChainHead(writer);
    m_database->startLog();
    m_database->loadCorpusState();
    recoverImports(*m_database);
    removeStrayBlobs(*m_database);
    RunRepository(*this).markInterrupted();
    if (wasLeftBehind && !isNewProject) {
        const std::int64_t last = writer.number("SELECT at FROM label_event ORDER BY id DESC LIMIT 1");
        m_recoveryNote =
            last == 0 ? "Recovered. Nothing lost" : "Recovered. Last label " + localTimeOfDay(last) + ", nothing lost";
    }
}

Project::~Project() {
    try {
        close();
    } catch (const std::exception &) {
        // The next writer heals what stays.
    }
}

std::string Project::close() {
    if (!m_database)
        return {};
    const std::unique_ptr<Database> database = std::move(m_database);
    return database->close();
}

bool Project::isReadOnly() const { return m_database->isReadOnly(); }

std::string Project::setting(const std::string &name, const std::string &fallback) const {
    Query row = m_database->reader().query("SELECT value FROM setting WHERE name = ?1");
    row.bind(1, name);
    return row.next() ? row.text(0) : fallback;
}

void Project::setSetting(const std::string &name, const std::string &value) {
    WriteTransaction transaction(*m_database);
    transaction.connection().query("INSERT OR REPLACE INTO setting VALUES(?1, ?2)").bind(1, name).bind(2, value).run();
    transaction.commit();
}

std::uint64_t Project::seed() const {
    const std::optional<long long> chosen = parseInteger(setting("seed"));
    return chosen ? static_cast<std::uint64_t>(*chosen) : kDefaultSeed;
}

std::vector<std::string> Project::check() const { return checkProject(*m_database); }

}  // namespace warbler
