// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/tweet_repository.h"

#include <map>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/corpus/damage.h"
#include "core/corpus/database.h"
#include "core/corpus/tweet_columns.h"
#include "core/corpus/tweet_selection.h"

namespace warbler {

namespace {

struct BatchColumns {
    ColumnMapping mapping;
    std::size_t count = 0;
};

constexpr char kTweetColumns[] =
    "SELECT t.key, t.id, t.batch, t.line, t.dup_group, t.created_at, t.text, f.fields FROM tweet t "
    "JOIN tweet_fields f ON f.tweet = t.key ";
constexpr char kRowColumns[] =
    "SELECT t.key, t.id, t.text, t.created_at, coalesce(g.state, 0), coalesce(g.code, 0), coalesce(g.coder, ''), "
    "coalesce(g.unsure, 0), coalesce(g.flagged, 0) FROM tweet t LEFT JOIN gold g ON g.tweet = t.key ";

std::map<std::int64_t, BatchColumns> columnsOfBatches(const std::vector<ImportBatch> &batches) {
    std::map<std::int64_t, BatchColumns> result;
    for (const ImportBatch &batch : batches)
        result[batch.id] = {batch.mapping, batch.columns.size()};
    return result;
}

Tweet tweetAt(const Query &row, const std::map<std::int64_t, BatchColumns> &batches) {
    Tweet tweet;
    tweet.key = TweetKey{row.integer(0)};
    tweet.id = TweetId(tweetText(row, 1, "id"));
    tweet.batch = row.integer(2);
    tweet.line = tweetLine(row, 3);
    tweet.group = groupText(row, 4);
    tweet.createdAt = tweetText(row, 5, "created_at");
    tweet.text = tweetText(row, 6, "text");
    const auto batch = batches.find(tweet.batch);
    if (batch == batches.end())
        throw Error(ErrorCode::ProjectDamaged, "tweet " + tweet.id.text() + " belongs to no import", kDamageHint);
    unpackFields(row.text(7), batch->second.count, batch->second.mapping, tweet);
    const int author = batch->second.mapping.author;
    if (author >= 0 && static_cast<std::size_t>(author) < tweet.fields.size())
        tweet.author = tweet.fields[static_cast<std::size_t>(author)];
    return tweet;
}

TweetRow rowAt(const Query &row) {
    TweetRow result;
    result.key = TweetKey{row.integer(0)};
    result.id = TweetId(tweetText(row, 1, "id"));
    result.text = tweetText(row, 2, "text");
    result.createdAt = tweetText(row, 3, "created_at");
    result.state = static_cast<LabelState>(row.integer(4));
    result.code = CodeId{row.integer(5)};
    result.coder = row.text(6);
    result.isUnsure = row.integer(7) != 0;
    result.isFlagged = row.integer(8) != 0;
    return result;
}

Error noTweet(TweetKey key) {
    return Error(ErrorCode::ProjectDamaged,
                 "tweet number " + std::to_string(key.row) + " is named in the project and not there", kDamageHint);
}

}  // namespace

std::int64_t TweetRepository::count() const { return m_project.database().tweets(); }

std::int64_t TweetRepository::count(const TweetFilter &filter) const {
    return filter == TweetFilter() ? count() : static_cast<std::int64_t>(keys(filter).size());
}

std::vector<TweetKey> TweetRepository::keys(const TweetFilter &filter, TweetOrder order) const {
    Database &database = m_project.database();
    const std::vector<std::int64_t> selected = selectTweets(database, filter);
    std::vector<TweetKey> result;
    result.reserve(selected.size());
    if (order == TweetOrder::Import) {
        for (std::int64_t key : selected)
            result.push_back(TweetKey{key});
        return result;
    }
    const std::shared_ptr<const std::vector<std::int64_t>> random = database.randomOrder(m_project.seed());
    std::vector<char> isSelected(static_cast<std::size_t>(selected.empty() ? 1 : selected.back() + 1), 0);
    for (std::int64_t key : selected)
        isSelected[static_cast<std::size_t>(key)] = 1;
    for (std::int64_t key : *random)
        if (static_cast<std::size_t>(key) < isSelected.size() && isSelected[static_cast<std::size_t>(key)] != 0)
            result.push_back(TweetKey{key});
    return result;
}

std::vector<TweetRow> TweetRepository::rows(std::span<const TweetKey> keys) const {
    std::vector<TweetRow> result;
    result.reserve(keys.size());
    Query row = m_project.database().reader().query(std::string(kRowColumns) + "WHERE t.key = ?1");
    for (TweetKey key : keys) {
        row.reset().bind(1, key.row);
        if (!row.next())
            throw noTweet(key);
        result.push_back(rowAt(row));
    }
    return result;
}

std::vector<TweetRow> TweetRepository::firstRows(std::int64_t offset, std::int64_t limit) const {
    const Database &database = m_project.database();
    // Keys are 1, 2, 3 ... unless tweets were erased.
    const bool isDense = database.tweets() == database.visible();
    std::vector<TweetRow> result;
    Query rows = database.reader().query(std::string(kRowColumns) +
                                         (isDense ? "WHERE t.key > ?1 AND t.key <= ?3 ORDER BY t.key LIMIT ?2"
                                                  : "WHERE t.key <= ?3 ORDER BY t.key LIMIT ?2 OFFSET ?1"));
    rows.bind(1, offset).bind(2, limit).bind(3, database.visible());
    while (rows.next())
        result.push_back(rowAt(rows));
    return result;
}

Tweet TweetRepository::get(TweetKey key) const {
    const std::map<std::int64_t, BatchColumns> batches = columnsOfBatches(this->batches());
    Query row = m_project.database().reader().query(std::string(kTweetColumns) + "WHERE t.key = ?1 AND t.key <= ?2");
    row.bind(1, key.row).bind(2, m_project.database().visible());
    if (!row.next())
        throw noTweet(key);
    return tweetAt(row, batches);
}

std::optional<TweetKey> TweetRepository::find(const TweetId &id) const {
    Query row = m_project.database().reader().query("SELECT key FROM tweet WHERE id = ?1 AND key <= ?2");
    row.bind(1, id.text()).bind(2, m_project.database().visible());
    return row.next() ? std::optional<TweetKey>(TweetKey{row.integer(0)}) : std::nullopt;
}

void TweetRepository::forEach(const std::function<bool(const Tweet &)> &visit) const {
    constexpr std::int64_t kPage = 500;
    const Database &database = m_project.database();
    const std::map<std::int64_t, BatchColumns> batches = columnsOfBatches(this->batches());
    // By pages, so that no statement stays open, and no log grows, while the caller works.
    std::vector<Tweet> page;
    std::int64_t last = 0;
    do {
        page.clear();
        Query rows = database.reader().query(std::string(kTweetColumns) +
                                             "WHERE t.key > ?1 AND t.key <= ?2 ORDER BY t.key LIMIT ?3");
        rows.bind(1, last).bind(2, database.visible()).bind(3, kPage);
        while (rows.next())
            page.push_back(tweetAt(rows, batches));
        rows.reset();
        for (const Tweet &tweet : page) {
            if (!visit(tweet))
                return;
            last = tweet.key.row;
        }
    } while (static_cast<std::int64_t>(page.size()) == kPage);
}

std::vector<ImportBatch> TweetRepository::batches() const {
    Connection &connection = m_project.database().reader();
    std::vector<ImportBatch> result;
    Query rows = connection.query("SELECT id, file_name, sha256, imported_at, encoding, delimiter, quote, "
                                  "quote_escape, header, id_column, text_column, "
                                  "label_column, created_column, author_column, imported FROM import_batch WHERE state "
                                  "IN ('done', 'undoing') AND "
                                  "kind = 'tweets' ORDER BY id");
    while (rows.next()) {
        ImportBatch batch;
        batch.id = rows.integer(0);
        batch.fileName = rows.text(1);
        batch.sha256 = rows.text(2);
        batch.importedAt = isoUtc(rows.integer(3));
        batch.dialect.encoding = encodingFromName(rows.text(4));
        batch.dialect.delimiter = rows.text(5);
        batch.dialect.quote = rows.text(6);
        batch.dialect.escape = escapeFromName(rows.text(7));
        batch.dialect.header = rows.text(8) == "absent" ? HeaderRow::Absent : HeaderRow::Present;
        batch.mapping = {static_cast<int>(rows.integer(9)), static_cast<int>(rows.integer(10)),
                         static_cast<int>(rows.integer(11)), static_cast<int>(rows.integer(12)),
                         static_cast<int>(rows.integer(13))};
        batch.rows = rows.integer(14);
        Query columns = connection.query("SELECT name FROM batch_column WHERE batch = ?1 ORDER BY position");
        columns.bind(1, batch.id);
        while (columns.next())
            batch.columns.push_back(columns.text(0));
        result.push_back(std::move(batch));
    }
    return result;
}

std::vector<RejectedRow> TweetRepository::rejectedRows(std::int64_t batch) const {
    std::vector<RejectedRow> result;
    forEachRejected([&](std::int64_t from, const std::string &, const RejectedRow &row) {
        if (from == batch)
            result.push_back(row);
        return true;
    });
    return result;
}

void TweetRepository::forEachRejected(
    const std::function<bool(std::int64_t batch, const std::string &file, const RejectedRow &row)> &visit) const {
    constexpr std::int64_t kPage = 200;
    Connection &connection = m_project.database().reader();
    // By pages, as the tweets; raw rows may be large.
    std::vector<std::pair<std::pair<std::int64_t, std::string>, RejectedRow>> page;
    std::int64_t last = 0;
    do {
        page.clear();
        Query rows = connection.query(
            "SELECT r.batch, b.file_name, r.line, r.byte_offset, r.reason, r.raw, r.id FROM reject r JOIN import_batch "
            "b ON "
            "b.id = r.batch WHERE r.id > ?1 AND b.state IN ('done', 'undoing') ORDER BY r.id LIMIT ?2");
        rows.bind(1, last).bind(2, kPage);
        while (rows.next()) {
            page.push_back(
                {{rows.integer(0), rows.text(1)},
                 {rows.integer(2), static_cast<std::uint64_t>(rows.integer(3)), rows.text(4), rows.text(5), {}}});
            last = rows.integer(6);
        }
        rows.reset();
        for (const auto &[from, row] : page)
            if (!visit(from.first, from.second, row))
                return;
    } while (static_cast<std::int64_t>(page.size()) == kPage);
}

std::int64_t TweetRepository::rejectedCount() const {
    return m_project.database().reader().number(
        "SELECT count(*) FROM reject r JOIN import_batch b ON b.id = r.batch WHERE b.state = 'done'");
}

bool TweetRepository::hasDecidedImport() const {
    return m_project.database().reader().number("SELECT count(*) FROM import_batch WHERE state = 'labelling'") > 0;
}

}  // namespace warbler
