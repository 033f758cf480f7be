// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/tweet_import.h"

#include <optional>

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/corpus/database.h"
#include "core/corpus/id_table.h"
#include "core/corpus/import_stage.h"
#include "core/corpus/random_order.h"
#include "core/corpus/tweet_columns.h"

namespace warbler {

namespace {

constexpr std::size_t kRejectedShown = 1000;

std::string fieldAt(const CsvRow &row, int column) {
    return column >= 0 && static_cast<std::size_t>(column) < row.fields.size()
               ? row.fields[static_cast<std::size_t>(column)]
               : std::string();
}

}  // namespace

struct TweetImport::State {
    State(Database &base, const ImportStage::Source &source, DuplicateRule rule)
        : database(base), mapping(source.mapping), duplicates(rule), stage(base, source), nextKey(stage.firstKey()) {
        if (mapping.id >= 0 && static_cast<std::size_t>(mapping.id) < source.columns.size())
            idColumn = source.columns[static_cast<std::size_t>(mapping.id)];
    }

    Database &database;
    const ColumnMapping mapping;
    const DuplicateRule duplicates;
    std::string idColumn;  // name, for messages
    ImportStage stage;
    std::int64_t nextKey;
    ImportReceipt receipt;
    IdTable ids;
    std::optional<std::string> idPrefix;  // of row numbers that serve as ids

    std::string idOf(const CsvRow &row, const std::string &fileHash) {
        if (mapping.id >= 0)
            return fieldAt(row, mapping.id);
        if (!idPrefix)
            idPrefix = prefixFor(fileHash);
        return *idPrefix + std::to_string(receipt.read);
    }

    // Row numbers of a further file must not be taken for those of the first one; the same file again gets the same
    // ids.
    std::string prefixFor(const std::string &fileHash) const {
        Query earlier = database.reader().query(
            "SELECT b.id, t.id FROM import_batch b JOIN tweet t ON t.key = b.first_key WHERE b.sha256 = ?1 AND "
            "b.id_column < 0 AND b.state = 'done' ORDER BY b.id LIMIT 1");
        earlier.bind(1, fileHash);
        if (!earlier.next())
            return database.visible() == 0 ? std::string() : std::to_string(stage.batch()) + "-";
        const std::string prefix = std::to_string(earlier.integer(0)) + "-";
        return earlier.text(1).compare(0, prefix.size(), prefix) == 0 ? prefix : std::string();
    }

    std::int64_t visibleTweet(const std::string &id) const {
        if (database.visible() == 0)
            return 0;
        Query row = database.reader().query("SELECT key FROM tweet WHERE id = ?1 AND key <= ?2");
        row.bind(1, id).bind(2, database.visible());
        return row.next() ? row.integer(0) : 0;
    }

    void reject(const RejectedRow &row) {
        ++receipt.rejected;
        if (receipt.rejectedRows.size() < kRejectedShown)
            receipt.rejectedRows.push_back(row);
        stage.add(row);
    }
};

TweetImport::TweetImport(Project &project, const std::string &fileName, const CsvDialect &dialect,
                         const ColumnMapping &mapping, const std::vector<std::string> &columns,
                         DuplicateRule duplicates)
    : m_state(std::make_unique<State>(
          project.database(), ImportStage::Source{ImportStage::Kind::Tweets, fileName, dialect, mapping, columns},
          duplicates)) {}

TweetImport::~TweetImport() = default;

CodeId TweetImport::addCategory(const Category &category) { return m_state->stage.addCategory(category); }

void TweetImport::proposePositive(CodeId code) { m_state->stage.proposePositive(code); }

TweetImport::Added TweetImport::add(const CsvRow &row, const std::string &uidFileHash, const std::string &group,
                                    CodeId labelCode, std::string_view coder) {
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
        state.reject({row.line, row.byteOffset, "no id in column \"" + state.idColumn + "\"", tweet.text, row.fields});
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
        state.reject({row.line, row.byteOffset, "the id " + excerpt(tweet.id, 40) + " occurs a second time", tweet.text,
                      row.fields});
        return Added::Rejected;
    }
    if (tweet.place != StagedTweet::Place::New && state.duplicates == DuplicateRule::First) {
        ++state.receipt.duplicate;
        // One row for each coder of a tweet: the further ones say nothing of the tweet but what they think of it.
        if (labelCode.row != 0 && coder != kImportedCoder)
            state.stage.add(StagedLabel{tweet.key, labelCode.row, std::string(coder)});
        return Added::Duplicate;
    }
    const bool isNew = tweet.place == StagedTweet::Place::New;
    tweet.line = row.line;
    tweet.label = labelCode.row;
    tweet.coder = coder;
    tweet.uid = tweetUid(uidFileHash, state.receipt.read);
    tweet.group = group;
    tweet.created = fieldAt(row, state.mapping.created);
    tweet.fields = packFields(row, state.mapping);
    ++(isNew ? state.receipt.imported : state.receipt.duplicate);
    state.stage.add(std::move(tweet));
    return isNew ? Added::Imported : Added::Duplicate;
}

void TweetImport::reject(const RejectedRow &row) {
    ++m_state->receipt.read;
    m_state->reject(row);
}

ImportReceipt TweetImport::commit(const std::string &sha256, const Progress &progress) {
    State &state = *m_state;
    state.stage.finish(state.receipt, sha256, state.nextKey - 1, progress);
    return state.receipt;
}

}  // namespace warbler
