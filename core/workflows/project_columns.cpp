// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/project_columns.h"

#include <algorithm>

#include "core/codebook/split.h"
#include "core/corpus/label_repository.h"
#include "core/workflows/prediction_columns.h"

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

std::vector<std::string> splitColumns(Project &project) {
    const ProjectColumns columns(project);
    const TweetRepository tweets(project);
    std::vector<TweetKey> labelled = tweets.keys({.search = {}, .state = TweetFilter::State::Labelled, .code = {}, .run = {}, .predicted = {}});
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
