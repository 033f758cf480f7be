// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/project_study.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/codebook/codebook.h"
#include "core/codebook/split_spec.h"
#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/corpus/split_repository.h"
#include "core/corpus/tweet_repository.h"
#include "core/study/project_columns.h"
#include "core/study/study_sides.h"

namespace warbler {

Study studyFromProject(Project &project, const std::string &split, const std::map<std::string, std::string> &words,
                       std::uint64_t seed) {
    Study study;
    study.splitSpec = split;
    const Codebook codebook = CodebookRepository(project).load();
    std::map<std::int64_t, int> indexOf;
    for (const Category &category : codebook.active()) {
        const std::string word =
            !category.word.empty() ? category.word : wordOf(words, category.value, category.name, 0);
        indexOf[category.id.row] = static_cast<int>(study.categories.size());
        study.categories.push_back({category.value, category.name, word, category.id});
    }
    const SplitSpec spec = parseSplitSpec(split);
    std::vector<Labelled> labelled;
    const auto take = [&](const GoldLabel &label, Side side) {
        Labelled one;
        one.row.key = label.tweet;
        one.row.id = label.id;
        one.row.text = label.text;
        one.row.category = indexOf.at(label.code.row);
        one.row.side = side;
        one.row.group = label.group;
        labelled.push_back(std::move(one));
    };
    const bool isLasting = spec == SplitSpec{};
    if (isLasting) {
        for (const SidedTweet &tweet : SplitRepository(project).sides())
            take(tweet.label, tweet.side);
    } else {
        for (const GoldLabel &label : LabelRepository(project).gold())
            take(label, Side::Train);
    }
    const TweetRepository tweets(project);
    study.unlabelled = tweets.count() - static_cast<std::int64_t>(labelled.size());
    if (spec.kind == SplitSpec::Kind::Column) {
        std::map<std::int64_t, int> columnOfBatch;
        for (const ImportBatch &batch : tweets.batches()) {
            const auto found = std::find(batch.columns.begin(), batch.columns.end(), spec.column);
            columnOfBatch[batch.id] =
                found == batch.columns.end() ? -1 : static_cast<int>(found - batch.columns.begin());
        }
        for (Labelled &one : labelled) {
            const Tweet tweet = tweets.get(one.row.key);
            const int column = columnOfBatch[tweet.batch];
            one.row.line = tweet.line;
            if (column >= 0)
                one.sideText = tweet.fields[static_cast<std::size_t>(column)];
        }
    }
    // Categories nobody used yet would only be an empty answer to learn.
    std::vector<std::int64_t> counts(study.categories.size(), 0);
    for (const Labelled &one : labelled)
        ++counts[static_cast<std::size_t>(one.row.category)];
    std::vector<int> kept(study.categories.size(), -1);
    std::vector<StudyCategory> categories;
    std::vector<Category> used;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] == 0)
            continue;
        kept[i] = static_cast<int>(categories.size());
        categories.push_back(study.categories[i]);
        used.push_back(*codebook.find(study.categories[i].code));
    }
    study.categories = std::move(categories);
    study.positive = std::max(0, indexOfInterest(used, codebook.categoryOfInterest()));
    for (Labelled &one : labelled) {
        one.row.category = kept[static_cast<std::size_t>(one.row.category)];
        study.rows.push_back(one.row);
    }
    if (isLasting) {
        for (std::size_t i = 0; i < study.rows.size(); ++i)
            if (study.rows[i].side == Side::Train)
                study.trainOrder.push_back(static_cast<std::int64_t>(i));
    } else {
        study = withSides(std::move(study), labelled, spec, seed);
    }
    return checkedStudy(std::move(study));
}

namespace {

// A cell of the column of numbers; blank: the tweet has none. Throws Error(BadData) naming line and column.
std::optional<double> numberIn(const std::string &cell, std::int64_t line, const std::string &column) {
    if (isBlank(cell))
        return std::nullopt;
    const std::optional<double> number = parseDouble(cell);
    if (!number || !std::isfinite(*number))
        throw Error(ErrorCode::BadData,
                    "line " + std::to_string(line) + " of its file, column " + column + ": \"" + excerpt(cell) +
                        "\" is no number",
                    "Write a number with a point as in 1.5 or empty the cell and import the file again, or choose "
                    "another column.");
    return number;
}

// Tweets with a number, as study.rows holds them, with what the column of sides says of each.
std::vector<Labelled> numbered(Project &project, const std::string &column, const SplitSpec &spec, Study &study) {
    const ProjectColumns columns(project);
    const std::optional<std::size_t> place = columns.place(column);
    if (!place)
        throw Error(ErrorCode::MissingColumn,
                    column.empty() ? std::string("the number of a tweet is read from a column, and none is named")
                                   : "the imported tweets have no column \"" + column + "\"; theirs are " +
                                         joined(columns.names()),
                    "Name a column of numbers with --label COLUMN.");
    const std::optional<std::size_t> sides =
        spec.kind == SplitSpec::Kind::Column ? columns.place(spec.column) : std::nullopt;
    study.task = Task::Regression;
    study.numberColumn = column;
    std::vector<Labelled> labelled;
    TweetRepository(project).forEach([&](const Tweet &tweet) {
        const std::vector<std::string> cells = columns.cells(tweet);
        Labelled one;
        one.row.number = numberIn(cells[*place], tweet.line, column);
        if (!one.row.number || isBlank(tweet.text)) {
            ++study.unlabelled;
            return true;
        }
        one.row.key = tweet.key;
        one.row.id = tweet.id;
        one.row.text = tweet.text;
        one.row.group = tweet.group;
        one.row.line = tweet.line;
        if (sides)
            one.sideText = cells[*sides];
        study.rows.push_back(one.row);
        labelled.push_back(std::move(one));
        return true;
    });
    if (study.rows.empty())
        throw Error(ErrorCode::TooFewLabels, "column " + column + " holds no number", "Choose another column.");
    return labelled;
}

}  // namespace

Study numberedRowsOfProject(Project &project, const std::string &column) {
    Study study;
    numbered(project, column, {}, study);
    return study;
}

Study numbersFromProject(Project &project, const std::string &column, const std::string &split, std::uint64_t seed) {
    Study study;
    study.splitSpec = split;
    const SplitSpec spec = parseSplitSpec(split);
    std::vector<Labelled> labelled = numbered(project, column, spec, study);
    return checkedStudy(withSides(std::move(study), labelled, spec, seed));
}

}  // namespace warbler
