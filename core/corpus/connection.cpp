// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/connection.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/hex.h"
#include "core/base/number_text.h"
#include "core/base/regular_file.h"
#include "core/corpus/damage.h"
#include "core/corpus/project_file.h"

namespace warbler {

namespace {

// Why a file that SQLite could not open does not open.
std::string reasonNotOpened(const std::string &path) {
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return std::strerror(errno);
    close(descriptor);
    return "the log beside it cannot be opened";
}

// Of the last call to the system that failed: the file's own, else the connection's, which another call may have set.
int deviceErrno(sqlite3 *handle) {
    int number = 0;
    sqlite3_file_control(handle, "main", SQLITE_FCNTL_LAST_ERRNO, &number);
    return number != 0 ? number : sqlite3_system_errno(handle);
}

// What the device said where SQLite speaks of damage: a read error within a statement is for it a malformed file.
int deviceErrnoOfDamage(sqlite3 *handle) {
    int number = 0;
    if (handle != nullptr)
        sqlite3_file_control(handle, "main", SQLITE_FCNTL_LAST_ERRNO, &number);
    return number == EIO || number == ENXIO || number == ERANGE ? number : 0;
}

// Why a file that opened gives no first page, in brackets; empty: it does now.
std::string reasonNotRead(const std::string &path) {
    const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    std::array<char, 4096> page{};
    if (file.get() >= 0 && pread(file.get(), page.data(), page.size(), 0) >= 0)
        return {};
    return std::string(" (") + std::strerror(errno) + ")";
}

// handle: of the connection that failed; nullptr: it did not come to be.
[[noreturn]] void throwAsError(const SQLite::Exception &problem, const std::string &path, sqlite3 *handle) {
    std::string said = path + ": " + problem.what();
    const int code = problem.getErrorCode() & 0xff;
    if (handle == nullptr && code == SQLITE_CANTOPEN)
        said += " (" + reasonNotOpened(path) + ")";
    else if (handle == nullptr && code == SQLITE_IOERR)
        said += reasonNotRead(path);
    else if (handle != nullptr && (code == SQLITE_CANTOPEN || code == SQLITE_IOERR))
        if (const int number = deviceErrno(handle); number != 0)
            said += std::string(" (") + std::strerror(number) + ")";
    switch (code) {
    case SQLITE_FULL:
        throw Error(ErrorCode::DiskFull,
                    "the disk is full: " + path + " cannot grow, " +
                        groupedText(static_cast<long long>(freeDiskBytes(folderOf(path)))) + " bytes are free",
                    "Free some space and try again; what was saved before is safe.");
    case SQLITE_IOERR:
        throw Error(ErrorCode::IoError, said, "Check the disk, then try again; what was saved before is safe.");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        if (const int number = deviceErrnoOfDamage(handle); number != 0)
            throw Error(ErrorCode::IoError, path + " could not be read: " + std::strerror(number),
                        "Check the disk it lies on, then try again; nothing was changed.");
        throw Error(ErrorCode::ProjectDamaged, said, kDamageHint);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        throw Error(ErrorCode::ReadOnlyProject, said, "Copy the project to a folder that can be written.");
    case SQLITE_NOMEM:
        throw Error(ErrorCode::OutOfMemory, said, "Close other programs and try again.");
    case SQLITE_CANTOPEN:
        throw Error(ErrorCode::IoError, said, "Check that the file and its folder can be read and written.");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        throw Error(ErrorCode::IoError, said, "Another program holds the file; close it there and try again.");
    default:
        throw Error(ErrorCode::Internal, said);
    }
}

int openFlags(Connection::Access access) {
    switch (access) {
    case Connection::Access::Write:
        return SQLite::OPEN_READWRITE;
    case Connection::Access::Read:
        return SQLite::OPEN_READONLY;
    case Connection::Access::Immutable:
        return SQLite::OPEN_READONLY | SQLite::OPEN_URI;
    case Connection::Access::Memory:
        break;
    }
    return SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
}

std::string immutableUri(const std::string &path) {
    std::string uri = "file:";
    for (char c : path) {
        if (c == '%' || c == '?' || c == '#') {
            uri += '%' + hexFromBytes({&c, 1});
        } else {
            uri += c;
        }
    }
    return uri + "?immutable=1";
}

}  // namespace

Query::Query(Connection &connection, std::string sql, std::unique_ptr<SQLite::Statement> statement)
    : m_connection(connection), m_sql(std::move(sql)), m_statement(std::move(statement)) {
    ++m_connection.m_borrowed;
}

Query::~Query() { m_connection.giveBack(m_sql, std::move(m_statement)); }

Query &Query::bind(int parameter, std::int64_t value) {
    try {
        m_statement->bind(parameter, value);
    } catch (const SQLite::Exception &problem) {
        throwAsError(problem, m_connection.m_path, m_connection.m_database->getHandle());
    }
    return *this;
}

Query &Query::bind(int parameter, std::string_view text) {
    try {
        m_statement->bind(parameter, std::string(text));
    } catch (const SQLite::Exception &problem) {
        throwAsError(problem, m_connection.m_path, m_connection.m_database->getHandle());
    }
    return *this;
}

Query &Query::bindBlob(int parameter, std::string_view bytes) {
    try {
        // A null pointer would bind NULL instead of the empty blob.
        m_statement->bind(parameter, static_cast<const void *>(bytes.empty() ? "" : bytes.data()),
                          static_cast<int>(bytes.size()));
    } catch (const SQLite::Exception &problem) {
        throwAsError(problem, m_connection.m_path, m_connection.m_database->getHandle());
    }
    return *this;
}

bool Query::next() {
    try {
        return m_statement->executeStep();
    } catch (const SQLite::Exception &problem) {
        throwAsError(problem, m_connection.m_path, m_connection.m_database->getHandle());
    }
}

void Query::run() {
    next();
    reset();
}

Query &Query::reset() {
    // What the reset repeats was already reported by the step.
    m_statement->tryReset();
    return *this;
}

std::int64_t Query::integer(int column) const { return m_statement->getColumn(column).getInt64(); }

std::string Query::text(int column) const { return m_statement->getColumn(column).getString(); }

bool Query::isBlob(int column) const { return m_statement->getColumn(column).isBlob(); }

Connection::Connection(const std::string &path, Access access) : m_path(path) {
    try {
        const std::string name = access == Access::Memory      ? ":memory:"
                                 : access == Access::Immutable ? immutableUri(path)
                                                               : path;
        m_database = std::make_unique<SQLite::Database>(name, openFlags(access), 2000);
        sqlite3 *handle = m_database->getHandle();
        // SQLite opens for reading alone what it could not open for writing.
        if (access == Access::Write && sqlite3_db_readonly(handle, "main") == 1)
            throw Error(ErrorCode::IoError, path + " could not be opened for writing",
                        "Check the disk it lies on, then try again; nothing was changed.");
        sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        // Only Project::close() ends the log, and only after it has checked what it closes.
        sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        m_database->exec(
            "PRAGMA trusted_schema=OFF; PRAGMA foreign_keys=ON; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;");
        if (access == Access::Read || access == Access::Immutable)
            m_database->exec("PRAGMA query_only=ON; PRAGMA cache_size=-16384;");
        else
            m_database->exec(
                "PRAGMA journal_size_limit=67108864; PRAGMA secure_delete=FAST; PRAGMA cache_size=-65536;");
        // In the place of SQLite's own checkpoints: who writes has to know when the log begins anew.
        sqlite3_wal_hook(
            handle,
            [](void *self, sqlite3 *, const char *, int pages) {
                static_cast<Connection *>(self)->m_logPages = pages;
                return SQLITE_OK;
            },
            this);
    } catch (const SQLite::Exception &problem) {
        throwAsError(problem, m_path, m_database ? m_database->getHandle() : nullptr);
    }
}

Connection::~Connection() { m_idle.clear(); }

Query Connection::query(std::string_view sql) {
    std::string key(sql);
    const auto found = m_idle.find(key);
    if (found != m_idle.end() && !found->second.empty()) {
        std::unique_ptr<SQLite::Statement> statement = std::move(found->second.back());
        found->second.pop_back();
        return Query(*this, std::move(key), std::move(statement));
    }
    try {
        auto statement = std::make_unique<SQLite::Statement>(*m_database, key);
        return Query(*this, std::move(key), std::move(statement));
    } catch (const SQLite::Exception &problem) {
        throwAsError(problem, m_path, m_database->getHandle());
    }
}

void Connection::giveBack(const std::string &sql, std::unique_ptr<SQLite::Statement> statement) {
    statement->tryReset();
    statement->clearBindings();
    m_idle[sql].push_back(std::move(statement));
    --m_borrowed;
}

void Connection::run(const std::string &sql) {
    try {
        m_database->exec(sql);
    } catch (const SQLite::Exception &problem) {
        throwAsError(problem, m_path, m_database->getHandle());
    }
}

std::int64_t Connection::number(const std::string &sql) {
    Query asked = query(sql);
    return asked.next() ? asked.integer(0) : 0;
}

std::string Connection::text(const std::string &sql) {
    Query asked = query(sql);
    return asked.next() ? asked.text(0) : std::string();
}

std::int64_t Connection::lastRow() const { return m_database->getLastInsertRowid(); }

std::int64_t Connection::totalChanges() const { return sqlite3_total_changes64(m_database->getHandle()); }

std::string Connection::deviceError() const {
    int number = 0;
    sqlite3_file_control(m_database->getHandle(), "main", SQLITE_FCNTL_LAST_ERRNO, &number);
    return number == 0 ? std::string() : std::strerror(number);
}

bool Connection::takeInLog() {
    int pages = -1, taken = -1;
    const int result =
        sqlite3_wal_checkpoint_v2(m_database->getHandle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &pages, &taken);
    return result == SQLITE_OK && pages >= 0 && pages == taken;
}

bool Connection::foldLog() {
    m_idle.clear();  // a statement kept open would hold the log
    run("PRAGMA wal_checkpoint(TRUNCATE)");
    const int result = m_database->tryExec("PRAGMA journal_mode=DELETE");
    if ((result & 0xff) == SQLITE_BUSY || (result & 0xff) == SQLITE_LOCKED)
        return false;
    if (result != SQLITE_OK)
        throwAsError(SQLite::Exception(m_database->getHandle(), result), m_path, m_database->getHandle());
    return text("PRAGMA journal_mode") == "delete";
}

bool Connection::isInTransaction() const { return sqlite3_get_autocommit(m_database->getHandle()) == 0; }

void Connection::close() {
    // sqlite3_next_stmt() would also count the statements the search index keeps for itself.
    if (m_borrowed > 0)
        throw Error(ErrorCode::IoError, m_path + " cannot be closed: a statement is still in use");
    m_idle.clear();
    m_database.reset();
}

}  // namespace warbler
