// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/evaluation_study.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include "core/base/error.h"
#include "core/classify/model_record.h"
#include "core/corpus/split_repository.h"
#include "tests/core/corpus/corpus_fixture.h"

using namespace warbler;
using namespace warbler::test;

// The report: the demo printed .824 on its test tweets, and `evaluate --side test` .707 on every tweet it was not
// trained on.
class EvaluationStudyTest : public QObject {
    Q_OBJECT

private slots:
    void theSidesAreThoseOfTheRunThatLearntFromTheseTweets();
    void anAdapterFromElsewhereMeetsTheLastingSplit();
    void aSideWithoutTweetsIsRefusedByName();
    void aLabelTheModelDoesNotKnowIsNamed();
    void aCsvHasNoValidationSide();
    void withoutASplitTheUnseenTweetsAreTaken();
    void aReadyModelStandsBesideBaselinesByFolds();
};

namespace {

const std::vector<Side> kSides = {Side::Train,      Side::Train, Side::Train, Side::Train, Side::Validation,
                                  Side::Validation, Side::Test,  Side::Test,  Side::Test};

// Ten labelled tweets; the first nine stand in a run, the tenth was labelled after it.
struct Trained {
    TestCorpus corpus;
    std::shared_ptr<Project> project;
    TrainedModel model;
    RunId run;

    Trained() : project(corpus.make(numberedRows(14, 10))) {
        std::vector<RunItem> items;
        std::vector<std::string> hashes;
        const std::vector<GoldLabel> gold = LabelRepository(*project).gold();
        for (std::size_t i = 0; i < kSides.size(); ++i) {
            items.push_back({gold[i].tweet, kSides[i], gold[i].code});
            if (kSides[i] == Side::Train)
                hashes.push_back(rowHash(gold[i].id.text(), gold[i].text));
        }
        Run stored;
        stored.name = "Run 1";
        stored.state = RunState::Finished;
        stored.configJson = stored.recordJson = "{}";
        run = RunRepository(*project).create(stored, items);
        model.categories = {{"no", "no", "", {}}, {"yes", "yes", "", {}}};
        model.positive = 1;
        model.recordJson = nlohmann::json({{"training_rows", hashes}}).dump();
    }

    EvaluationStudy on(EvaluationSide side) const { return evaluationStudyOfProject(*project, model, {}, side, {}); }
};

template <typename Act>
std::string refusal(Act act) {
    try {
        act();
    } catch (const Error &error) {
        return error.detail();
    }
    return {};
}

bool contains(const std::string &text, const std::string &part) { return text.find(part) != std::string::npos; }

}  // namespace

void EvaluationStudyTest::theSidesAreThoseOfTheRunThatLearntFromTheseTweets() {
    const Trained trained;
    const std::vector<std::pair<EvaluationSide, std::pair<std::size_t, int>>> expected = {
        {EvaluationSide::Validation, {2, 4}},
        {EvaluationSide::Test, {3, 4}},
        {EvaluationSide::Unseen, {1, 4}},
        {EvaluationSide::All, {10, 0}}};
    for (const auto &[side, counts] : expected) {
        const EvaluationStudy study = trained.on(side);
        QCOMPARE(study.scored.size(), counts.first);
        QCOMPARE(study.leftOut, std::int64_t(counts.second));
        QCOMPARE(study.study.trainOrder.size(), std::size_t(4));
        const EvaluationStudy named = evaluationStudyOfProject(*trained.project, trained.model, trained.run, side, {});
        QCOMPARE(named.scored, study.scored);
    }
    QCOMPARE(trained.on(EvaluationSide::Unseen).rows().front()->id.text(), std::string("1010"));
    QCOMPARE(trained.on(EvaluationSide::Test).rows().front()->id.text(), std::string("1007"));
}

