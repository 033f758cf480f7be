// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/label_repository.h"

#include <set>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/corpus/database.h"
#include "core/corpus/import_undo.h"
#include "core/corpus/label_log.h"
#include "core/corpus/tweet.h"
#include "core/corpus/tweet_columns.h"

namespace warbler {

namespace {

constexpr std::int64_t kDayMs = 86400000;

void refuseUnknown(const Database &database, Connection &connection, const LabelEvent &event) {
    if (event.coder.empty())
        throw Error(ErrorCode::Internal, "a label without a coder");
    if (event.tweet.row < 1 || event.tweet.row > database.visible())
        throw Error(ErrorCode::Internal,
                    "a label for tweet " + std::to_string(event.tweet.row) + ", which is not there");
    if (event.action != LabelAction::Label)
        return;
    Query code = connection.query("SELECT 1 FROM code WHERE id = ?1 AND archived = 0 AND withdrawn = 0");
    code.bind(1, event.code.row);
    if (!code.next())
        throw Error(ErrorCode::UnknownLabel,
                    "the codebook has no active category with the id " + std::to_string(event.code.row),
                    "Choose one of the codebook's categories.");
}

void storeStep(Connection &connection, LabelLog &log, const std::string &coder, const std::string &name,
               std::int64_t firstRow) {
    const std::int64_t coderRow = log.coderRow(coder);
    connection.query("UPDATE undo_step SET state = 'dropped' WHERE coder = ?1 AND state = 'undone'")
        .bind(1, coderRow)
        .run();
    connection.run("UPDATE undo_step SET state = 'dropped' WHERE batch > 0 AND state = 'undone'");
    connection
        .query("INSERT INTO undo_step(coder, name, first_event, last_event, undo_event, state, batch) VALUES(?1, ?2, "
               "?3, ?4, 0, 'done', 0)")
        .bind(1, coderRow)
        .bind(2, name)
        .bind(3, firstRow)
        .bind(4, log.lastRow())
        .run();
}

std::vector<LabelEvent> storeAll(WriteTransaction &transaction, std::span<const LabelEvent> events,
                                 const std::string &stepName) {
    LabelLog log(transaction.connection());
    const std::int64_t firstRow = log.lastRow() + 1;
    std::vector<LabelEvent> stored;
    std::set<TweetKey> tweets;
    for (const LabelEvent &event : events) {
        stored.push_back(log.store(event));
        tweets.insert(event.tweet);
    }
    for (TweetKey tweet : tweets)
        log.derive(tweet);
    storeStep(transaction.connection(), log, stored.front().coder, stepName, firstRow);
    return stored;
}

enum class Direction { Undo, Redo };

struct Step {
    std::int64_t id = 0, firstRow = 0, lastRow = 0, undoRow = 0, batch = 0;
    std::string name;
};

constexpr char kStepColumns[] =
    "SELECT s.id, s.first_event, s.last_event, s.undo_event, s.batch, s.name FROM undo_step s ";

std::optional<Step> stepAt(Query &row) {
    if (!row.next())
        return std::nullopt;
    return Step{row.integer(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4), row.text(5)};
}

// The newest step that stands, or the oldest of those taken back after it; of this coder's acts and the imports.
std::optional<Step> nextStep(Connection &connection, const std::string &coder, Direction direction) {
    const std::string which = direction == Direction::Undo ? "s.state = 'done' ORDER BY s.id DESC LIMIT 1"
                                                           : "s.state = 'undone' ORDER BY s.id LIMIT 1";
    Query own = connection.query(kStepColumns +
                                 ("JOIN coder c ON c.id = s.coder WHERE c.name = ?1 AND s.batch = 0 AND " + which));
    own.bind(1, coder);
    Query imports = connection.query(kStepColumns + ("WHERE s.batch > 0 AND " + which));
    const std::optional<Step> act = stepAt(own), import = stepAt(imports);
    if (!act || !import)
        return act ? act : import;
    const bool isActFirst = direction == Direction::Undo ? act->id > import->id : act->id < import->id;
    return isActFirst ? act : import;
}

std::string actSentence(Connection &connection, const LabelEvent &event) {
    switch (event.action) {
    case LabelAction::Label: {
        Query name = connection.query("SELECT name FROM code WHERE id = ?1");
        name.bind(1, event.code.row);
        return "label \"" + (name.next() ? name.text(0) : std::string()) + "\"";
    }
    case LabelAction::Clear:
        return "clear";
    case LabelAction::Skip:
        return "skip";
    case LabelAction::NotCodable:
        return "not codable";
    case LabelAction::Unsure:
        return "unsure";
    case LabelAction::Flag:
        return "flag";
    case LabelAction::Undo:
        break;
    }
    return "undo";
}

UndoNote noteOf(Connection &connection, const Step &step, Direction direction) {
    const std::string verb = direction == Direction::Undo ? "Undo " : "Redo ";
    if (step.firstRow != step.lastRow || !step.name.empty())
        return {verb + step.name, TweetKey{}, step.batch};
    const LabelEvent event = namedEvent(connection, step.firstRow);
    Query id = connection.query("SELECT id FROM tweet WHERE key = ?1");
    id.bind(1, event.tweet.row);
    return {verb + actSentence(connection, event) + " on " + (id.next() ? id.text(0) : std::string()), event.tweet, 0};
}

std::optional<UndoNote> takeBackImport(Database &database, const std::string &coder, Direction direction) {
    const std::optional<Step> step = nextStep(database.reader(), coder, direction);
    if (!step || step->batch == 0)
        return std::nullopt;
    const UndoNote note = noteOf(database.reader(), *step, direction);
    if (direction == Direction::Undo)
        undoImport(database, step->batch);
    else
        redoImport(database, step->batch);
    return note;
}

std::optional<UndoNote> takeBack(Database &database, const std::string &coder, Direction direction) {
    if (const std::optional<UndoNote> note = takeBackImport(database, coder, direction))
        return note;
    WriteTransaction transaction(database);
    Connection &connection = transaction.connection();
    const std::optional<Step> step = nextStep(connection, coder, direction);
    if (!step || step->batch != 0)
        return std::nullopt;
    const UndoNote note = noteOf(connection, *step, direction);
    LabelLog log(connection);
    const std::int64_t firstRow = log.lastRow() + 1;
    // An undo names the acts; a redo names the newest undo of them.
    const std::int64_t from = direction == Direction::Undo ? step->firstRow : step->undoRow;
    std::set<TweetKey> tweets;
    for (const LabelEvent &event : eventsBetween(connection, from, from + step->lastRow - step->firstRow)) {
        LabelEvent inverse;
        inverse.tweet = event.tweet;
        inverse.coder = coder;
        inverse.action = LabelAction::Undo;
        inverse.source = event.source;
        inverse.round = event.round;
        inverse.undone = event.uuid;
        log.store(inverse);
        tweets.insert(event.tweet);
    }
    for (TweetKey tweet : tweets)
        log.derive(tweet);
    connection
        .query("UPDATE undo_step SET state = ?2, undo_event = CASE ?2 WHEN 'undone' THEN ?3 ELSE undo_event END WHERE "
               "id = ?1")
        .bind(1, step->id)
        .bind(2, direction == Direction::Undo ? "undone" : "done")
        .bind(3, firstRow)
        .run();
    transaction.commit();
    return note;
}

std::optional<UndoNote> peek(Connection &connection, const std::string &coder, Direction direction) {
    const std::optional<Step> step = nextStep(connection, coder, direction);
    return step ? std::optional<UndoNote>(noteOf(connection, *step, direction)) : std::nullopt;
}

}  // namespace

LabelEvent LabelRepository::append(LabelEvent event) {
    Database &database = m_project.database();
    WriteTransaction transaction(database);
    refuseUnknown(database, transaction.connection(), event);
    const std::vector<LabelEvent> stored = storeAll(transaction, {&event, 1}, {});
    transaction.commit();
    return stored.front();
}

void LabelRepository::appendAll(std::span<const LabelEvent> events, const std::string &stepName) {
    if (events.empty())
        return;
    Database &database = m_project.database();
    WriteTransaction transaction(database);
    for (const LabelEvent &event : events)
        refuseUnknown(database, transaction.connection(), event);
    storeAll(transaction, events, stepName);
    transaction.commit();
}

std::optional<UndoNote> LabelRepository::undo(const std::string &coder) {
    return takeBack(m_project.database(), coder, Direction::Undo);
}

std::optional<UndoNote> LabelRepository::redo(const std::string &coder) {
    return takeBack(m_project.database(), coder, Direction::Redo);
}

std::optional<UndoNote> LabelRepository::nextUndo(const std::string &coder) const {
    return peek(m_project.database().reader(), coder, Direction::Undo);
}

std::optional<UndoNote> LabelRepository::nextRedo(const std::string &coder) const {
    return peek(m_project.database().reader(), coder, Direction::Redo);
}

std::optional<LabelEvent> LabelRepository::current(TweetKey tweet, const std::string &coder) const {
    Connection &connection = m_project.database().reader();
    Query row = connection.query(
        "SELECT e.id FROM label_current s JOIN coder c ON c.id = s.coder JOIN label_event e ON e.uuid = s.event "
        "WHERE s.tweet = ?1 AND c.name = ?2 AND s.action <> 'clear'");
    row.bind(1, tweet.row).bind(2, coder);
    if (!row.next())
        return std::nullopt;
    return namedEvent(connection, row.integer(0));
}

std::vector<StandingDecision> LabelRepository::standing(TweetKey tweet) const {
    std::vector<StandingDecision> decisions;
    Query rows = m_project.database().reader().query(
        "SELECT c.name, s.action, s.code, s.source, s.at FROM label_current s JOIN coder c ON c.id = s.coder "
        "WHERE s.tweet = ?1 AND s.action <> 'clear' ORDER BY s.at");
    rows.bind(1, tweet.row);
    while (rows.next())
        decisions.push_back({rows.text(0), actionNamed(rows.text(1)).value_or(LabelAction::Clear),
                             CodeId{rows.integer(2)}, sourceNamed(rows.text(3)).value_or(LabelSource::Manual),
                             rows.integer(4)});
    return decisions;
}

std::vector<LabelEvent> LabelRepository::history(TweetKey tweet) const {
    return eventsOf(m_project.database().reader(), tweet);
}

std::vector<GoldLabel> LabelRepository::gold() const {
    const Database &database = m_project.database();
    std::vector<GoldLabel> labels;
    Query rows = database.reader().query(
        "SELECT g.tweet, t.id, t.text, t.dup_group, g.code FROM gold g JOIN code c ON c.id = g.code "
        "JOIN tweet t ON t.key = g.tweet WHERE g.state = 1 AND c.archived = 0 AND g.tweet <= ?1 ORDER BY g.tweet");
    rows.bind(1, database.visible());
    while (rows.next())
        labels.push_back({TweetKey{rows.integer(0)}, TweetId(tweetText(rows, 1, "id")), tweetText(rows, 2, "text"),
                          groupText(rows, 3), CodeId{rows.integer(4)}});
    return labels;
}

LabelCounts LabelRepository::counts() const {
    const Database &database = m_project.database();
    Connection &connection = database.reader();
    LabelCounts counts;
    counts.tweets = database.tweets();
    Query states = connection.query(
        "SELECT state, code, count(*), sum(unsure), sum(flagged) FROM gold WHERE tweet <= ?1 GROUP BY state, code");
    states.bind(1, database.visible());
    while (states.next()) {
        const std::int64_t tweets = states.integer(2);
        switch (static_cast<LabelState>(states.integer(0))) {
        case LabelState::Labelled:
            counts.labelled += tweets;
            counts.perCode[states.integer(1)] += tweets;
            break;
        case LabelState::Skipped:
            counts.skipped += tweets;
            break;
        case LabelState::NotCodable:
            counts.notCodable += tweets;
            break;
        case LabelState::Disputed:
            counts.disputed += tweets;
            break;
        case LabelState::Unlabelled:
            break;
        }
        counts.unsure += states.integer(3);
        counts.flagged += states.integer(4);
    }
    Query days = connection.query(
        "SELECT s.at / ?1, count(*) FROM coder c JOIN label_current s ON s.coder = c.id WHERE c.name <> ?2 AND "
        "s.action IN ('label', 'not_codable') AND s.tweet <= ?3 GROUP BY 1 ORDER BY 1");
    days.bind(1, kDayMs).bind(2, kImportedCoder).bind(3, database.visible());
    while (days.next())
        counts.perDay.emplace_back(isoUtc(days.integer(0) * kDayMs).substr(0, 10), days.integer(1));
    Query coders = connection.query(
        "SELECT name FROM coder WHERE name <> ?1 AND EXISTS(SELECT 1 FROM label_current s WHERE s.coder = coder.id AND "
        "s.tweet <= ?2) ORDER BY name");
    coders.bind(1, kImportedCoder).bind(2, database.visible());
    while (coders.next())
        counts.coders.push_back(coders.text(0));
    // Written out, since only then SQLite takes the index of the fast ones; few are, so it begins with them.
    static_assert(kFastMs == 250);
    Query fast = connection.query(
        "SELECT count(*) FROM label_event e CROSS JOIN label_current s ON s.tweet = e.tweet AND s.coder = e.coder "
        "WHERE e.ms_shown BETWEEN 1 AND 249 AND s.event = e.uuid AND s.action = 'label' AND e.tweet <= ?1");
    fast.bind(1, database.visible());
    if (fast.next())
        counts.fast = fast.integer(0);
    const std::int64_t last = connection.number("SELECT at FROM label_event ORDER BY id DESC LIMIT 1");
    if (last != 0)
        counts.lastAt = isoUtc(last);
    return counts;
}

}  // namespace warbler
