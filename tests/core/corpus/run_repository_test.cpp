// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/corpus/codebook_repository.h"
#include "core/corpus/prediction_repository.h"
#include "core/corpus/run_repository.h"
#include "core/corpus/split_repository.h"
#include "core/corpus/tweet_import.h"
#include "tests/core/corpus/corpus_fixture.h"

using namespace warbler;
using namespace warbler::test;

class RunRepositoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsARunWithItsRowsPointsAndAdapters() {
        TestCorpus corpus;
        auto project = corpus.make(numberedRows(10, 10));
        Run run;
        run.name = "Run 1";
        run.configJson = R"({"lr":0.03})";
        run.recordJson = "{}";
        run.configHash = "abc";
        std::string weights;
        for (int i = 0; i < 1300000; ++i)
            weights += static_cast<char>(i * 31 + i / 977);
        RunId id;
        {
            RunRepository runs(*project);
            id = runs.create(run, {{TweetKey{3}, Side::Test, CodeId{1}}, {TweetKey{1}, Side::Train, CodeId{2}}});
            StepDone step;
            step.step = 1;
            step.loss = 0.1 + 0.2;
            step.learningRate = 1e-300;
            step.gradientNorm = std::numeric_limits<double>::infinity();
            EpochDone epoch;
            epoch.epoch = 1;
            epoch.side = "validation";
            epoch.validationLoss = 0.7;
            epoch.f1 = std::nan("");
            epoch.isBest = true;
            runs.appendPoints(id, {step, Warned{"not kept"}, epoch});
            runs.appendPoints(id, {step});
            runs.storeAdapter(id, Checkpoint::Best, {"{\"a\":1}", weights, "{}", "hash"});
            runs.storeAdapter(id, Checkpoint::Best, {"{\"a\":2}", weights + "!", "{}", "hash2"});
            runs.storeBlob(id, "resume", weights);
            runs.storeBlob(id, "resume", "short");
            QVERIFY(runs.find("abc", RunState::Running).has_value());
            run = runs.get(id);
            run.state = RunState::Finished;
            run.reason = "All epochs were done.";
            runs.update(run);
        }
        project->close();
        project = Project::open(corpus.path());
        RunRepository runs(*project);
        QVERIFY(runs.get(id).state == RunState::Finished);
        QCOMPARE(runs.get(id).reason, run.reason);
        QCOMPARE(runs.all().size(), std::size_t(1));
        QCOMPARE(runs.items(id).at(0).tweet.row, 3);
        QVERIFY(runs.items(id).at(0).side == Side::Test);
        const std::vector<JobEvent> points = runs.points(id);
        QCOMPARE(points.size(), std::size_t(3));
        QCOMPARE(std::get<StepDone>(points.at(0)).loss, 0.1 + 0.2);
        QCOMPARE(std::get<StepDone>(points.at(0)).learningRate, 1e-300);
        QVERIFY(!std::isfinite(std::get<StepDone>(points.at(0)).gradientNorm));
        QCOMPARE(*std::get<EpochDone>(points.at(1)).validationLoss, 0.7);
        QVERIFY(std::isnan(*std::get<EpochDone>(points.at(1)).f1));
        QVERIFY(!std::get<EpochDone>(points.at(1)).accuracy);
        QVERIFY(std::get<EpochDone>(points.at(1)).isBest);
        QVERIFY(runs.adapter(id, Checkpoint::Best)->safetensors == weights + "!");
        QCOMPARE(runs.adapter(id, Checkpoint::Best)->configJson, std::string("{\"a\":2}"));
        QVERIFY(!runs.adapter(id, Checkpoint::Last));
        QCOMPARE(runs.blob(id, "resume"), std::string("short"));
        runs.storeBlob(id, "resume", {});
        QVERIFY(runs.blob(id, "resume").empty());
        QVERIFY_EXCEPTION_THROWN(runs.get(RunId{99}), Error);
        QVERIFY(project->check().empty());
    }

    void aRunCutOffByACrashIsInterrupted() {
        TestCorpus corpus;
        auto project = corpus.make({});
        const RunId id = RunRepository(*project).create(Run(), {});
        project->close();
        project = Project::open(corpus.path());
        QVERIFY(RunRepository(*project).get(id).state == RunState::Interrupted);
        QCOMPARE(RunRepository(*project).get(id).name, std::string("Run 1"));
        QCOMPARE(RunRepository(*project).markInterrupted(), 0);
    }

    void keepsPredictionsBitByBit() {
        TestCorpus corpus;
        const auto project = corpus.make(numberedRows(1000));
        const RunId run = RunRepository(*project).create(Run(), {}), other = RunRepository(*project).create(Run(), {});
        PredictionRepository predictions(*project);
        std::vector<StoredPrediction> some;
        for (int key = 999; key >= 1; key -= 2) {
            const auto value = static_cast<float>(key);
            some.push_back({TweetKey{key},
                            key % 3 - 1,
                            {-1.0F / value, -0.3F * value},
                            key % 5 == 0 ? std::optional<float>(1.0F / value) : std::nullopt});
        }
        predictions.append(run, "", some);
        predictions.append(other, "", std::span(some).first(3));
        QCOMPARE(predictions.count(run), 500);
        QCOMPARE(predictions.count(other), 3);
        for (const StoredPrediction &wanted : some) {
            const std::optional<StoredPrediction> found = predictions.find(run, wanted.tweet);
            QVERIFY(found && found->category == wanted.category && found->logProbabilities == wanted.logProbabilities &&
                    found->labelMass == wanted.labelMass);
        }
        QVERIFY(!predictions.find(run, TweetKey{2}));
        const std::vector<TweetKey> missing = predictions.missing(run);
        QCOMPARE(missing.size(), std::size_t(500));
        QCOMPARE(missing.front().row, 2);
        QCOMPARE(missing.back().row, 1000);
        std::vector<std::int64_t> visited;
        predictions.forEach(run, [&](const StoredPrediction &prediction) {
            visited.push_back(prediction.tweet.row);
            return prediction.tweet.row < 801;
        });
        QCOMPARE(visited.size(), std::size_t(401));
        QVERIFY(std::is_sorted(visited.begin(), visited.end()));
        const std::vector<TweetKey> asked = {TweetKey{7}, TweetKey{8}, TweetKey{3}};
        QCOMPARE(predictions.of(run, asked).size(), std::size_t(2));
        QCOMPARE(predictions.of(run, asked).at(1).tweet.row, 3);
        const std::vector<std::int64_t> counts = predictions.perCategory(run, 2);
        QCOMPARE(counts.at(0) + counts.at(1), 333);
        predictions.remove(run);
        QCOMPARE(predictions.count(run), 0);
        QCOMPARE(predictions.count(other), 3);
    }

    void aPredictionHoldsForItsCheckpointAlone() {
        TestCorpus corpus;
        const auto project = corpus.make(numberedRows(10));
        RunRepository runs(*project);
        const RunId run = runs.create(Run(), {}), other = runs.create(Run(), {});
        PredictionRepository predictions(*project);
        const auto judged = [](int from, int to) {
            std::vector<StoredPrediction> some;
            for (int key = from; key <= to; ++key)
                some.push_back({TweetKey{key}, 0, {-0.5F, -1.0F}, {}});
            return some;
        };
        QCOMPARE(predictions.checkpoint(run), std::string());
        runs.storeAdapter(run, Checkpoint::Best, {"{}", "first weights", "{}", "first"});
        QCOMPARE(predictions.checkpoint(run), std::string("first"));
        predictions.append(run, "first", judged(1, 6));
        predictions.append(other, predictions.checkpoint(other), judged(1, 10));
        QCOMPARE(predictions.count(run), 6);
        QCOMPARE(predictions.voidCount(run), 0);
        runs.storeAdapter(run, Checkpoint::Best, {"{}", "better weights", "{}", "second"});
        QCOMPARE(predictions.count(run), 0);
        QCOMPARE(predictions.voidCount(run), 6);
        QCOMPARE(predictions.missing(run).size(), std::size_t(10));
        QVERIFY(!predictions.find(run, TweetKey{1}));
        QCOMPARE(predictions.perCategory(run, 2).at(0), 0);
        predictions.append(run, "second", judged(1, 4));
        QCOMPARE(predictions.count(run), 4);
        QCOMPARE(predictions.voidCount(run), 2);
        QCOMPARE(predictions.missing(run).front().row, 5);
        QCOMPARE(predictions.count(other), 10);
        QCOMPARE(predictions.voidCount(other), 0);
    }

    void aReplacedTextMakesItsPredictionsVoid() {
        TestCorpus corpus;
        const auto project = corpus.make(numberedRows(10));
        const RunId run = RunRepository(*project).create(Run(), {});
        PredictionRepository predictions(*project);
        predictions.append(
            run, "",
            std::vector<StoredPrediction>{{TweetKey{2}, 0, {-0.5F, -1.0F}, {}}, {TweetKey{3}, 0, {-0.5F, -1.0F}, {}}});
        // The file comes again: one tweet says something else, one the same.
        importRows(*project, {{"1002", "another text", ""}, numberedRows(10).at(2)}, DuplicateRule::Last);
        QCOMPARE(predictions.voidCount(run), 1);
        QCOMPARE(predictions.missing(run).size(), std::size_t(9));
        QVERIFY(predictions.find(run, TweetKey{3}));
    }

    void aTweetKeepsItsSide() {
        TestCorpus corpus;
        const auto project = corpus.make(numberedRows(400, 200));
        SplitRepository splits(*project);
        QVERIFY(splits.storedSides().empty());
        const std::vector<SidedTweet> first = splits.sides();
        QCOMPARE(first.size(), std::size_t(200));
        int perSide[3] = {0, 0, 0};
        for (const SidedTweet &tweet : first)
            ++perSide[static_cast<int>(tweet.side)];
        QCOMPARE(perSide[0], 140);
        QCOMPARE(perSide[1], 30);
        QCOMPARE(perSide[2], 30);
        project->setSetting("seed", "7");  // changes no side that was drawn
        std::vector<LabelEvent> events;
        for (int key = 201; key <= 400; ++key)
            events.push_back(labelEvent(TweetKey{key}, codeOf(*project, "yes")));
        LabelRepository(*project).appendAll(events, "more labels");
        QCOMPARE(splits.storedSides().size(), std::size_t(200));
        const std::vector<SidedTweet> second = splits.sides();
        QCOMPARE(second.size(), std::size_t(400));
        for (std::size_t i = 0; i < first.size(); ++i)
            QVERIFY(second[i].label.tweet == first[i].label.tweet && second[i].side == first[i].side);
        for (std::size_t i = 200; i < 400; ++i)
            QVERIFY(second[i].side == sideOfNewGroup(42, second[i].label.group, SplitRatios()));
        QVERIFY(project->check().empty());
    }

    void duplicatesJoinTheSideOfTheirGroup() {
        TestCorpus corpus;
        const auto project = corpus.make(numberedRows(60, 60));
        const std::vector<SidedTweet> first = SplitRepository(*project).sides();
        std::vector<Row> repeats = numberedRows(60, 60);
        for (Row &row : repeats)
            row.id = "again " + row.id;
        importRows(*project, repeats, DuplicateRule::First, "again.csv");
        const std::vector<SidedTweet> all = SplitRepository(*project).sides();
        QCOMPARE(all.size(), std::size_t(120));
        for (std::size_t i = 0; i < 60; ++i)
            QVERIFY(all[i].side == first[i].side && all[i + 60].side == first[i].side);
        QVERIFY(project->check().empty());
    }

    void keepsTheCodebook() {
        TestCorpus corpus;
        auto project = corpus.make({});
        CodebookRepository repository(*project);
        Category maybe;
        maybe.value = "2";
        maybe.name = "Maybe";
        maybe.word = " maybe";
        maybe.definition = "Neither";
        maybe.colour = 5;
        maybe.key = "M";
        const CodeId id = repository.addCategory(maybe);
        QVERIFY_EXCEPTION_THROWN(repository.addCategory(maybe), Error);
        repository.setPositive(id);
        repository.moveCategory(id, 0);
        repository.setVariable("stance", "Does the tweet agree?");
        project->close();
        project = Project::open(corpus.path());
        CodebookRepository again(*project);
        Codebook codebook = again.load();
        maybe.id = id;
        QVERIFY(codebook.categories().front() == maybe);
        QCOMPARE(codebook.categories().size(), std::size_t(3));
        QCOMPARE(codebook.positive().row, id.row);
        QCOMPARE(codebook.variable.question, std::string("Does the tweet agree?"));
        Category renamed = codebook.categories().at(1);
        renamed.name = "Nope";
        again.changeCategory(renamed);
        QCOMPARE(again.load().categories().at(1).name, std::string("Nope"));
        again.archiveCategory(id);
        codebook = again.load();
        QCOMPARE(codebook.positive().row, 0);
        QCOMPARE(codebook.active().size(), std::size_t(2));
        QVERIFY(again.addCategory(maybe).row > id.row);  // an id is never used again
    }
};

QTEST_APPLESS_MAIN(RunRepositoryTest)
#include "run_repository_test.moc"
