// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/corpus/prediction_repository.h"
#include "core/study/study.h"
#include "core/tables/csv_writer.h"

namespace warbler {

struct Judgement;

// A stored prediction as a record of a project's shard and back, without a bit lost: tweet, category, label_mass,
// number, log_p_<category>... .
inline constexpr int kShardTweetColumn = 0;
std::vector<CsvWriter::Column> shardColumns(const std::vector<StudyCategory> &categories);
std::vector<std::string> shardCells(const StoredPrediction &prediction, std::size_t categories);
// none: not such a record.
std::optional<StoredPrediction> shardPrediction(const std::vector<std::string> &cells);

StoredPrediction storedPrediction(TweetKey tweet, const Judgement &judgement);

}  // namespace warbler
