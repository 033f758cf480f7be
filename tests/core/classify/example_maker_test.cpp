// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/example_maker.h"

#include <cstdlib>

#include <QTest>

#include "core/base/error.h"
#include "tests/support/refusal.h"

using namespace warbler;

// Over the tokenizer of tests/data/models/tiny_bloom: no merge touches a digit, so that each is a token of its own,
// "0" is 19 and "9" is 28; "." is 17, "a" 68, the end of a text 2.
class ExampleMakerTest : public QObject {
    Q_OBJECT

private slots:
    void aTextIsCutAndItsTemplateIsNot();
    void rulesShapeTheText();
    void aLeadStandsBeforeEveryText();
    void cutOnTheRightTheLabelGoesFirst();
    void labelWordsBecomeTokensBehindTheTemplate();
    void aHeadNeedsNoWords();
};

namespace {

using Ids = std::vector<TokenId>;

ExampleMaker makerOf(const std::string &promptTemplate, std::int64_t maxTokens, TextRules rules = {}) {
    const std::string source = std::getenv("WARBLER_TEST_SOURCE");
    return {source + "/tests/data/models/tiny_bloom", promptTemplate, maxTokens, rules};
}

Ids idsOf(const ExampleMaker &maker, const std::string &text) { return maker.make(TweetId("1"), text).ids; }

StudyRow rowOf(const std::string &text) {
    StudyRow row;
    row.id = TweetId("1001");
    row.text = text;
    row.line = 7;
    return row;
}

Scoring scoringOf(const ExampleMaker &maker, Task task, const std::vector<StudyCategory> &categories,
                  const std::string &mode = "constrained") {
    std::vector<std::string> warnings;
    return maker.scoring(task, categories, mode, TokenId(2), warnings);
}

}  // namespace

void ExampleMakerTest::aTextIsCutAndItsTemplateIsNot() {
    const ExampleMaker maker = makerOf("{text}.9", 4);
    const TokenizedExample whole = maker.make(TweetId("1001"), "01");
    QCOMPARE(whole.ids, (Ids{19, 20, 17, 28}));
    QVERIFY(!whole.wasCut && whole.tweet == TweetId("1001") && whole.labelIds.empty());
    const TokenizedExample cut = maker.make(TweetId("1001"), "0123");
    QCOMPARE(cut.ids, (Ids{19, 20, 17, 28}));
    QVERIFY(cut.wasCut);
    QCOMPARE(idsOf(maker.with("{text}", 3), "0123"), (Ids{19, 20, 21}));
}

void ExampleMakerTest::rulesShapeTheText() {
    QCOMPARE(idsOf(makerOf("{text}", 8), "A"), Ids{36});
    QCOMPARE(idsOf(makerOf("{text}", 8, {.lowerCase = true}), "A"), Ids{68});
    QCOMPARE(idsOf(makerOf("{text}", 8, {.appendEnd = true}), "0"), (Ids{19, 2}));
    // The end keeps its place when a text is cut.
    QCOMPARE(idsOf(makerOf("{text}", 3, {.appendEnd = true}), "0123"), (Ids{19, 20, 2}));
    QCOMPARE(idsOf(makerOf("{text}", 8, {.matchSpecialText = true}), "</s>"), Ids{2});
    QVERIFY(idsOf(makerOf("{text}", 8), "</s>") != Ids{2});
    TuningConfig config;
    config.lowerCase = config.labelAlone = config.answersByText = true;
    QVERIFY(rulesOf(config).lowerCase && rulesOf(config).labelAlone && !rulesOf(config).answersByText);
    config.scoring = "unconstrained";
    QVERIFY(rulesOf(config).answersByText);
}

void ExampleMakerTest::aLeadStandsBeforeEveryText() {
    const ExampleMaker led = makerOf(".{text}", 8).behind("12", 8);
    QCOMPARE(idsOf(led, "0"), (Ids{20, 21, 17, 19}));
    QCOMPARE(led.leadingIds(), (Ids{20, 21, 17}));
}

void ExampleMakerTest::cutOnTheRightTheLabelGoesFirst() {
    const StudyRow row = rowOf("012");
    const TokenizedExample whole = makerOf("{text}", 5).makeCutRight(row, {26, 27});
    QCOMPARE(whole.ids, (Ids{19, 20, 21}));
    QCOMPARE(whole.labelIds, (Ids{26, 27}));
    QVERIFY(!whole.wasCut);
    const TokenizedExample cut = makerOf("{text}", 4).makeCutRight(row, {26, 27});
    QCOMPARE(cut.ids, whole.ids);
    QCOMPARE(cut.labelIds, Ids{26});
    QVERIFY(cut.wasCut);
    const Error refused = test::refusalOf([&] { makerOf("{text}", 3).makeCutRight(row, {26, 27}); });
    QVERIFY(refused.code() == ErrorCode::BadData);
    QVERIFY(refused.detail().find("tweet 1001 in line 7 has 3 tokens") != std::string::npos);
}

void ExampleMakerTest::labelWordsBecomeTokensBehindTheTemplate() {
    const ExampleMaker maker = makerOf("{text}.", 16);
    const Scoring scoring = scoringOf(maker, Task::CausalLm, {{"a", "A", "7", {}}, {"b", "B", "89", {}}});
    QVERIFY(scoring.mode == ScoringMode::Constrained);
    QCOMPARE(scoring.categories, std::int64_t(2));
    QCOMPARE(scoring.labels, (std::vector<Ids>{{26}, {27, 28}}));
    QVERIFY(!scoring.terminator);
    QVERIFY(scoringOf(maker, Task::CausalLm, {{"a", "A", "7", {}}, {"b", "B", "8", {}}}, "unconstrained").mode ==
            ScoringMode::Unconstrained);
    // Where one word begins with another, only the end of the text tells them apart.
    QCOMPARE(scoringOf(maker, Task::CausalLm, {{"a", "A", "7", {}}, {"b", "B", "78", {}}}).terminator,
             std::optional<TokenId>(2));
    const Error same = test::refusalOf([&] {
        scoringOf(maker, Task::CausalLm, {{"a", "First", "7", {}}, {"b", "Second", "7", {}}});
    });
    QVERIFY(same.code() == ErrorCode::BadConfig);
    QVERIFY(same.detail().find("\"First\" and \"Second\"") != std::string::npos);
    const Error tooLong = test::refusalOf([&] { scoringOf(maker, Task::CausalLm, {{"a", "A", "012345678", {}}}); });
    QVERIFY(tooLong.detail().find("has 9 tokens") != std::string::npos);
}

void ExampleMakerTest::aHeadNeedsNoWords() {
    const ExampleMaker maker = makerOf("{text}", 8);
    const Scoring head = scoringOf(maker, Task::SeqCls, {{"a", "A", {}, {}}, {"b", "B", {}, {}}});
    QVERIFY(head.mode == ScoringMode::Head && head.labels.empty() && head.categories == 2);
    const Scoring number = scoringOf(maker, Task::Regression, {});
    QVERIFY(number.mode == ScoringMode::Number && number.categories == 0);
}

QTEST_APPLESS_MAIN(ExampleMakerTest)
#include "example_maker_test.moc"
