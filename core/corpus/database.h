// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/corpus/connection.h"
#include "core/corpus/private_copy.h"
#include "core/corpus/project.h"
#include "core/corpus/project_lock.h"
#include "core/corpus/write_gate.h"

namespace warbler {

// The connections of one open project: one that writes, for one writer at a time (WriteGate), and one that reads for
// each thread. Internal to corpus.
class Database {
public:
    enum class Medium { Normal, Immutable };
    // lock: held while writing is allowed; none: read-only.
    Database(std::string path, std::unique_ptr<ProjectLock> lock, Medium medium);
    // To read a project whose log cannot be read where it lies.
    Database(std::string path, std::unique_ptr<PrivateCopy> copy);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    const std::string &path() const { return m_path; }
    bool isReadOnly() const { return m_lock == nullptr; }
    // Of the calling thread. Throws as Connection does; the next call tries again.
    Connection &reader() const;
    WriteGate &gate() { return m_gate; }
    Connection &writer() { return *m_writer; }  // only while the gate is held
    // After a failed commit: the next transaction starts on a new connection.
    void distrustWriter() { m_isWriterSuspect = true; }
    void readyWriter();  // while the gate is held, before a transaction
    // While the gate is held: the file holds all of the log before, so that the next transaction is the first of a log.
    bool isLogNew() const { return m_isLogNew; }
    void tellCommitted();  // a transaction; takes in the log where it has grown long
    void startLog();       // WAL on a local disk; the journal with EXTRA elsewhere
    // Readers, checkpoint, journal, folder, lock; tried again where another program is in the way. Returns what stays
    // undone, in a sentence; empty: one plain file. Throws Error(IoError | DiskFull): all that was committed is on disk
    // all the same.
    std::string close();

    // Tweets that are not part of an unfinished import: keys 1..visible(), tweets() of them.
    std::int64_t visible() const { return m_visible; }
    std::int64_t tweets() const { return m_tweets; }
    void loadCorpusState();
    // Keys 1..visible in the order of SHA-256(u64 LE seed, uid). Kept until the corpus grows or the seed changes.
    std::shared_ptr<const std::vector<std::int64_t>> randomOrder(std::uint64_t seed) const;
    // One import at a time. Throws Error(Usage) if another runs.
    void beginImport();
    void endImport() { m_isImporting = false; }

private:
    void setUpWriter();
    bool foldLog();  // false: another program reads the project
    std::string m_path;
    std::unique_ptr<ProjectLock> m_lock;
    std::unique_ptr<PrivateCopy> m_copy;
    Medium m_medium;
    WriteGate m_gate;
    std::unique_ptr<Connection> m_writer;
    bool m_isWriterSuspect = false, m_isLogNew = false;  // guarded by the gate
    std::atomic<std::int64_t> m_visible = 0, m_tweets = 0;
    std::atomic<bool> m_isImporting = false;

    mutable std::mutex m_readersMutex;
    mutable std::map<std::thread::id, std::unique_ptr<Connection>> m_readers;

    mutable std::mutex m_orderMutex;
    mutable std::shared_ptr<const std::vector<std::int64_t>> m_order;
    mutable std::uint64_t m_orderSeed = 0;
    mutable std::int64_t m_orderVisible = -1;
};

// The only way to write: BEGIN IMMEDIATE .. COMMIT on the writing connection; without commit() everything is taken
// back. Throws Error(ReadOnlyProject) on a project opened for reading.
class WriteTransaction {
public:
    explicit WriteTransaction(Database &database, Urgency urgency = Urgency::Label);
    ~WriteTransaction();
    WriteTransaction(const WriteTransaction &) = delete;
    WriteTransaction &operator=(const WriteTransaction &) = delete;
    Connection &connection() { return m_database.writer(); }
    void commit();  // on disk when it returns
    bool isLabelWaiting() const { return m_database.gate().isLabelWaiting(); }

private:
    Database &m_database;
    bool m_isOpen = false;
};

}  // namespace warbler
