// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/prediction_repository.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <string_view>

#include "core/corpus/database.h"
#include "core/corpus/judge.h"
#include "core/corpus/tweet_repository.h"

namespace warbler {

namespace {

// One transaction of a page of predictions; a label waits for no more.
constexpr std::size_t kRowsAtOnce = 400;
constexpr char kColumns[] = "SELECT tweet, category, scores, has_mass FROM prediction WHERE run = ?1 AND judge = ?2 ";

// has_mass of a prediction whose one score is a number.
constexpr std::int64_t kIsNumber = 2;

void appendFloat(std::string &bytes, float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    for (unsigned shift = 0; shift < 32; shift += 8)
        bytes += static_cast<char>((bits >> shift) & 255);
}

float floatAt(std::string_view bytes, std::size_t at) {
    std::uint32_t bits = 0;
    for (unsigned i = 0; i < 4; ++i)
        bits |= std::uint32_t(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    return std::bit_cast<float>(bits);
}

StoredPrediction predictionAt(const Query &row) {
    StoredPrediction prediction;
    prediction.tweet = TweetKey{row.integer(0)};
    prediction.category = static_cast<std::int32_t>(row.integer(1));
    const std::string scores = row.text(2);
    for (std::size_t at = 0; at + 4 <= scores.size(); at += 4)
        prediction.logProbabilities.push_back(floatAt(scores, at));
    if (row.integer(3) == kIsNumber && scores.size() == 4) {
        prediction.number = prediction.logProbabilities.front();
        prediction.logProbabilities.clear();
        return prediction;
    }
    if (row.integer(3) != 0 && !prediction.logProbabilities.empty()) {
        prediction.labelMass = prediction.logProbabilities.back();
        prediction.logProbabilities.pop_back();
    }
    return prediction;
}

void insert(Connection &connection, RunId run, std::int64_t judge, const StoredPrediction &prediction) {
    std::string scores;
    for (float value : prediction.logProbabilities)
        appendFloat(scores, value);
    if (prediction.labelMass)
        appendFloat(scores, *prediction.labelMass);
    if (prediction.number)
        appendFloat(scores, *prediction.number);
    connection.query("INSERT OR REPLACE INTO prediction VALUES(?1, ?2, ?3, ?4, ?5, ?6)")
        .bind(1, run.row)
        .bind(2, prediction.tweet.row)
        .bind(3, prediction.category)
        .bindBlob(4, scores)
        .bind(5, prediction.number      ? kIsNumber
                 : prediction.labelMass ? 1
                                        : 0)
        .bind(6, judge)
        .run();
}

}  // namespace

std::string PredictionRepository::checkpoint(RunId run) const {
    return checkpointOf(m_project.database().reader(), run);
}

std::int64_t PredictionRepository::judge(RunId run) const { return currentJudge(m_project.database().reader(), run); }

void PredictionRepository::append(RunId run, const std::string &checkpoint,
                                  std::span<const StoredPrediction> predictions) {
    for (std::size_t at = 0; at < predictions.size();) {
        WriteTransaction transaction(m_project.database(), Urgency::Bulk);
        const std::int64_t judge = judgeNamed(transaction.connection(), run, checkpoint);
        const std::size_t end = std::min(predictions.size(), at + kRowsAtOnce);
        for (; at < end; ++at)
            insert(transaction.connection(), run, judge, predictions[at]);
        transaction.commit();
    }
}

void PredictionRepository::replace(RunId run, const std::string &checkpoint,
                                   std::span<const StoredPrediction> predictions) {
    WriteTransaction transaction(m_project.database(), Urgency::Bulk);
    transaction.connection().query("DELETE FROM prediction WHERE run = ?1").bind(1, run.row).run();
    const std::int64_t judge = judgeNamed(transaction.connection(), run, checkpoint);
    for (const StoredPrediction &prediction : predictions)
        insert(transaction.connection(), run, judge, prediction);
    transaction.commit();
}

std::int64_t PredictionRepository::count(RunId run) const {
    Query row = m_project.database().reader().query("SELECT count(*) FROM prediction WHERE run = ?1 AND judge = ?2");
    return row.bind(1, run.row).bind(2, judge(run)).next() ? row.integer(0) : 0;
}

std::int64_t PredictionRepository::voidCount(RunId run) const {
    Query row = m_project.database().reader().query("SELECT count(*) FROM prediction WHERE run = ?1 AND judge <> ?2");
    return row.bind(1, run.row).bind(2, judge(run)).next() ? row.integer(0) : 0;
}

std::vector<TweetKey> PredictionRepository::missing(RunId run) const {
    std::vector<TweetKey> keys = TweetRepository(m_project).keys();
    std::vector<TweetKey> done;
    Query rows = m_project.database().reader().query(
        "SELECT tweet FROM prediction WHERE run = ?1 AND judge = ?2 ORDER BY tweet");
    rows.bind(1, run.row).bind(2, judge(run));
    while (rows.next())
        done.push_back(TweetKey{rows.integer(0)});
    std::vector<TweetKey> left;
    std::set_difference(keys.begin(), keys.end(), done.begin(), done.end(), std::back_inserter(left));
    return left;
}

std::optional<StoredPrediction> PredictionRepository::find(RunId run, TweetKey tweet) const {
    Query row = m_project.database().reader().query(std::string(kColumns) + "AND tweet = ?3");
    row.bind(1, run.row).bind(2, judge(run)).bind(3, tweet.row);
    return row.next() ? std::optional<StoredPrediction>(predictionAt(row)) : std::nullopt;
}

void PredictionRepository::forEach(RunId run, const std::function<bool(const StoredPrediction &)> &visit) const {
    constexpr std::int64_t kPage = 1000;
    // By pages, so that no statement stays open while the caller works.
    std::vector<StoredPrediction> page;
    const std::int64_t current = judge(run);
    std::int64_t last = 0;
    do {
        page.clear();
        Query rows =
            m_project.database().reader().query(std::string(kColumns) + "AND tweet > ?3 ORDER BY tweet LIMIT ?4");
        rows.bind(1, run.row).bind(2, current).bind(3, last).bind(4, kPage);
        while (rows.next())
            page.push_back(predictionAt(rows));
        rows.reset();
        for (const StoredPrediction &prediction : page) {
            if (!visit(prediction))
                return;
            last = prediction.tweet.row;
        }
    } while (static_cast<std::int64_t>(page.size()) == kPage);
}

std::vector<StoredPrediction> PredictionRepository::of(RunId run, std::span<const TweetKey> tweets) const {
    std::vector<StoredPrediction> found;
    Query row = m_project.database().reader().query(std::string(kColumns) + "AND tweet = ?3");
    const std::int64_t current = judge(run);
    for (TweetKey tweet : tweets) {
        row.reset().bind(1, run.row).bind(2, current).bind(3, tweet.row);
        if (row.next())
            found.push_back(predictionAt(row));
    }
    return found;
}

std::vector<std::int64_t> PredictionRepository::perCategory(RunId run, int categories) const {
    std::vector<std::int64_t> counts(static_cast<std::size_t>(categories), 0);
    Query rows = m_project.database().reader().query(
        "SELECT category, count(*) FROM prediction WHERE run = ?1 AND judge = ?2 GROUP BY category");
    rows.bind(1, run.row).bind(2, judge(run));
    while (rows.next())
        if (rows.integer(0) >= 0 && rows.integer(0) < categories)
            counts[static_cast<std::size_t>(rows.integer(0))] = rows.integer(1);
    return counts;
}

void PredictionRepository::remove(RunId run) {
    for (bool isMore = true; isMore;) {
        WriteTransaction transaction(m_project.database(), Urgency::Bulk);
        Connection &connection = transaction.connection();
        const std::int64_t before = connection.totalChanges();
        connection
            .query("DELETE FROM prediction WHERE run = ?1 AND tweet IN (SELECT tweet FROM prediction WHERE run = ?1 "
                   "LIMIT 1000)")
            .bind(1, run.row)
            .run();
        isMore = connection.totalChanges() > before;
        transaction.commit();
    }
}

}  // namespace warbler
