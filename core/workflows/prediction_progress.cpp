// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/prediction_progress.h"

#include <cmath>
#include <limits>

#include "core/corpus/codebook_repository.h"
#include "core/corpus/prediction_repository.h"
#include "core/corpus/tweet_repository.h"
#include "core/learn/run_record.h"

namespace warbler {

namespace {

constexpr std::size_t kBars = 20;
constexpr std::int64_t kHistogramRows = 300'000;  // beyond, the histogram waits for the end of the job

PredictedCategories categoriesOf(const LearntCategories &learnt, const std::vector<std::int64_t> &tweets) {
    PredictedCategories predicted;
    for (std::size_t i = 0; i < learnt.categories.size(); ++i) {
        const RecordedCategory &category = learnt.categories[i];
        if (category.value == learnt.positive)
            predicted.positive = static_cast<int>(i);
        predicted.categories.push_back({category.value, category.name, tweets[i]});
    }
    return predicted;
}

Histogram histogramOfProbabilities(const PredictionRepository &predictions, RunId run, int positive) {
    Histogram histogram(0, 1, kBars);
    predictions.forEach(run, [&histogram, positive](const StoredPrediction &prediction) {
        const auto index = static_cast<std::size_t>(positive);
        if (index < prediction.logProbabilities.size())
            histogram.add(std::exp(static_cast<double>(prediction.logProbabilities[index])));
        return true;
    });
    return histogram;
}

std::vector<float> numbersOf(const PredictionRepository &predictions, RunId run) {
    std::vector<float> numbers;
    predictions.forEach(run, [&numbers](const StoredPrediction &prediction) {
        if (prediction.number)
            numbers.push_back(*prediction.number);
        return true;
    });
    return numbers;
}

PredictedNumbers spreadOf(const std::vector<float> &numbers, const Histogram &histogram) {
    PredictedNumbers spread;
    if (numbers.empty())
        return spread;
    spread.low = histogram.low();
    spread.high = histogram.high();
    for (const float number : numbers)
        spread.mean += static_cast<double>(number) / static_cast<double>(numbers.size());
    return spread;
}

}  // namespace

int PredictionProgress::percent() const { return tweets > 0 ? static_cast<int>(100 * classified / tweets) : 0; }

double PredictionProgress::share(const PredictedCategory &category) const {
    if (classified == 0)
        return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>(category.tweets) / static_cast<double>(classified);
}

PredictionProgress predictionProgress(Project &project, const Run &run) {
    PredictionProgress progress;
    progress.tweets = TweetRepository(project).count();
    progress.codebook = CodebookRepository(project).load();
    const PredictionRepository predictions(project);
    progress.classified = predictions.count(run.id);
    progress.again = predictions.voidCount(run.id);
    const bool isShown = progress.classified <= kHistogramRows || progress.classified >= progress.tweets;
    const RunRecord record = readableRunRecord(run.recordJson);
    if (std::holds_alternative<LearntNumbers>(record.learnt)) {
        const std::vector<float> numbers = isShown ? numbersOf(predictions, run.id) : std::vector<float>();
        progress.histogram = histogramOf(numbers, kBars);
        progress.predicted = spreadOf(numbers, progress.histogram);
    } else if (const auto *learnt = std::get_if<LearntCategories>(&record.learnt)) {
        const PredictedCategories predicted =
            categoriesOf(*learnt, predictions.perCategory(run.id, static_cast<int>(learnt->categories.size())));
        if (isShown)
            progress.histogram = histogramOfProbabilities(predictions, run.id, predicted.positive);
        progress.predicted = predicted;
    }
    return progress;
}

}  // namespace warbler
