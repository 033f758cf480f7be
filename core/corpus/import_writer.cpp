// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/import_writer.h"

#include <optional>

#include "core/corpus/tweet_columns.h"

namespace warbler {

namespace {

constexpr std::size_t kPagesUnderWay = 4;
constexpr std::size_t kRowsBetweenLooks = 16;

// Whether the coder's label of that tweet is this one: a file that comes again labels nothing.
bool isGivenAlready(Connection &connection, const StagedLabel &label) {
    Query row = connection.query("SELECT 1 FROM label_current l JOIN coder c ON c.id = l.coder WHERE l.tweet = ?1 AND "
                                 "c.name = ?2 AND l.action = 'label' AND l.code = ?3");
    row.bind(1, label.tweet).bind(2, label.coder).bind(3, label.code);
    return row.next();
}

void dropLabel(Connection &connection, std::int64_t tweet, const std::string &coder) {
    connection.query("DELETE FROM staged_label WHERE tweet = ?1 AND coder = ?2").bind(1, tweet).bind(2, coder).run();
}

void writeLabel(Connection &connection, const StagedLabel &label) {
    connection.query("INSERT OR REPLACE INTO staged_label VALUES(?1, ?2, ?3)")
        .bind(1, label.tweet)
        .bind(2, label.coder)
        .bind(3, label.code)
        .run();
}

// Of a tweet that may have been labelled before.
void writeChange(Connection &connection, const StagedLabel &label) {
    if (isGivenAlready(connection, label))
        dropLabel(connection, label.tweet, label.coder);
    else
        writeLabel(connection, label);
}

void writeTweet(Connection &connection, std::int64_t batch, const StagedTweet &tweet) {
    if (tweet.place == StagedTweet::Place::New) {
        Query row = connection.query("INSERT INTO tweet VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
        row.bind(1, tweet.key).bind(2, tweet.id).bindBlob(3, tweet.uid).bind(4, batch).bind(5, tweet.line);
        bindGroup(row, 6, tweet.group);
        row.bind(7, tweet.created).bind(8, tweet.text).run();
        connection.query("INSERT INTO tweet_fields VALUES(?1, ?2)").bind(1, tweet.key).bindBlob(2, tweet.fields).run();
    } else if (tweet.place == StagedTweet::Place::SameImport) {
        Query row = connection.query(
            "UPDATE tweet SET uid = ?2, line = ?3, dup_group = ?4, created_at = ?5, text = ?6 WHERE key = ?1");
        row.bind(1, tweet.key).bindBlob(2, tweet.uid).bind(3, tweet.line);
        bindGroup(row, 4, tweet.group);
        row.bind(5, tweet.created).bind(6, tweet.text).run();
        connection.query("UPDATE tweet_fields SET fields = ?2 WHERE tweet = ?1")
            .bind(1, tweet.key)
            .bindBlob(2, tweet.fields)
            .run();
    } else {
        Query row = connection.query("INSERT OR REPLACE INTO staged_replacement VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        row.bind(1, tweet.key).bindBlob(2, tweet.uid).bind(3, tweet.line);
        bindGroup(row, 4, tweet.group);
        row.bind(5, tweet.created).bind(6, tweet.text).bindBlob(7, tweet.fields).run();
    }
    const StagedLabel label{tweet.key, tweet.label, tweet.coder};
    if (tweet.place == StagedTweet::Place::New) {
        if (label.code != 0)
            writeLabel(connection, label);
    } else if (label.code != 0) {
        writeChange(connection, label);
    } else {
        dropLabel(connection, label.tweet, label.coder);
    }
}

}  // namespace

ImportWriter::ImportWriter(Database &database, std::int64_t batch)
    : m_database(database), m_batch(batch), m_thread([this](const std::stop_token &stop) { loop(stop); }) {}

ImportWriter::~ImportWriter() {
    m_thread.request_stop();
    m_changed.notify_all();
    m_thread.join();
}

void ImportWriter::rethrow() {
    if (m_problem)
        std::rethrow_exception(m_problem);
}

void ImportWriter::submit(StagedPage page) {
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_problem || m_pages.size() < kPagesUnderWay; });
        rethrow();
        m_pages.push_back(std::move(page));
    }
    m_changed.notify_all();
}

void ImportWriter::drain() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_problem || (m_pages.empty() && !m_isWriting); });
    rethrow();
}

void ImportWriter::loop(const std::stop_token &stop) {
    while (true) {
        StagedPage page;
        {
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait(lock, stop, [this] { return !m_pages.empty(); }) || stop.stop_requested())
                return;
            page = std::move(m_pages.front());
            m_pages.pop_front();
            m_isWriting = true;
        }
        m_changed.notify_all();
        std::exception_ptr problem;
        try {
            write(page);
        } catch (...) {
            problem = std::current_exception();
        }
        {
            const std::scoped_lock lock(m_mutex);
            m_isWriting = false;
            m_problem = problem;
        }
        m_changed.notify_all();
        if (problem)
            return;
    }
}

void ImportWriter::write(const StagedPage &page) {
    std::optional<WriteTransaction> transaction;
    std::size_t rows = 0;
    const auto connection = [&]() -> Connection & {
        if (transaction && rows++ % kRowsBetweenLooks == 0 && transaction->isLabelWaiting()) {
            transaction->commit();
            transaction.reset();
        }
        if (!transaction)
            transaction.emplace(m_database, Urgency::Bulk);
        return transaction->connection();
    };
    for (const StagedTweet &tweet : page.tweets)
        writeTweet(connection(), m_batch, tweet);
    for (const StagedLabel &label : page.labels)
        writeChange(connection(), label);
    for (const RejectedRow &row : page.rejected)
        connection()
            .query("INSERT INTO reject(batch, line, byte_offset, reason, raw) VALUES(?1, ?2, ?3, ?4, ?5)")
            .bind(1, m_batch)
            .bind(2, row.line)
            .bind(3, static_cast<std::int64_t>(row.byteOffset))
            .bind(4, row.reason)
            .bind(5, row.raw)
            .run();
    if (transaction)
        transaction->commit();
}

}  // namespace warbler
