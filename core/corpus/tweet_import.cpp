// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <optional>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/corpus/database.h"
#include "core/corpus/id_table.h"
#include "core/corpus/import_recovery.h"
#include "core/corpus/import_writer.h"
#include "core/corpus/random_order.h"
#include "core/corpus/search_index.h"
#include "core/corpus/tweet_columns.h"
#include "core/corpus/tweet_repository.h"

namespace warbler {

namespace {

// What is written and synced in a few milliseconds; many times that while nobody labels, since each page costs a sync.
constexpr std::size_t kRowsOfPage = 1000;
constexpr std::size_t kBytesOfPage = std::size_t(1) << 20;
constexpr std::size_t kPagesWhileQuiet = 8;
constexpr std::size_t kRejectedShown = 1000;

std::string fieldAt(const CsvRow &row, int column)
{
    return column >= 0 && static_cast<std::size_t>(column) < row.fields.size() ? row.fields[static_cast<std::size_t>(column)] : std::string();
}

std::int64_t storeBatch(Database &database, const std::string &fileName, const CsvDialect &dialect, const ColumnMapping &mapping,
                        const std::vector<std::string> &columns)
{
    WriteTransaction transaction(database, Urgency::Bulk);
    Connection &connection = transaction.connection();
    const std::int64_t visible = database.visible();
    connection.query("INSERT INTO import_batch(file_name, sha256, imported_at, state, encoding, delimiter, quote, quote_escape, header, id_column, "
                     "text_column, label_column, created_column, author_column, first_key, last_key, indexed_key, read, imported, duplicate, empty, "
                     "rejected, labelled) VALUES(?1, '', ?2, 'reading', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?14, 0, 0, 0, 0, 0, 0)")
        .bind(1, fileName)
        .bind(2, unixMilliseconds())
        .bind(3, encodingName(dialect.encoding))
        .bind(4, dialect.delimiter)
        .bind(5, dialect.quote)
        .bind(6, dialect.escape == kDoubledQuotes ? "doubled" : "backslash")
        .bind(7, dialect.header == HeaderRow::Absent ? "absent" : "present")
        .bind(8, mapping.id)
        .bind(9, mapping.text)
        .bind(10, mapping.label)
        .bind(11, mapping.created)
        .bind(12, mapping.author)
        .bind(13, visible + 1)
        .bind(14, visible)
        .run();
    const std::int64_t batch = connection.lastRow();
    std::int64_t position = 0;
    for (const std::string &column : columns)
        connection.query("INSERT INTO batch_column VALUES(?1, ?2, ?3)").bind(1, batch).bind(2, position++).bind(3, column).run();
    transaction.commit();
    return batch;
}

}  // namespace

struct TweetImport::State {
    State(Database &base, const ColumnMapping &columns, DuplicateRule rule) : database(base), mapping(columns), duplicates(rule) {}

    Database &database;
    const ColumnMapping mapping;
    const DuplicateRule duplicates;
    std::string idColumn;                            // name, for messages
    std::int64_t batch = 0, nextKey = 1;
    std::optional<ImportWriter> writer;
    ImportReceipt receipt;
    IdTable ids;
    std::optional<std::string> idPrefix;             // of row numbers that serve as ids
    StagedPage page;
    std::size_t pageBytes = 0;
    bool isReading = true;

    std::string idOf(const CsvRow &row, const std::string &fileHash)
    {
        if (mapping.id >= 0)
            return fieldAt(row, mapping.id);
        if (!idPrefix)
            idPrefix = prefixFor(fileHash);
        return *idPrefix + std::to_string(receipt.read);
    }

    // Row numbers of a further file must not be taken for those of the first one; the same file again gets the same ids.
    std::string prefixFor(const std::string &fileHash) const
    {
        Query earlier = database.reader().query("SELECT id, first_key FROM import_batch WHERE sha256 = ?1 AND id_column < 0 AND state = 'done' ORDER BY id LIMIT 1");
        earlier.bind(1, fileHash);
        const bool isAgain = earlier.next();
        const std::int64_t from = isAgain ? earlier.integer(0) : batch;
        const std::int64_t firstKey = isAgain ? earlier.integer(1) : database.visible() + 1;
        return firstKey == 1 ? std::string() : std::to_string(from) + "-";
    }

    std::int64_t visibleTweet(const std::string &id) const
    {
        if (database.visible() == 0)
            return 0;
        Query row = database.reader().query("SELECT key FROM tweet WHERE id = ?1 AND key <= ?2");
        row.bind(1, id).bind(2, database.visible());
        return row.next() ? row.integer(0) : 0;
    }

    void stage(StagedTweet tweet)
    {
        pageBytes += tweet.text.size() + tweet.fields.size() + tweet.created.size() + tweet.id.size();
        page.tweets.push_back(std::move(tweet));
        flushFull();
    }

    void stage(const RejectedRow &row)
    {
        ++receipt.rejected;
        if (receipt.rejectedRows.size() < kRejectedShown)
            receipt.rejectedRows.push_back(row);
        pageBytes += row.raw.size() + row.reason.size();
        page.rejected.push_back(row);
        flushFull();
    }

