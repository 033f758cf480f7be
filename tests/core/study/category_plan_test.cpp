// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/category_plan.h"

#include <QTest>

using namespace warbler;

class CategoryPlanTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalNamesJoinAndAllElseIsAsked();
    void aNumberAloneNeverJoins();
    void intoAnEmptyCodebookNothingIsAsked();
    void whatMeansNoLabelIsLeftOut();
    void twoSpellingsOfOneValueAreTold();
    void archivedCategoriesAreNotMet();
};

namespace {

Category category(std::int64_t id, const std::string &value, const std::string &name) {
    Category result;
    result.id = CodeId{id};
    result.value = value;
    result.name = name;
    return result;
}

Codebook conspiracies() {
    Codebook codebook;
    codebook.add(category(7, "0", "Other"));
    codebook.add(category(8, "1", "Conspiracy"));
    return codebook;
}

}  // namespace

void CategoryPlanTest::equalNamesJoinAndAllElseIsAsked() {
    const std::vector<PlannedValue> plan =
        planCategories(conspiracies(), {{8, 12}}, {{"Conspiracy", 30}, {"Satire", 5}, {"other ", 2}});
    QCOMPARE(plan.size(), std::size_t(3));
    QVERIFY(plan[0].act == PlannedValue::Act::Join);
    QVERIFY(plan[0].meeting == PlannedValue::Meeting::Name);
    QVERIFY(!plan[0].mustBeAsked);
    QCOMPARE(plan[0].category.row, 8);
    QCOMPARE(plan[0].categoryName, std::string("Conspiracy"));
    QCOMPARE(plan[0].rows, 30);
    QCOMPARE(plan[0].categoryLabels, 12);
    QVERIFY(plan[1].act == PlannedValue::Act::New && plan[1].mustBeAsked);
    QVERIFY(plan[1].meeting == PlannedValue::Meeting::None);
    QVERIFY(plan[2].act == PlannedValue::Act::New && plan[2].mustBeAsked);
    QVERIFY(plan[2].meeting == PlannedValue::Meeting::Spelling);
    QCOMPARE(plan[2].category.row, 7);
}

void CategoryPlanTest::aNumberAloneNeverJoins() {
    for (const PlannedValue &planned : planCategories(conspiracies(), {}, {{"0", 10}, {"1", 10}, {"1.0", 1}})) {
        QVERIFY(planned.act == PlannedValue::Act::New);
        QVERIFY(planned.mustBeAsked);
        QCOMPARE(planned.categoryName, std::string(planned.value == "0" ? "Other" : "Conspiracy"));
    }
}

void CategoryPlanTest::intoAnEmptyCodebookNothingIsAsked() {
    for (const PlannedValue &planned : planCategories(Codebook(), {}, {{"0", 10}, {"1", 10}}))
        QVERIFY(planned.act == PlannedValue::Act::New && !planned.mustBeAsked && planned.category.row == 0);
}

void CategoryPlanTest::whatMeansNoLabelIsLeftOut() {
    const std::vector<PlannedValue> plan =
        planCategories(conspiracies(), {}, {{"NA", 10}, {" ", 10}, {"Other", 1}}, {"NA"});
    QVERIFY(plan[0].act == PlannedValue::Act::LeaveOut);
    QVERIFY(plan[1].act == PlannedValue::Act::LeaveOut);
    QVERIFY(plan[2].act == PlannedValue::Act::Join);
    QVERIFY(!plan[0].mustBeAsked);
}

void CategoryPlanTest::twoSpellingsOfOneValueAreTold() {
    const std::vector<PlannedValue> plan = planCategories(Codebook(), {},
                                                          {{"yes", 9},
                                                           {"1", 8},
                                                           {"Yes\xC2\xA0", 2},
                                                           {"1.0", 1},
                                                           {"no", 1},
                                                           {"\xC3\x89T\xC3\x89", 1},
                                                           {"\xC3\xA9t\xC3\xA9", 1}});
    QCOMPARE(plan[0].sameAs, std::string());
    QCOMPARE(plan[2].sameAs, std::string("yes"));
    QCOMPARE(plan[3].sameAs, std::string("1"));
    QCOMPARE(plan[4].sameAs, std::string());
    QCOMPARE(plan[6].sameAs, std::string("\xC3\x89T\xC3\x89"));
    QVERIFY(areSpelledAlike("-0", "0"));
    QVERIFY(areSpelledAlike(" 01 ", "1"));
    QVERIFY(areSpelledAlike("1,0", "1"));
    QVERIFY(areSpelledAlike("+1", "1.0"));
    QVERIFY(!areSpelledAlike("1,000", "1"));
    QVERIFY(!areSpelledAlike("a,0", "a"));
    QVERIFY(!areSpelledAlike("1", "10"));
    QVERIFY(!areSpelledAlike("nan", "1"));
}

void CategoryPlanTest::archivedCategoriesAreNotMet() {
    Codebook codebook = conspiracies();
    codebook.archive(CodeId{8});
    const std::vector<PlannedValue> plan = planCategories(codebook, {}, {{"Conspiracy", 3}});
    QVERIFY(plan[0].act == PlannedValue::Act::New);
    QCOMPARE(plan[0].category.row, 0);
}

QTEST_APPLESS_MAIN(CategoryPlanTest)
#include "category_plan_test.moc"
