// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/sample_repository.h"

#include <unordered_set>

#include "core/base/clock.h"
#include "core/base/number_text.h"
#include "core/corpus/database.h"
#include "core/corpus/tweet_columns.h"

namespace warbler {

namespace {

// The first tweet of each duplicate group in the random order.
std::vector<std::int64_t> unitsInOrder(const Database &database, std::uint64_t seed) {
    std::vector<std::int64_t> units;
    std::unordered_set<std::string> seen;
    Query row = database.reader().query("SELECT dup_group FROM tweet WHERE key = ?1");
    for (std::int64_t key : *database.randomOrder(seed)) {
        row.reset().bind(1, key);
        const std::string group = row.next() ? groupText(row, 0) : std::string();
        if (group.empty() || seen.insert(group).second)
            units.push_back(key);
    }
    return units;
}

}  // namespace

Sample SampleRepository::draw(const std::string &name, std::int64_t size) {
    Database &database = m_project.database();
    Sample sample{0, name, m_project.seed(), 0, size};
    const std::vector<std::int64_t> units = unitsInOrder(database, sample.seed);
    sample.frame = static_cast<std::int64_t>(units.size());
    if (size < 1 || size > sample.frame)
        throw Error(ErrorCode::BadData,
                    "a sample of " + groupedText(size) + " out of " + groupedText(sample.frame) +
                        " different tweets cannot be drawn",
                    "Choose a size between 1 and " + groupedText(sample.frame) + ".");
    WriteTransaction transaction(database);
    Connection &connection = transaction.connection();
    Query taken = connection.query("SELECT 1 FROM sample WHERE name = ?1");
    if (name.empty() || taken.bind(1, name).next())
        throw Error(ErrorCode::BadData,
                    name.empty() ? "a sample has no name" : "there is already a sample \"" + name + "\"",
                    "Choose another name.");
    taken.reset();
    connection.query("INSERT INTO sample(name, design, seed, frame, drawn_at) VALUES(?1, 'random', ?2, ?3, ?4)")
        .bind(1, name)
        .bind(2, std::to_string(static_cast<std::int64_t>(sample.seed)))
        .bind(3, sample.frame)
        .bind(4, unixMilliseconds())
        .run();
    sample.id = connection.lastRow();
    for (std::int64_t i = 0; i < size; ++i)
        connection.query("INSERT INTO sample_item VALUES(?1, ?2, ?3)")
            .bind(1, sample.id)
            .bind(2, i)
            .bind(3, units[static_cast<std::size_t>(i)])
            .run();
    transaction.commit();
    return sample;
}

std::vector<Sample> SampleRepository::all() const {
    std::vector<Sample> samples;
    Query rows = m_project.database().reader().query(
        "SELECT id, name, seed, frame, (SELECT count(*) FROM sample_item i WHERE i.sample = sample.id) "
        "FROM sample ORDER BY id");
    while (rows.next())
        samples.push_back({rows.integer(0), rows.text(1),
                           static_cast<std::uint64_t>(parseInteger(rows.text(2)).value_or(0)), rows.integer(3),
                           rows.integer(4)});
    return samples;
}

std::vector<TweetKey> SampleRepository::tweets(std::int64_t sample) const {
    std::vector<TweetKey> keys;
    Query rows =
        m_project.database().reader().query("SELECT tweet FROM sample_item WHERE sample = ?1 ORDER BY position");
    rows.bind(1, sample);
    while (rows.next())
        keys.push_back(TweetKey{rows.integer(0)});
    return keys;
}

}  // namespace warbler
