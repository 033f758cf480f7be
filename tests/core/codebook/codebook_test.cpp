// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codebook/codebook.h"

#include <QTest>

#include "core/base/error.h"

using namespace warbler;

class CodebookTest : public QObject {
    Q_OBJECT

private slots:
    void newCategoriesGetKeysAndColoursOfTheirOwn();
    void equalNamesValuesAndKeysAreRefused();
    void archivedCategoriesFreeTheirKeyAndStopBeingPositive();
    void aCategoryMovesAmongTheActiveOnes();
    void newCategoriesAreOrderedByValueAndTheirKeysFollow();
    void changingKeepsTheCodebookConsistent();
    void theCategoryOfInterestIsGuessed();
    void aCodebookMadeByHandHasItsCategoryOfInterestByName();
    void valuesSortAsNumbersFirst();
    void columnNamesAreSafeAndUnique();
};

namespace {

Category category(long long id, const std::string &value) {
    Category result;
    result.id = {id};
    result.value = value;
    return result;
}

std::string order(const Codebook &codebook) {
    std::string result;
    for (const Category &entry : codebook.active())
        result += entry.value;
    return result;
}

Codebook abc() {
    Codebook codebook;
    for (const char *value : {"a", "b", "c"})
        codebook.add(category(codebook.categories().size() + 1, value));
    return codebook;
}

template <typename Act>
std::string refusal(Act act) {
    try {
        act();
    } catch (const Error &error) {
        return error.code() == ErrorCode::BadData ? error.detail() : "another code";
    }
    return {};
}

}  // namespace

void CodebookTest::newCategoriesGetKeysAndColoursOfTheirOwn() {
    Codebook codebook;
    for (int i = 1; i <= 21; ++i)
        codebook.add(category(i, std::to_string(i)));
    QCOMPARE(codebook.categories()[0].key, std::string("1"));
    QCOMPARE(codebook.categories()[9].key, std::string("0"));
    QCOMPARE(codebook.categories()[10].key, std::string("Q"));
    QCOMPARE(codebook.categories()[20].key, std::string());
    QCOMPARE(codebook.categories()[20].colour, 20);
    QCOMPARE(codebook.findKey("0")->value, std::string("10"));
    QCOMPARE(codebook.findKey(""), static_cast<const Category *>(nullptr));
    QCOMPARE(codebook.findName("7")->id, CodeId{7});
    QCOMPARE(codebook.find(CodeId{99}), static_cast<const Category *>(nullptr));
}

void CodebookTest::equalNamesValuesAndKeysAreRefused() {
    Codebook codebook = abc();
    QVERIFY(refusal([&] { codebook.add(category(4, "a")); }).find("\"a\"") != std::string::npos);
    Category sameName = category(4, "d");
    sameName.name = "b";
    QVERIFY(refusal([&] { codebook.add(sameName); }).find("\"b\"") != std::string::npos);
    Category sameKey = category(4, "d");
    sameKey.key = "3";
    QVERIFY(refusal([&] { codebook.add(sameKey); }).find("key 3") != std::string::npos);
    QVERIFY(!refusal([&] { codebook.add(Category()); }).empty());
    QCOMPARE(codebook.categories().size(), std::size_t(3));
}

void CodebookTest::archivedCategoriesFreeTheirKeyAndStopBeingPositive() {
    Codebook codebook = abc();
    codebook.setPositive({2});
    codebook.archive({2});
    QCOMPARE(codebook.positive(), CodeId{});
    QCOMPARE(order(codebook), std::string("ac"));
    QCOMPARE(codebook.indexOf({3}), 1);
    QCOMPARE(codebook.indexOf({2}), -1);
    QCOMPARE(codebook.find({2})->state, Category::State::Archived);
    QCOMPARE(codebook.add(category(4, "b")).key, std::string("2"));
    QVERIFY(!refusal([&] { codebook.setPositive({2}); }).empty());
}

void CodebookTest::aCategoryMovesAmongTheActiveOnes() {
    Codebook codebook = abc();
    codebook.move({3}, 0);
    QCOMPARE(order(codebook), std::string("cab"));
    codebook.move({3}, 99);
    QCOMPARE(order(codebook), std::string("abc"));
    codebook.archive({1});
    codebook.move({2}, 1);
    QCOMPARE(order(codebook), std::string("cb"));
    codebook.move({1}, 0);
    QCOMPARE(order(codebook), std::string("cb"));
}

