// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/hyperparameter_search.h"
#include "core/tuning/search_space.h"

#include <set>

#include <nlohmann/json.hpp>

#include <QTest>

#include "core/base/error.h"
#include "tests/support/refusal.h"

using namespace warbler;

class SearchSpaceTest : public QObject {
    Q_OBJECT

private slots:
    void aGridIsEveryCombinationOnce();
    void valuesThatWereTypedMakeAGrid();
    void aDrawIsTheSameForASeedAndLiesInItsRange();
    void whatCannotBeTriedIsRefusedByFileLineAndKey_data();
    void whatCannotBeTriedIsRefusedByFileLineAndKey();
    void theUsualSpaceAsksForWhatTheMethodUses();
};

void SearchSpaceTest::aGridIsEveryCombinationOnce() {
    const SearchSpace space(R"({"virtual_tokens": [4, 8], "epochs": [1, 2, 3]})", "space.json", {});
    const auto grid = space.grid();
    QCOMPARE(grid.size(), std::size_t(6));
    QCOMPARE(grid[0].dump(), std::string(R"({"virtual_tokens":4,"epochs":1})"));
    QCOMPARE(grid[1].dump(), std::string(R"({"virtual_tokens":4,"epochs":2})"));
    QCOMPARE(grid[5].dump(), std::string(R"({"virtual_tokens":8,"epochs":3})"));
    const SearchSpace range(R"({"epochs": {"low": 1, "high": 9}})", "space.json", {});
    QCOMPARE(test::refusalOf([&] { range.grid(); }).code(), ErrorCode::BadConfig);
}

void SearchSpaceTest::valuesThatWereTypedMakeAGrid() {
    const SearchSpace space =
        SearchSpace::ofTexts({{"epochs", "2"}, {"init", "random"}, {"epochs", "3"}}, "The grid", {});
    const auto grid = space.grid();
    QCOMPARE(grid.size(), std::size_t(2));
    QCOMPARE(grid[1].dump(), std::string(R"({"epochs":3,"init":"random"})"));
    Trial trial;
    trial.settings = grid[1];
    const std::vector<SettingText> texts = settingTexts(trial);
    QCOMPARE(texts.size(), std::size_t(2));
    QCOMPARE(texts[0].key + "=" + texts[0].text + " " + texts[1].key + "=" + texts[1].text,
             std::string("epochs=3 init=random"));
    QCOMPARE(test::refusalOf([] {
                 SearchSpace::ofTexts({{"epochs", "none"}}, "The grid", {});
             }).code(),
             ErrorCode::BadConfig);
}

void SearchSpaceTest::aDrawIsTheSameForASeedAndLiesInItsRange() {
    const SearchSpace space(
        R"({"learning_rate": {"low": 0.001, "high": 0.1, "log": true}, "epochs": {"low": 2, "high": 5}})", "s.json",
        {});
    std::set<std::string> drawn;
    double below = 0;
    for (int trial = 1; trial <= 400; ++trial) {
        const auto one = space.draw(7, trial, 0);
        QVERIFY(space.draw(7, trial, 0) == one);
        drawn.insert(one.dump());
        const double rate = one["learning_rate"];
        QVERIFY(rate >= 0.001 && rate <= 0.1);
        below += rate < 0.01 ? 1 : 0;
        QVERIFY(one["epochs"].is_number_integer() && one["epochs"] >= 2 && one["epochs"] <= 5);
    }
    QVERIFY(drawn.size() > 390);
    QVERIFY2(below > 160 && below < 240, "half of the draws lie below the middle of the logarithm");
    QVERIFY(space.draw(8, 1, 0) != space.draw(7, 1, 0));
    QVERIFY(space.draw(7, 1, 1) != space.draw(7, 1, 0));
}

void SearchSpaceTest::whatCannotBeTriedIsRefusedByFileLineAndKey_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *name, const char *text, const char *part) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(part);
    };
    row("no JSON", "{\n\"epochs\": [1,\n", "s.json, line 3: this is no JSON");
    row("no object", "[1]", "it is no object of settings");
    row("an unknown setting", "{\n\n\"epochz\": [1]}", "s.json, line 3, \"epochz\"");
    row("a value out of range", "{\"epochs\": [0]}", "\"epochs\"");
    row("an empty list", "{\"epochs\": []}", "neither a list of values nor a range");
    row("a range upside down", "{\"epochs\": {\"low\": 5, \"high\": 2}}", "low is not below high");
    row("a logarithm of zero", "{\"weight_decay\": {\"low\": 0, \"high\": 1, \"log\": true}}", "low has to be above 0");
    row("a part nobody knows", "{\"epochs\": {\"low\": 1, \"high\": 2, \"step\": 1}}", "not \"step\"");
}

void SearchSpaceTest::whatCannotBeTriedIsRefusedByFileLineAndKey() {
    QFETCH(QString, text);
    QFETCH(QString, part);
    const Error error = test::refusalOf([&] { SearchSpace(text.toStdString(), "s.json", {}); });
    QCOMPARE(error.code(), ErrorCode::BadConfig);
    QVERIFY2(QString::fromStdString(error.detail()).contains(part), error.what());
    QVERIFY(!error.hint().empty());
}

void SearchSpaceTest::theUsualSpaceAsksForWhatTheMethodUses() {
    TuningConfig config;
    config.method = Method::PromptTuning;
    QVERIFY(SearchSpace::usual(config).draw(1, 1, 0).contains("virtual_tokens"));
    config.method = Method::Lora;
    QVERIFY(!SearchSpace::usual(config).draw(1, 1, 0).contains("virtual_tokens"));
    config.method = Method::HardPrompt;
    QCOMPARE(SearchSpace::usual(config).grid().size(), std::size_t(4));
}

QTEST_APPLESS_MAIN(SearchSpaceTest)
#include "search_space_test.moc"
