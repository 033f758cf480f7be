// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/project_columns.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/codebook/split.h"
#include "core/corpus/label_repository.h"
#include "core/corpus/tweet_repository.h"
#include "core/study/prediction_columns.h"

namespace warbler {

namespace {

constexpr std::size_t kTweetsLookedAt = 2000;

// What one column says of the sides, as far as it was read.
struct SidesOfColumn {
    bool areAllSides = true, hasTrain = false, hasTest = false;

    void read(const std::string &cell) {
        const std::optional<Side> side = sideNamed(cell);
        areAllSides = areAllSides && side.has_value();
        hasTrain = hasTrain || side == Side::Train;
        hasTest = hasTest || side == Side::Test;
    }
};

// Whether one column holds numbers to learn, as far as it was read.
struct NumbersOfColumn {
    bool areAllNumbers = true, areDifferent = false;
    std::optional<double> first;

    void read(const std::string &cell) {
        if (isBlank(cell))
            return;
        const std::optional<double> number = parseDouble(cell);
        areAllNumbers = areAllNumbers && number && std::isfinite(*number);
        areDifferent = areDifferent || (first && number && *number != *first);
        if (!first)
            first = number;
    }
};

}  // namespace

ProjectColumns::ProjectColumns(Project &project) {
    for (const ImportBatch &batch : TweetRepository(project).batches()) {
        std::vector<std::size_t> places;
        std::vector<bool> isTaken(m_names.size(), false);
        for (std::size_t i = 0; i < batch.columns.size(); ++i) {
            // A name that stands twice in one file keeps both its columns.
            std::size_t place = 0;
            while (place < isTaken.size() && (isTaken[place] || m_names[place] != batch.columns[i]))
                ++place;
            if (place == isTaken.size()) {
                m_names.push_back(batch.columns[i]);
                isTaken.push_back(false);
            }
            isTaken[place] = true;
            places.push_back(place);
            if (m_idColumn < 0 && batch.mapping.id == static_cast<int>(i))
                m_idColumn = static_cast<int>(place);
        }
        m_placeOf[batch.id] = std::move(places);
    }
}

std::vector<CsvWriter::Column> ProjectColumns::columns() const { return originalColumns(m_names, m_idColumn); }

std::vector<std::string> ProjectColumns::cells(const Tweet &tweet) const {
    std::vector<std::string> cells(m_names.size());
    const std::vector<std::size_t> &places = m_placeOf.at(tweet.batch);
    for (std::size_t i = 0; i < places.size() && i < tweet.fields.size(); ++i)
        cells[places[i]] = tweet.fields[i];
    return cells;
}

std::vector<std::string> ProjectColumns::cellsFor(CsvProfile profile, const Tweet &tweet) const {
    std::vector<std::string> cells = this->cells(tweet);
    if (profile != CsvProfile::Data)
        return cells;
    const std::vector<std::size_t> &places = m_placeOf.at(tweet.batch);
    for (const UndecodedField &field : tweet.undecoded)
        if (field.column < places.size())
            cells[places[field.column]] = field.bytes;
    return cells;
}

std::optional<std::size_t> ProjectColumns::place(const std::string &name) const {
    const auto found = std::find(m_names.begin(), m_names.end(), name);
    return found == m_names.end() ? std::nullopt : std::optional<std::size_t>(found - m_names.begin());
}

std::vector<std::string> numberColumns(Project &project) {
    const ProjectColumns columns(project);
    std::vector<NumbersOfColumn> numbers(columns.names().size());
    std::size_t read = 0;
    TweetRepository(project).forEach([&](const Tweet &tweet) {
        const std::vector<std::string> cells = columns.cells(tweet);
        for (std::size_t i = 0; i < cells.size(); ++i)
            numbers[i].read(cells[i]);
        return ++read < kTweetsLookedAt;
    });
    std::vector<std::string> names;
    for (std::size_t i = 0; i < numbers.size(); ++i)
        if (numbers[i].areAllNumbers && numbers[i].areDifferent && static_cast<int>(i) != columns.idColumn())
            names.push_back(columns.names()[i]);
    return names;
}

std::vector<std::string> splitColumns(Project &project) {
    const ProjectColumns columns(project);
    const TweetRepository tweets(project);
    std::vector<TweetKey> labelled =
        tweets.keys({.search = {}, .state = TweetFilter::State::Labelled, .code = {}, .run = {}, .predicted = {}});
    labelled.resize(std::min(labelled.size(), kTweetsLookedAt));
    std::vector<SidesOfColumn> sides(columns.names().size());
    for (const TweetKey key : labelled) {
        const std::vector<std::string> cells = columns.cells(tweets.get(key));
        for (std::size_t i = 0; i < cells.size(); ++i)
            sides[i].read(cells[i]);
    }
    std::vector<std::string> names;
    for (std::size_t i = 0; i < sides.size(); ++i)
        if (sides[i].areAllSides && sides[i].hasTrain && sides[i].hasTest)
            names.push_back(columns.names()[i]);
    return names;
}

}  // namespace warbler
