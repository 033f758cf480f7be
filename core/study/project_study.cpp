// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/project_study.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/codebook/codebook.h"
#include "core/codebook/split_spec.h"
#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/corpus/split_repository.h"
#include "core/corpus/tweet_repository.h"
#include "core/learn/nearest_name.h"
#include "core/study/project_columns.h"
#include "core/study/study_sides.h"

namespace warbler {

namespace {

// All labelled tweets; on their lasting sides where the split is the lasting one, else on none yet.
std::vector<SidedTweet> goldOf(Project &project, const SplitSpec &spec) {
    if (spec == SplitSpec{})
        return SplitRepository(project).sides();
    std::vector<SidedTweet> gold;
    for (const GoldLabel &label : LabelRepository(project).gold())
        gold.push_back({label, Side::Train});
    return gold;
}

struct UsedCategories {
    std::vector<StudyCategory> categories;
    std::map<std::int64_t, int> indexOf;  // of a CodeId's row
    int positive = 0;
};

// Every active category needs a word, whether it is used or not.
std::vector<StudyCategory> activeCategories(const Codebook &codebook, const std::map<std::string, std::string> &words) {
    std::vector<StudyCategory> categories;
    for (const Category &category : codebook.active()) {
        const std::string word =
            !category.word.empty() ? category.word : wordOf(words, category.value, category.name, 0);
        categories.push_back({category.value, category.name, word, category.id});
    }
    return categories;
}

// Those nobody used yet are left out: they would only be an empty answer to learn.
UsedCategories usedCategories(const Codebook &codebook, const std::vector<StudyCategory> &active,
                              const std::vector<SidedTweet> &gold) {
    std::set<std::int64_t> codes;
    for (const SidedTweet &tweet : gold)
        codes.insert(tweet.label.code.row);
    UsedCategories out;
    std::vector<Category> used;
    for (const StudyCategory &category : active) {
        if (codes.count(category.code.row) == 0)
            continue;
        out.indexOf[category.code.row] = static_cast<int>(out.categories.size());
        out.categories.push_back(category);
        used.push_back(*codebook.find(category.code));
    }
    out.positive = std::max(0, indexOfInterest(used, codebook.categoryOfInterest()));
    return out;
}

// Line and side of each row as the column of their import says it; empty where an import has no such column.
std::vector<Labelled> withSideTexts(std::vector<Labelled> labelled, const TweetRepository &tweets,
                                    const std::string &column) {
    std::map<std::int64_t, int> columnOfBatch;
    for (const ImportBatch &batch : tweets.batches()) {
        const auto found = std::find(batch.columns.begin(), batch.columns.end(), column);
        columnOfBatch[batch.id] = found == batch.columns.end() ? -1 : static_cast<int>(found - batch.columns.begin());
    }
    for (Labelled &one : labelled) {
        const Tweet tweet = tweets.get(one.row.key);
        const int place = columnOfBatch[tweet.batch];
        one.row.line = tweet.line;
        if (place >= 0)
            one.sideText = tweet.fields[static_cast<std::size_t>(place)];
    }
    return labelled;
}

}  // namespace

Study studyFromProject(Project &project, const std::string &split, const std::map<std::string, std::string> &words,
                       std::uint64_t seed) {
    const SplitSpec spec = parseSplitSpec(split);
    const Codebook codebook = CodebookRepository(project).load();
    const std::vector<StudyCategory> active = activeCategories(codebook, words);  // refuses before a split is drawn
    const std::vector<SidedTweet> gold = goldOf(project, spec);
    UsedCategories used = usedCategories(codebook, active, gold);
    std::vector<Labelled> labelled;
    for (const SidedTweet &tweet : gold) {
        Labelled one;
        one.row.key = tweet.label.tweet;
        one.row.id = tweet.label.id;
        one.row.text = tweet.label.text;
        one.row.category = used.indexOf.at(tweet.label.code.row);
        one.row.side = tweet.side;
        one.row.group = tweet.label.group;
        labelled.push_back(std::move(one));
    }
    const TweetRepository tweets(project);
    Study study;
    study.splitSpec = split;
    study.categories = std::move(used.categories);
    study.positive = used.positive;
    study.unlabelled = tweets.count() - static_cast<std::int64_t>(labelled.size());
    if (spec.kind == SplitSpec::Kind::Column)
        labelled = withSideTexts(std::move(labelled), tweets, spec.column);
    for (const Labelled &one : labelled)
        study.rows.push_back(one.row);
    if (spec != SplitSpec{})
        return checkedStudy(withSides(std::move(study), labelled, spec, seed));
    for (std::size_t i = 0; i < study.rows.size(); ++i)
        if (study.rows[i].side == Side::Train)
            study.trainOrder.push_back(static_cast<std::int64_t>(i));
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

struct NumberedTweets {
    std::vector<Labelled> rows;  // with what the column of sides says of each
    std::int64_t unlabelled = 0;
};

NumberedTweets numberedTweets(Project &project, const std::string &column, const SplitSpec &spec) {
    const ProjectColumns columns(project);
    const std::optional<std::size_t> place = columns.place(column);
    if (!place)
        throw Error(ErrorCode::MissingColumn,
                    column.empty() ? std::string("the number of a tweet is read from a column, and none is named")
                                   : "the imported tweets have no column \"" + column + "\"; theirs are " +
                                         joinedNames(columns.names()),
                    "Name a column of numbers with --label COLUMN.");
    const std::optional<std::size_t> sides =
        spec.kind == SplitSpec::Kind::Column ? columns.place(spec.column) : std::nullopt;
    NumberedTweets out;
    TweetRepository(project).forEach([&](const Tweet &tweet) {
        const std::vector<std::string> cells = columns.cells(tweet);
        Labelled one;
        one.row.number = numberIn(cells[*place], tweet.line, column);
        if (!one.row.number || isBlank(tweet.text)) {
            ++out.unlabelled;
            return true;
        }
        one.row.key = tweet.key;
        one.row.id = tweet.id;
        one.row.text = tweet.text;
        one.row.group = tweet.group;
        one.row.line = tweet.line;
        if (sides)
            one.sideText = cells[*sides];
        out.rows.push_back(std::move(one));
        return true;
    });
    if (out.rows.empty())
        throw Error(ErrorCode::TooFewLabels, "column " + column + " holds no number", "Choose another column.");
    return out;
}

Study studyOf(const NumberedTweets &tweets, const std::string &column) {
    Study study;
    study.task = Task::Regression;
    study.numberColumn = column;
    study.unlabelled = tweets.unlabelled;
    for (const Labelled &one : tweets.rows)
        study.rows.push_back(one.row);
    return study;
}

}  // namespace

Study numberedRowsOfProject(Project &project, const std::string &column) {
    return studyOf(numberedTweets(project, column, {}), column);
}

Study numbersFromProject(Project &project, const std::string &column, const std::string &split, std::uint64_t seed) {
    const SplitSpec spec = parseSplitSpec(split);
    const NumberedTweets tweets = numberedTweets(project, column, spec);
    Study study = studyOf(tweets, column);
    study.splitSpec = split;
    return checkedStudy(withSides(std::move(study), tweets.rows, spec, seed));
}

}  // namespace warbler
