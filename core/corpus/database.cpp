// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/database.h"

#include <chrono>

#include "core/base/error.h"
#include "core/corpus/damage.h"
#include "core/corpus/log_state.h"
#include "core/corpus/project_file.h"
#include "core/corpus/random_order.h"

namespace warbler {

namespace {

// Another program that only looks in is gone in a moment; one that stays open shall not keep the user waiting.
constexpr int kFoldAttempts = 10;
constexpr int kFaultyFoldAttempts = 3;
constexpr int kFoldPauseMs = 50;
constexpr int kLongLogPages = 250;  // small, since a label may have to wait while they are taken in

}  // namespace

Database::Database(std::string path, std::unique_ptr<ProjectLock> lock, Medium medium)
    : m_path(std::move(path)), m_lock(std::move(lock)), m_medium(medium) {
    if (m_lock)
        m_writer = std::make_unique<Connection>(m_path, Connection::Access::Write);
}

Database::~Database() = default;

Database::Database(std::string path, std::unique_ptr<PrivateCopy> copy)
    : m_path(std::move(path)), m_copy(std::move(copy)), m_medium(Medium::Immutable) {}

Connection &Database::reader() const {
    const std::scoped_lock lock(m_readersMutex);
    const auto known = m_readers.find(std::this_thread::get_id());
    if (known != m_readers.end())
        return *known->second;
    // Kept only once it is open: an entry without a connection would be closed, too.
    auto opened = std::make_unique<Connection>(m_copy ? m_copy->path() : m_path, m_medium == Medium::Immutable
                                                                                     ? Connection::Access::Immutable
                                                                                     : Connection::Access::Read);
    return *m_readers.emplace(std::this_thread::get_id(), std::move(opened)).first->second;
}

void Database::setUpWriter() {
    if (isOnLocalDisk(m_path)) {
        const std::string mode = m_writer->text("PRAGMA journal_mode=WAL");
        if (mode != "wal")
            throw Error(ErrorCode::IoError, m_path + ": the log could not be started (" + mode + ")",
                        "Close other programs that use the file.");
        m_writer->run("PRAGMA synchronous=FULL");
        m_isLogNew = m_writer->takeInLog();
    } else {
        // With FULL a power cut may take back the last commit here: the unlinked journal would not be synced.
        m_writer->run("PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA");
    }
}

void Database::startLog() {
    m_lock->setUnsettled();
    setUpWriter();
}

void Database::readyWriter() {
    if (!m_isWriterSuspect)
        return;
    // After a failed fsync the kernel may have dropped the pages: only a new connection reads what is really there.
    if (m_writer)
        m_writer->close();
    m_writer.reset();
    m_writer = std::make_unique<Connection>(m_path, Connection::Access::Write);
    setUpWriter();
    m_isWriterSuspect = false;
}

void Database::tellCommitted() {
    m_isLogNew = false;
    if (m_writer->logPages() >= kLongLogPages)
        m_isLogNew = m_writer->takeInLog();  // where it fails, the log only grows on
}

bool Database::foldLog() {
    for (int attempt = 1;; ++attempt) {
        try {
            readyWriter();
            if (m_writer->foldLog())
                return true;
            if (attempt == kFoldAttempts)
                return false;
        } catch (const Error &) {
            distrustWriter();
            if (attempt >= kFaultyFoldAttempts)
                throw;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(kFoldPauseMs));
    }
}

std::string Database::close() {
    {
        const std::scoped_lock lock(m_readersMutex);
        for (auto &[thread, connection] : m_readers)
            connection->close();
        m_readers.clear();
    }
    if (!m_lock)
        return {};
    m_gate.enter(Urgency::Label);  // whoever still writes ends first
    m_gate.leave();
    const bool isOnePlainFile = foldLog();
    m_writer->close();
    m_writer.reset();
    syncFolderOf(m_path);
    // The log that stays is a whole one; nobody died.
    m_lock->setSettled();
    m_lock.reset();
    if (isOnePlainFile)
        return {};
    return "Another program reads the project, so its log " + m_path +
           "-wal stays beside it until the project is next closed. All is stored; who copies " +
           "the project now has to copy both files.";
}

void Database::loadCorpusState() {
    Query state = (m_writer ? *m_writer : reader()).query("SELECT visible, tweets FROM corpus WHERE id = 1");
    if (!state.next())
        throw Error(ErrorCode::ProjectDamaged, m_path + ": the table corpus is empty", kDamageHint);
    m_visible = state.integer(0);
    m_tweets = state.integer(1);
}

std::shared_ptr<const std::vector<std::int64_t>> Database::randomOrder(std::uint64_t seed) const {
    const std::scoped_lock lock(m_orderMutex);
    const std::int64_t shown = visible();
    if (!m_order || m_orderSeed != seed || m_orderVisible != shown) {
        m_order = std::make_shared<const std::vector<std::int64_t>>(drawRandomOrder(reader(), shown, seed));
        m_orderSeed = seed;
        m_orderVisible = shown;
    }
    return m_order;
}

void Database::beginImport() {
    if (m_isImporting.exchange(true))
        throw Error(ErrorCode::Usage, "another import into " + m_path + " is running", "Wait until it has ended.");
}

WriteTransaction::WriteTransaction(Database &database, Urgency urgency) : m_database(database) {
    if (m_database.isReadOnly())
        throw Error(ErrorCode::ReadOnlyProject, m_database.path() + " is open for reading only",
                    "Open it where it is not in use and can be written.");
    m_database.gate().enter(urgency);
    try {
        m_database.readyWriter();
        m_database.writer().run("BEGIN IMMEDIATE");
        if (m_database.isLogNew())
            countFold(m_database.writer());
    } catch (...) {
        m_database.distrustWriter();
        m_database.gate().leave();
        throw;
    }
    m_isOpen = true;
}

WriteTransaction::~WriteTransaction() {
    if (!m_isOpen)
        return;
    try {
        if (m_database.writer().isInTransaction())
            m_database.writer().run("ROLLBACK");
    } catch (const Error &) {
        // SQLite rolls back by itself when the connection closes.
    }
    m_database.gate().leave();
}

void WriteTransaction::commit() {
    try {
        m_database.writer().run("COMMIT");
    } catch (const Error &) {
        m_database.distrustWriter();
        throw;
    }
    m_isOpen = false;
    m_database.tellCommitted();
    m_database.gate().leave();
}

}  // namespace warbler