void CodebookTest::newCategoriesAreOrderedByValueAndTheirKeysFollow() {
    Codebook codebook;
    std::vector<CodeId> added;
    for (const char *value : {"old", "10", "x", "2"}) {
        Category category;
        category.value = value;
        codebook.add(category).id = CodeId{static_cast<std::int64_t>(added.size()) + 1};
        added.push_back(CodeId{static_cast<std::int64_t>(added.size()) + 1});
    }
    codebook.sortByValue(std::span(added).subspan(1));  // "old" was there before
    std::vector<std::string> values, keys;
    for (const Category &category : codebook.active()) {
        values.push_back(category.value);
        keys.push_back(category.key);
    }
    QCOMPARE(values, (std::vector<std::string>{"old", "2", "10", "x"}));
    QCOMPARE(keys, (std::vector<std::string>{"1", "2", "3", "4"}));
    QCOMPARE(codebook.findValue("2")->id, CodeId{4});
    QCOMPARE(codebook.findValue("10")->id, CodeId{2});
    QCOMPARE(codebook.findValue("2")->colour, 1);
    QCOMPARE(codebook.findValue("x")->colour, 3);
}

void CodebookTest::changingKeepsTheCodebookConsistent() {
    Codebook codebook = abc();
    codebook.setPositive({1});
    Category changed = codebook.categories()[0];
    changed.name = "Anger";
    changed.definition = "says that someone is angry";
    codebook.change(changed);
    QCOMPARE(codebook.find({1})->definition, changed.definition);
    QCOMPARE(codebook.positive(), CodeId{1});
    changed.name = "b";
    QVERIFY(!refusal([&] { codebook.change(changed); }).empty());
    QCOMPARE(codebook.find({1})->name, std::string("Anger"));
    changed.id = {9};
    QVERIFY(!refusal([&] { codebook.change(changed); }).empty());
}

void CodebookTest::theCategoryOfInterestIsGuessed() {
    const auto guess = [](std::vector<std::string> values, std::vector<std::int64_t> counts) {
        return guessPositive(values, counts);
    };
    QCOMPARE(guess({"0", "1"}, {3, 9}), 1);
    QCOMPARE(guess({"Yes", "no"}, {9, 3}), 0);
    QCOMPARE(guess({"FALSE", "True"}, {1, 9}), 1);
    QCOMPARE(guess({"true", "1"}, {1, 9}), 1);
    QCOMPARE(guess({"a", "b", "c"}, {4, 2, 3}), 1);
    QCOMPARE(guess({"a", "b"}, {4, 4}), 1);
    QCOMPARE(guess({}, {}), -1);
}

// The report: a codebook made by hand took its last category.
void CodebookTest::aCodebookMadeByHandHasItsCategoryOfInterestByName() {
    QCOMPARE(Codebook().categoryOfInterest().row, 0);
    Codebook plain = abc();
    QCOMPARE(plain.categoryOfInterest().row, 1);
    plain.move(CodeId{3}, 0);
    QCOMPARE(plain.categoryOfInterest().row, 3);
    plain.setPositive(CodeId{2});
    QCOMPARE(plain.categoryOfInterest().row, 2);
    plain.archive(CodeId{2});
    QCOMPARE(plain.categoryOfInterest().row, 3);
    for (const char *name : {"Yes", "TRUE", "1"}) {
        Codebook named;
        named.add(category(1, "first"));
        named.add(category(2, name));
        named.add(category(3, "last"));
        QCOMPARE(named.categoryOfInterest().row, 2);
    }
}

void CodebookTest::valuesSortAsNumbersFirst() {
    std::vector<std::string> values = {"no", "10", "9", "-1", "1.0", "1", "Yes", "nan"};
    sortValues(values);
    QCOMPARE(values, (std::vector<std::string>{"-1", "1", "1.0", "9", "10", "Yes", "nan", "no"}));
}

void CodebookTest::columnNamesAreSafeAndUnique() {
    const std::vector<std::string> values = {"Pro Vaccine!", "pro-vaccine", "1", "", "\xC3\xA9t\xC3\xA9", "1"};
    QCOMPARE(columnNames(values), (std::vector<std::string>{"pro_vaccine_", "pro_vaccine", "1", "_", "_t_", "1_2"}));
    const std::vector<std::string> clash = {"a b", "a-b", "a_b_2"};
    QCOMPARE(columnNames(clash), (std::vector<std::string>{"a_b", "a_b_2", "a_b_2_2"}));
}

QTEST_APPLESS_MAIN(CodebookTest)
#include "codebook_test.moc"
