// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace SQLite {
class Database;
class Statement;
}  // namespace SQLite

namespace warbler {

class Connection;

// One run of a prepared statement. The statement belongs to its connection, which gets it back when this value is
// destroyed. Parameters count from 1, columns from 0. What SQLite reports becomes Error(DiskFull | IoError |
// ProjectDamaged | ReadOnlyProject | OutOfMemory).
class Query {
public:
    Query(Connection &connection, std::string sql, std::unique_ptr<SQLite::Statement> statement);
    ~Query();
    Query(const Query &) = delete;
    Query &operator=(const Query &) = delete;

    Query &bind(int parameter, std::int64_t value);
    Query &bind(int parameter, std::string_view text);
    Query &bindBlob(int parameter, std::string_view bytes);
    bool next();  // true: on a row
    void run();   // for statements without rows; resets, so that it can be bound and run again
    Query &reset();

    std::int64_t integer(int column) const;
    std::string text(int column) const;  // of blobs too: their bytes
    bool isBlob(int column) const;

private:
    Connection &m_connection;
    std::string m_sql;
    std::unique_ptr<SQLite::Statement> m_statement;
};

// One connection to a project's file with the settings every connection has; used by one thread at a time.
class Connection {
public:
    enum class Access { Write, Read, Immutable, Memory };
    // Throws as Query; IoError where the file cannot be opened, with the reason.
    Connection(const std::string &path, Access access);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    Query query(std::string_view sql);            // prepared once, kept
    void run(const std::string &sql);             // any number of statements without parameters
    std::int64_t number(const std::string &sql);  // first column of the first row; 0 without a row
    std::string text(const std::string &sql);
    std::int64_t lastRow() const;
    std::int64_t totalChanges() const;
    bool isInTransaction() const;
    // What the system said if the file could not be read since it was opened ("Input/output error"); else empty.
    std::string deviceError() const;
    int logPages() const { return m_logPages; }  // of the log after the last commit; only foldLog() makes it shorter
    // Writes what the log holds into the file, without waiting for other connections. True: all of it was written, and
    // the next transaction may begin a new log.
    bool takeInLog();
    // Writes all of the log or journal into the file and removes it (journal_mode DELETE). False: another connection
    // reads, so that it has to stay.
    bool foldLog();
    // Finalises all statements and closes. Throws Error(IoError) where one is still in use.
    void close();

private:
    friend class Query;
    void giveBack(const std::string &sql, std::unique_ptr<SQLite::Statement> statement);
    std::unordered_map<std::string, std::vector<std::unique_ptr<SQLite::Statement>>> m_idle;
    std::unique_ptr<SQLite::Database> m_database;
    std::string m_path;
    int m_borrowed = 0, m_logPages = 0;
};

}  // namespace warbler
