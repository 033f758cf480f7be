// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace warbler {

class Database;  // core/corpus/database.h, internal: the connections

enum class OpenMode { ReadWrite, ReadOnly };

// One open *.warbler file: SQLite, WAL while open on a local file system, one plain file at rest, one writing
// connection for one thread at a time, a read-only connection per thread. All methods from any thread, unless they say
// otherwise.
class Project {
public:
    // Creates the file (not over an existing one that holds anything: Error(IoError)).
    static std::shared_ptr<Project> create(const std::string &path);
    // There is no such file, or it has 0 bytes: create() makes a project of it.
    static bool isNew(const std::string &path);
    // Throws Error(MissingFile | PermissionDenied | IoError | NotAProject | ProjectTooNew | ProjectInUse |
    // ProjectDamaged | ReadOnlyProject). ProjectInUse names user, host and pid; a newer project stays byte-identical.
    // With ReadOnlyProject and ProjectInUse it may still be opened for reading. A file of 0 bytes becomes an empty
    // project, read-only it is refused.
    static std::shared_ptr<Project> open(const std::string &path, OpenMode mode = OpenMode::ReadWrite);
    ~Project();  // closes as close(), errors swallowed
    Project(const Project &) = delete;
    Project &operator=(const Project &) = delete;

    // Ends WAL, leaves one plain file, releases the lock. No call after it, and none going on in another thread.
    // Returns what the user has to know: empty, or that another program reads the project, so that its log stays beside
    // it. Throws Error(IoError | DiskFull); what was stored is stored all the same.
    std::string close();
    const std::string &path() const { return m_path; }
    bool isReadOnly() const;
    // "Recovered. Last label 14:02:10, nothing lost" after a crash, else empty.
    const std::string &recoveryNote() const { return m_recoveryNote; }
    // Opened for reading although it may not be the newest state: why, and what to do; else empty.
    const std::string &warning() const { return m_warning; }

    std::string setting(const std::string &name, const std::string &fallback = {}) const;
    void setSetting(const std::string &name, const std::string &value);
    std::uint64_t seed() const;  // of draws, orders and splits: 42

    // quick_check, counters against a recount, label chain; empty: all is well.
    std::vector<std::string> check() const;

    Database &database() const { return *m_database; }  // for repositories only

private:
    Project() = default;
    void openToRead();
    void openToWrite();
    std::string m_path, m_recoveryNote, m_warning;
    std::unique_ptr<Database> m_database;
};

}  // namespace warbler
