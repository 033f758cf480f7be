// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/corpus/sample_project.h"

#include "core/base/sha256.h"
#include "core/codebook/duplicate_group.h"
#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/corpus/prediction_repository.h"
#include "core/corpus/run_repository.h"
#include "core/corpus/sample_repository.h"
#include "core/corpus/split_repository.h"
#include "core/corpus/tweet_import.h"
#include "core/corpus/tweet_repository.h"

namespace warbler::test {

namespace {

constexpr int kTweets = 40;
constexpr int kLabelled = 20;  // by the file; number 1 is corrected by a coder, number 40 labelled

std::string textOf(int number) {
    return number == 7 ? "Good morning 🌧 café #harbour" : "Note " + std::to_string(number) + " about the harbour";
}

CodeId addCategory(Project &project, const std::string &value, const std::string &name) {
    Category category;
    category.value = value;
    category.name = name;
    return CodebookRepository(project).addCategory(category);
}

LabelEvent label(int tweet, CodeId code) {
    LabelEvent event;
    event.tweet = TweetKey{tweet};
    event.coder = "anna";
    event.code = code;
    return event;
}

}  // namespace

void makeSampleProject(const std::string &path) {
    const std::shared_ptr<Project> project = Project::create(path);
    const CodeId no = addCategory(*project, "0", "No"), yes = addCategory(*project, "1", "Yes");
    CodebookRepository(*project).setPositive(yes);
    const std::string hash = sha256Hex("harbour.csv");
    {
        ColumnMapping mapping;
        mapping.id = 0;
        mapping.text = 1;
        mapping.label = 2;
        TweetImport import(*project, "harbour.csv", CsvDialect(), mapping, {"id", "text", "label", "place"},
                           DuplicateRule::First);
        for (int i = 1; i <= kTweets; ++i) {
            CsvRow row;
            row.line = i + 1;
            row.fields = {"110" + std::to_string(1000 + i), textOf(i), i <= kLabelled ? std::to_string(i % 2) : "",
                          "quay"};
            import.add(row, hash, duplicateGroup(textOf(i)), i > kLabelled ? CodeId() : i % 2 == 1 ? yes : no);
        }
        import.commit(hash);
    }
    LabelRepository labels(*project);
    labels.append(label(1, no));
    labels.append(label(kTweets, yes));
    labels.append(label(kTweets - 1, yes));
    labels.undo("anna");
    SplitRepository(*project).sides();
    SampleRepository(*project).draw("Pilot", 10);
    RunRepository runs(*project);
    Run run;
    run.name = "Run 1";
    run.state = RunState::Finished;
    run.startedAt = run.endedAt = "2026-01-01T00:00:00.000Z";
    run.configJson = run.recordJson = "{}";
    const RunId id = runs.create(run, {{TweetKey{1}, Side::Train, no}});
    runs.appendPoints(id, {StepDone()});
    runs.storeAdapter(id, Checkpoint::Best, {"{}", "bytes of an adapter", "{}", sha256Hex("bytes of an adapter")});
    PredictionRepository predictions(*project);
    predictions.append(id, predictions.checkpoint(id),
                       std::vector<StoredPrediction>{{TweetKey{2}, 1, {-2.0F, -0.125F}, std::nullopt}});
    project->close();
}

std::string differenceInSampleProject(const std::string &path) {
    const std::shared_ptr<Project> project = Project::open(path);
    const std::vector<std::string> findings = project->check();
    if (!findings.empty())
        return findings.front();
    const TweetRepository tweets(*project);
    if (tweets.count() != kTweets || tweets.get(TweetKey{7}).text != textOf(7) ||
        tweets.get(TweetKey{7}).fields.at(3) != "quay")
        return "tweets";
    TweetFilter filter;
    filter.search = "cafe";
    if (tweets.keys(filter) != std::vector<TweetKey>{TweetKey{7}})
        return "search";
    const Codebook codebook = CodebookRepository(*project).load();
    if (codebook.active().size() != 2 || codebook.find(codebook.positive()) == nullptr ||
        codebook.find(codebook.positive())->name != "Yes")
        return "codebook";
    const LabelRepository labels(*project);
    const std::vector<GoldLabel> gold = labels.gold();
    if (gold.size() != kLabelled + 1 || gold.front().code == codebook.positive() || gold.back().tweet.row != kTweets)
        return "gold labels";
    if (!labels.nextRedo("anna") || labels.history(TweetKey{kTweets - 1}).size() != 2)
        return "undo";
    if (SplitRepository(*project).storedSides().size() != kLabelled + 1)
        return "split";
    if (SampleRepository(*project).all().size() != 1 || SampleRepository(*project).tweets(1).size() != 10)
        return "sample";
    const RunRepository runs(*project);
    if (runs.all().size() != 1 || runs.points(RunId{1}).size() != 1 ||
        runs.adapter(RunId{1}, Checkpoint::Best)->safetensors != "bytes of an adapter")
        return "run";
    const std::optional<StoredPrediction> prediction = PredictionRepository(*project).find(RunId{1}, TweetKey{2});
    if (!prediction || prediction->logProbabilities != std::vector<float>{-2.0F, -0.125F})
        return "prediction";
    return {};
}

}  // namespace warbler::test
