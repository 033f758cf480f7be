// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/split_repository.h"

#include <unordered_map>

#include "core/base/clock.h"
#include "core/base/number_text.h"
#include "core/corpus/database.h"
#include "core/corpus/tweet_columns.h"

namespace warbler {

namespace {

constexpr char kName[] = "project";

struct Drawn {
    std::int64_t id = 0;
    std::uint64_t seed = 0;
    SplitRatios ratios;
    std::unordered_map<TweetKey, Side> sides;
};

Drawn drawnSplit(Connection &connection) {
    Drawn drawn;
    Query split = connection.query("SELECT id, seed, train, validation, test FROM split WHERE name = ?1");
    split.bind(1, kName);
    if (!split.next())
        return drawn;
    drawn.id = split.integer(0);
    drawn.seed = static_cast<std::uint64_t>(parseInteger(split.text(1)).value_or(0));
    drawn.ratios = {static_cast<std::uint32_t>(split.integer(2)), static_cast<std::uint32_t>(split.integer(3)),
                    static_cast<std::uint32_t>(split.integer(4))};
    Query items = connection.query("SELECT tweet, side FROM split_item WHERE split = ?1");
    items.bind(1, drawn.id);
    while (items.next())
        drawn.sides.emplace(TweetKey{items.integer(0)}, static_cast<Side>(items.integer(1)));
    return drawn;
}

void drawFirst(Connection &connection, Drawn &drawn, const std::vector<GoldLabel> &labels, std::uint64_t seed) {
    drawn.seed = seed;
    connection.query("INSERT INTO split(name, seed, train, validation, test, drawn_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6)")
        .bind(1, kName)
        .bind(2, std::to_string(static_cast<std::int64_t>(seed)))
        .bind(3, drawn.ratios.train)
        .bind(4, drawn.ratios.validation)
        .bind(5, drawn.ratios.test)
        .bind(6, unixMilliseconds())
        .run();
    drawn.id = connection.lastRow();
    std::vector<int> categories;
    std::vector<std::string> groups;
    for (const GoldLabel &label : labels) {
        categories.push_back(static_cast<int>(label.code.row));
        groups.push_back(label.group);
    }
    const Split split = makeStratifiedSplit(categories, groups, drawn.ratios, seed);
    for (std::size_t i = 0; i < labels.size(); ++i)
        drawn.sides.emplace(labels[i].tweet, split.sides.at(i));
}

std::vector<SidedTweet> sidedTweets(const std::vector<GoldLabel> &labels, const Drawn &drawn) {
    std::vector<SidedTweet> result;
    for (const GoldLabel &label : labels) {
        const auto side = drawn.sides.find(label.tweet);
        if (side != drawn.sides.end())
            result.push_back({label, side->second});
    }
    return result;
}

}  // namespace

std::vector<SidedTweet> SplitRepository::sides() {
    Database &database = m_project.database();
    const std::vector<GoldLabel> labels = LabelRepository(m_project).gold();
    Drawn drawn = drawnSplit(database.reader());
    if (labels.empty() || (drawn.id != 0 && sidedTweets(labels, drawn).size() == labels.size()))
        return sidedTweets(labels, drawn);

    const std::uint64_t seed = m_project.seed();
    WriteTransaction transaction(database);
    Connection &connection = transaction.connection();
    drawn = drawnSplit(connection);
    const std::unordered_map<TweetKey, Side> before = drawn.sides;
    if (drawn.id == 0) {
        drawFirst(connection, drawn, labels, seed);
    } else {
        // A group keeps its side, also where a later rule would have sent it elsewhere.
        std::unordered_map<std::string, Side> sideOfGroup;
        Query rows = connection.query(
            "SELECT t.dup_group, i.side FROM split_item i JOIN tweet t ON t.key = i.tweet WHERE i.split = ?1");
        rows.bind(1, drawn.id);
        while (rows.next())
            sideOfGroup.emplace(groupText(rows, 0), static_cast<Side>(rows.integer(1)));
        for (const GoldLabel &label : labels) {
            if (drawn.sides.count(label.tweet) > 0)
                continue;
            const auto known = sideOfGroup.find(label.group);
            drawn.sides.emplace(label.tweet, known != sideOfGroup.end()
                                                 ? known->second
                                                 : sideOfNewGroup(drawn.seed, label.group, drawn.ratios));
        }
    }
    for (const GoldLabel &label : labels)
        if (before.count(label.tweet) == 0)
            connection.query("INSERT INTO split_item VALUES(?1, ?2, ?3)")
                .bind(1, drawn.id)
                .bind(2, label.tweet.row)
                .bind(3, static_cast<int>(drawn.sides.at(label.tweet)))
                .run();
    transaction.commit();
    return sidedTweets(labels, drawn);
}

std::vector<SidedTweet> SplitRepository::storedSides() const {
    return sidedTweets(LabelRepository(m_project).gold(), drawnSplit(m_project.database().reader()));
}

}  // namespace warbler