void EvaluationStudyTest::anAdapterFromElsewhereMeetsTheLastingSplit() {
    Trained trained;
    trained.model.recordJson = nlohmann::json({{"training_rows", {rowHash("9", "another tweet")}}}).dump();
    std::int64_t test = 0, validation = 0;
    for (const SidedTweet &tweet : SplitRepository(*trained.project).sides()) {
        test += tweet.side == Side::Test ? 1 : 0;
        validation += tweet.side == Side::Validation ? 1 : 0;
    }
    QVERIFY(test > 0 && validation > 0);
    QCOMPARE(trained.on(EvaluationSide::Test).scored.size(), static_cast<std::size_t>(test));
    QCOMPARE(trained.on(EvaluationSide::Validation).scored.size(), static_cast<std::size_t>(validation));
    QVERIFY(contains(refusal([&] { trained.on(EvaluationSide::Unseen); }), "none is unseen"));
}

void EvaluationStudyTest::aSideWithoutTweetsIsRefusedByName() {
    Trained trained;
    trained.model.recordJson = "{}";
    // Nothing was drawn yet, and no run learnt from these tweets.
    QVERIFY(contains(refusal([&] { trained.on(EvaluationSide::Test); }), "on the test side"));
    QVERIFY(contains(refusal([&] { trained.on(EvaluationSide::Validation); }), "on the validation side"));
    QCOMPARE(trained.on(EvaluationSide::Unseen).scored.size(), std::size_t(10));
}

void EvaluationStudyTest::aLabelTheModelDoesNotKnowIsNamed() {
    Trained trained;
    trained.model.categories.pop_back();
    QVERIFY(contains(refusal([&] { trained.on(EvaluationSide::All); }),
                     "labelled \"yes\", which the adapter does not know"));
}

void EvaluationStudyTest::aCsvHasNoValidationSide() {
    CsvStudyRequest request;
    request.path = "tweets.csv";
    QVERIFY(contains(refusal([&] { evaluationStudyOfCsv(request, {}, EvaluationSide::Validation); }),
                     "no validation side"));
    QVERIFY(contains(refusal([] { evaluationSide("holdout"); }), "no side of a split"));
    for (const char *word : {"validation", "test", "unseen", "all"})
        QCOMPARE(std::string(sideWord(evaluationSide(word))), std::string(word));
}

void EvaluationStudyTest::withoutASplitTheUnseenTweetsAreTaken() {
    Trained trained;
    QVERIFY(evaluationStudyOfProject(*trained.project, trained.model, {}, std::nullopt, {}).side ==
            EvaluationSide::Test);
    trained.model.recordJson = "{}";  // no run learnt from these tweets, and nothing was drawn
    const EvaluationStudy unseen = evaluationStudyOfProject(*trained.project, trained.model, {}, std::nullopt, {});
    QVERIFY(unseen.side == EvaluationSide::Unseen);
    QCOMPARE(unseen.scored.size(), std::size_t(10));
    QCOMPARE(unseen.leftOut, std::int64_t(0));
}

void EvaluationStudyTest::aReadyModelStandsBesideBaselinesByFolds() {
    Trained trained;
    trained.model.recordJson = "{}";
    EvaluationStudy all = trained.on(EvaluationSide::All);
    Study learnt = all.study;
    for (std::size_t i = 0; i < learnt.rows.size(); ++i)
        learnt.trainOrder.push_back(static_cast<std::int64_t>(i));
    trained.model.wordModel = WordModel::fit(learnt, ClassBalance::None);
    const SideReport bare = evaluateModel(trained.model, nullptr, all, {});
    QCOMPARE(bare.rows(), std::int64_t(10));
    QVERIFY(!bare.categories()->baselines);
    trained.model.isWholeModel = true;
    trained.model.outputCategories = {0, 1};
    const SideReport ready = evaluateModel(trained.model, nullptr, all, {});
    QVERIFY(ready.categories()->baselines.has_value());
    QCOMPARE(ready.categories()->baselines->majority.rows, kRowsForFoldBaselines);
    all.scored.pop_back();  // nine rows are too few, and not all that are labelled
    QVERIFY(!evaluateModel(trained.model, nullptr, all, {}).categories()->baselines);
}

QTEST_APPLESS_MAIN(EvaluationStudyTest)
#include "evaluation_study_test.moc"