    void flushFull()
    {
        const std::size_t pages = database.gate().isSomeoneLabelling() ? 1 : kPagesWhileQuiet;
        if (page.tweets.size() + page.rejected.size() >= kRowsOfPage * pages || pageBytes >= kBytesOfPage * pages)
            flush();
    }

    void flush()
    {
        writer->submit(std::move(page));
        page = {};
        pageBytes = 0;
    }
};

TweetImport::TweetImport(Project &project, const std::string &fileName, const CsvDialect &dialect, const ColumnMapping &mapping,
                         const std::vector<std::string> &columns, DuplicateRule duplicates)
    : m_state(std::make_unique<State>(project.database(), mapping, duplicates))
{
    Database &database = project.database();
    database.beginImport();
    try {
        recoverImports(database);                    // one that could not be taken back, for want of space
        m_state->batch = storeBatch(database, fileName, dialect, mapping, columns);
        m_state->nextKey = database.visible() + 1;
        if (mapping.id >= 0 && static_cast<std::size_t>(mapping.id) < columns.size())
            m_state->idColumn = columns[static_cast<std::size_t>(mapping.id)];
        m_state->writer.emplace(database, m_state->batch);
    } catch (...) {
        database.endImport();
        throw;
    }
}

TweetImport::~TweetImport()
{
    State &state = *m_state;
    state.writer.reset();
    if (state.isReading) {
        try {
            removeImport(state.database, state.batch);
        } catch (const Error &) {
            // Nobody sees the rows; the next import or the next open removes them.
        }
    }
    state.database.endImport();
}

TweetImport::Added TweetImport::add(const CsvRow &row, const std::string &uidFileHash, const std::string &group, CodeId labelCode)
{
    State &state = *m_state;
    ++state.receipt.read;
    StagedTweet tweet;
    tweet.text = fieldAt(row, state.mapping.text);
    if (isBlank(tweet.text)) {
        ++state.receipt.empty;
        return Added::Empty;
    }
    tweet.id = state.idOf(row, uidFileHash);
    if (isBlank(tweet.id)) {
        state.stage({row.line, row.byteOffset, "no id in column \"" + state.idColumn + "\"", tweet.text, row.fields});
        return Added::Rejected;
    }
    tweet.key = state.visibleTweet(tweet.id);
    if (tweet.key != 0)
        tweet.place = StagedTweet::Place::Visible;
    else if ((tweet.key = state.ids.findOrAdd(tweet.id, state.nextKey)) != 0)
        tweet.place = StagedTweet::Place::SameImport;
    else
        tweet.key = state.nextKey++;
    if (tweet.place != StagedTweet::Place::New && state.duplicates == DuplicateRule::Reject) {
        state.stage({row.line, row.byteOffset, "the id " + excerpt(tweet.id, 40) + " occurs a second time", tweet.text, row.fields});
        return Added::Rejected;
    }
    if (tweet.place != StagedTweet::Place::New && state.duplicates == DuplicateRule::First) {
        ++state.receipt.duplicate;
        return Added::Duplicate;
    }
    const bool isNew = tweet.place == StagedTweet::Place::New;
    tweet.line = row.line;
    tweet.label = labelCode.row;
    tweet.uid = tweetUid(uidFileHash, state.receipt.read);
    tweet.group = group;
    tweet.created = fieldAt(row, state.mapping.created);
    tweet.fields = packFields(row, state.mapping);
    ++(isNew ? state.receipt.imported : state.receipt.duplicate);
    state.stage(std::move(tweet));
    return isNew ? Added::Imported : Added::Duplicate;
}

void TweetImport::reject(const RejectedRow &row)
{
    ++m_state->receipt.read;
    m_state->stage(row);
}

ImportReceipt TweetImport::commit(const std::string &sha256, const Progress &progress)
{
    State &state = *m_state;
    ImportReceipt &receipt = state.receipt;
    state.flush();
    state.writer->drain();
    receipt.batch = state.batch;
    receipt.sha256 = sha256;
    {
        WriteTransaction transaction(state.database, Urgency::Bulk);
        transaction.connection().query("UPDATE import_batch SET last_key = ?2 WHERE id = ?1").bind(1, state.batch).bind(2, state.nextKey - 1).run();
        transaction.commit();
    }
    indexBatch(state.database, state.batch, progress);
    receipt.labelled = state.database.reader().number("SELECT count(*) FROM staged_label");
    {
        WriteTransaction transaction(state.database, Urgency::Bulk);
        transaction.connection()
            .query("UPDATE import_batch SET state = 'labelling', sha256 = ?2, read = ?3, imported = ?4, duplicate = ?5, empty = ?6, rejected = ?7, "
                   "labelled = ?8 WHERE id = ?1")
            .bind(1, state.batch)
            .bind(2, sha256)
            .bind(3, receipt.read)
            .bind(4, receipt.imported)
            .bind(5, receipt.duplicate)
            .bind(6, receipt.empty)
            .bind(7, receipt.rejected)
            .bind(8, receipt.labelled)
            .run();
        transaction.commit();
    }
    // From here on a crash is finished at the next open, no longer taken back: events are never deleted.
    state.isReading = false;
    finishImport(state.database, state.batch);
    return receipt;
}

}  // namespace warbler
