// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/import_stage.h"

#include <algorithm>
#include <map>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/corpus/codebook_rows.h"
#include "core/corpus/import_recovery.h"
#include "core/corpus/import_undo.h"
#include "core/corpus/search_index.h"

namespace warbler {

namespace {

// What is written and synced in a few milliseconds; many times that while nobody labels, since each page costs a sync.
constexpr std::size_t kRowsOfPage = 1000;
constexpr std::size_t kBytesOfPage = std::size_t(1) << 20;
constexpr std::size_t kPagesWhileQuiet = 8;
constexpr int kTriesToFinish = 3;

// A value no active category has: "1", or "1 (2)" where a category that means something else holds it already.
std::string freeValue(const Codebook &codebook, const std::string &wanted) {
    std::string value = wanted;
    for (int n = 2; codebook.findValue(value) != nullptr; ++n)
        value = wanted + " (" + std::to_string(n) + ")";
    return value;
}

std::vector<std::int64_t> stagedCodesInUse(Connection &connection) {
    std::vector<std::int64_t> codes;
    Query rows = connection.query("SELECT DISTINCT code FROM staged_label WHERE code < 0 ORDER BY code DESC");
    while (rows.next())
        codes.push_back(rows.integer(0));
    return codes;
}

std::int64_t firstFreeKey(const Database &database) {
    // Not above the tweets alone: the log of labels knows the keys of imports that were taken back.
    return std::max(database.visible(), database.reader().number("SELECT max(last_key) FROM import_batch")) + 1;
}

}  // namespace

ImportStage::ImportStage(Database &database, const Source &source) : m_database(database), m_fileName(source.fileName) {
    database.beginImport();
    try {
        recoverImports(database);  // one that could not be taken back, for want of space
        removeUndoneImports(database);
        m_firstKey = firstFreeKey(database);
        storeBatch(source);
        m_writer = std::make_unique<ImportWriter>(database, m_batch);
    } catch (...) {
        database.endImport();
        throw;
    }
}

ImportStage::~ImportStage() {
    m_writer.reset();
    if (!m_isDecided) {
        try {
            settleImport(m_database, m_batch);
        } catch (const Error &) {
            // Nobody sees the rows; the next import or the next open removes them.
        }
    }
    m_database.endImport();
}

void ImportStage::storeBatch(const Source &source) {
    WriteTransaction transaction(m_database, Urgency::Bulk);
    Connection &connection = transaction.connection();
    connection
        .query("INSERT INTO import_batch(kind, file_name, sha256, imported_at, state, encoding, delimiter, quote, "
               "quote_escape, header, id_column, "
               "text_column, label_column, created_column, author_column, first_key, last_key, indexed_key, read, "
               "imported, duplicate, empty, "
               "rejected, labelled, positive) VALUES(?1, ?2, '', ?3, 'reading', ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
               "?13, ?14, ?15, ?15, 0, 0, 0, "
               "0, 0, 0, 0)")
        .bind(1, source.kind == Kind::Tweets ? "tweets" : "labels")
        .bind(2, source.fileName)
        .bind(3, unixMilliseconds())
        .bind(4, encodingName(source.dialect.encoding))
        .bind(5, source.dialect.delimiter)
        .bind(6, source.dialect.quote)
        .bind(7, escapeName(source.dialect.escape))
        .bind(8, source.dialect.header == HeaderRow::Absent ? "absent" : "present")
        .bind(9, source.mapping.id)
        .bind(10, source.mapping.text)
        .bind(11, source.mapping.label)
        .bind(12, source.mapping.created)
        .bind(13, source.mapping.author)
        .bind(14, m_firstKey)
        .bind(15, m_firstKey - 1)
        .run();
    m_batch = connection.lastRow();
    std::int64_t position = 0;
    for (const std::string &column : source.columns)
        connection.query("INSERT INTO batch_column VALUES(?1, ?2, ?3)")
            .bind(1, m_batch)
            .bind(2, position++)
            .bind(3, column)
            .run();
    transaction.commit();
}

void ImportStage::add(StagedTweet tweet) {
    const std::size_t bytes = tweet.text.size() + tweet.fields.size() + tweet.created.size() + tweet.id.size();
    m_page.tweets.push_back(std::move(tweet));
    flushFull(bytes);
}

void ImportStage::add(StagedLabel label) {
    m_page.labels.push_back(std::move(label));
    flushFull(0);
}

void ImportStage::add(RejectedRow row) {
    const std::size_t bytes = row.raw.size() + row.reason.size();
    m_page.rejected.push_back(std::move(row));
    flushFull(bytes);
}

CodeId ImportStage::addCategory(const Category &category) {
    m_categories.push_back(category);
    return CodeId{-static_cast<std::int64_t>(m_categories.size())};
}

void ImportStage::flushFull(std::size_t bytes) {
    m_pageBytes += bytes;
    const std::size_t pages = m_database.gate().isSomeoneLabelling() ? 1 : kPagesWhileQuiet;
    if (m_page.tweets.size() + m_page.rejected.size() + m_page.labels.size() >= kRowsOfPage * pages ||
        m_pageBytes >= kBytesOfPage * pages)
        flush();
}

void ImportStage::flush() {
    m_writer->submit(std::move(m_page));
    m_page = {};
    m_pageBytes = 0;
}

void ImportStage::finish(ImportReceipt &receipt, const std::string &sha256, std::int64_t lastKey,
                         const Progress &progress) {
    flush();
    m_writer->drain();
    receipt.batch = m_batch;
    receipt.sha256 = sha256;
    if (lastKey >= m_firstKey) {
        WriteTransaction transaction(m_database, Urgency::Bulk);
        transaction.connection()
            .query("UPDATE import_batch SET last_key = ?2 WHERE id = ?1")
            .bind(1, m_batch)
            .bind(2, lastKey)
            .run();
        transaction.commit();
        indexBatch(m_database, m_batch, progress);
    }
    receipt.labelled = m_database.reader().number("SELECT count(*) FROM staged_label");
    try {
        decide(receipt);
    } catch (const Error &) {
        // A commit that failed may stand on the disk all the same: only what a new connection reads is the truth.
        if (!isImportDecided(m_database, m_batch))
            throw;
    }
    m_isDecided = true;
    for (int attempt = 1;; ++attempt) {
        try {
            finishImport(m_database, m_batch);
            return;
        } catch (const Error &error) {
            if (attempt == kTriesToFinish)
                throw Error(
                    error.code(), "all of " + m_fileName + " is stored, but it could not be shown: " + error.detail(),
                    "Open the project again: the import is finished then. Do not import the file a second time.");
        }
    }
}

void ImportStage::decide(const ImportReceipt &receipt) {
    const std::vector<std::int64_t> inUse = stagedCodesInUse(m_database.reader());
    WriteTransaction transaction(m_database, Urgency::Bulk);
    Connection &connection = transaction.connection();
    Codebook codebook = loadCodebook(connection);
    std::map<std::int64_t, CodeId> codeOf;
    std::vector<CodeId> added;
    for (std::int64_t staged : inUse) {
        Category category = m_categories.at(static_cast<std::size_t>(-staged - 1));
        if (category.name.empty())
            category.name = category.value;
        const Category *equal = codebook.findName(category.name);
        if (equal != nullptr) {
            codeOf[staged] = equal->id;
            continue;
        }
        category.value = freeValue(codebook, category.value);
        codeOf[staged] = insertCategory(connection, codebook, category, m_batch);
        added.push_back(codeOf[staged]);
    }
    codebook.sortByValue(added);
    const CodeId positive =
        m_positive.row >= 0 || codeOf.count(m_positive.row) == 0 ? m_positive : codeOf[m_positive.row];
    const bool isChosen = positive.row > 0 && codebook.positive().row == 0 && codebook.indexOf(positive) >= 0;
    if (isChosen)
        codebook.setPositive(positive);
    if (isChosen || !added.empty())
        storeCodebook(connection, codebook, "import of " + m_fileName);
    for (const auto &[staged, code] : codeOf)
        connection.query("INSERT INTO staged_code VALUES(?1, ?2)").bind(1, staged).bind(2, code.row).run();
    connection
        .query("UPDATE import_batch SET state = 'labelling', sha256 = ?2, read = ?3, imported = ?4, duplicate = ?5, "
               "empty = ?6, rejected = ?7, "
               "labelled = ?8, positive = ?9 WHERE id = ?1")
        .bind(1, m_batch)
        .bind(2, receipt.sha256)
        .bind(3, receipt.read)
        .bind(4, receipt.imported)
        .bind(5, receipt.duplicate)
        .bind(6, receipt.empty)
        .bind(7, receipt.rejected)
        .bind(8, receipt.labelled)
        .bind(9, isChosen ? positive.row : 0)
        .run();
    transaction.commit();
}

}  // namespace warbler
