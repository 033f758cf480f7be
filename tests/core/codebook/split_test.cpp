// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codebook/split.h"

#include <QTest>

#include <array>
#include <map>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/codebook/split_spec.h"
#include "tests/golden/golden.h"

using namespace warbler;

class SplitTest : public QObject {
    Q_OBJECT

private slots:
    void everyCategoryIsSplitInTheGivenShares();
    void duplicatesStayOnOneSide();
    void theOrderOfRowsDoesNotMatter();
    void anotherSeedGivesAnotherSplit();
    void aSmallCategoryReachesEverySide();
    void aSideWithoutShareStaysEmpty();
    void theSplitIsThisOneOnEveryComputer();
    void theCodelabsSplitIsAsItsPageShows();
    void newGroupsJoinByTheirOwnHash();
    void foldsHoldEachRowOnceAndEachCategoryEvenly();
    void foldsKeepGroupsWhole();
    void tooManyFoldsAreRefused();
    void splitSpecsAreRead_data();
    void splitSpecsAreRead();
    void otherSplitSpecsAreRefused();
    void sideNamesAreRead();
};

namespace {

struct Rows {
    std::vector<int> categories;
    std::vector<std::string> groups;
};

// Groups of 1 to 4 rows with one category each.
Rows someRows(std::uint32_t n, std::uint32_t seed) {
    Mt19937 generator(seed);
    Rows rows;
    for (std::uint32_t group = 0; rows.categories.size() < n; ++group) {
        const std::uint32_t size = generator.below(5) == 0 ? 1 + generator.below(4) : 1;
        const int category = static_cast<int>(generator.below(3)) / 2;
        for (std::uint32_t i = 0; i < size && rows.categories.size() < n; ++i) {
            rows.categories.push_back(category);
            rows.groups.push_back("group " + std::to_string(group));
        }
    }
    return rows;
}

std::array<int, 3> sidesOf(const Split &split, const std::vector<int> &categories, int category) {
    std::array<int, 3> counts{};
    for (std::size_t row = 0; row < categories.size(); ++row)
        counts[static_cast<std::size_t>(split.sides[row])] += categories[row] == category ? 1 : 0;
    return counts;
}

char letter(Side side) { return side == Side::Train ? 't' : side == Side::Validation ? 'v' : 'T'; }

}  // namespace

void SplitTest::everyCategoryIsSplitInTheGivenShares() {
    std::vector<int> categories(500, 1);
    std::fill_n(categories.begin() + 100, 152, 0);
    const Split split = makeStratifiedSplit(categories, {}, {}, 42);
    QCOMPARE(sidesOf(split, categories, 0), (std::array<int, 3>{106, 23, 23}));
    QCOMPARE(sidesOf(split, categories, 1), (std::array<int, 3>{244, 52, 52}));
    QCOMPARE(split.trainingOrder.size(), std::size_t(350));
    QVERIFY(std::is_sorted(split.trainingOrder.begin(), split.trainingOrder.end()));
}

void SplitTest::duplicatesStayOnOneSide() {
    for (std::uint32_t seed = 0; seed < 20; ++seed) {
        const Rows rows = someRows(300, seed);
        const Split split = makeStratifiedSplit(rows.categories, rows.groups, {}, seed);
        std::map<std::string, Side> sideOf;
        for (std::size_t row = 0; row < rows.groups.size(); ++row)
            QCOMPARE(split.sides[row], sideOf.emplace(rows.groups[row], split.sides[row]).first->second);
        const double tests = static_cast<double>(std::count(split.sides.begin(), split.sides.end(), Side::Test));
        QVERIFY(tests >= 0.13 * 300 && tests <= 0.17 * 300);
    }
}

void SplitTest::theOrderOfRowsDoesNotMatter() {
    const Rows rows = someRows(200, 5);
    const Split split = makeStratifiedSplit(rows.categories, rows.groups, {}, 42);
    Rows turned;
    const std::vector<std::uint32_t> order = permutation(200, 9U);
    for (std::uint32_t row : order) {
        turned.categories.push_back(rows.categories[row]);
        turned.groups.push_back(rows.groups[row]);
    }
    const Split again = makeStratifiedSplit(turned.categories, turned.groups, {}, 42);
    for (std::size_t i = 0; i < order.size(); ++i)
        QCOMPARE(again.sides[i], split.sides[order[i]]);
}

void SplitTest::anotherSeedGivesAnotherSplit() {
    const Rows rows = someRows(100, 1);
    QVERIFY(makeStratifiedSplit(rows.categories, rows.groups, {}, 1).sides !=
            makeStratifiedSplit(rows.categories, rows.groups, {}, 2).sides);
}

void SplitTest::aSmallCategoryReachesEverySide() {
    for (std::size_t n = 3; n < 12; ++n) {
        const std::vector<int> categories(n, 0);
        const std::array<int, 3> sides = sidesOf(makeStratifiedSplit(categories, {}, {}, 42), categories, 0);
        QVERIFY(sides[0] > 0 && sides[1] > 0 && sides[2] > 0);
    }
    const std::vector<int> two(2, 0);
    QCOMPARE(sidesOf(makeStratifiedSplit(two, {}, {}, 42), two, 0), (std::array<int, 3>{2, 0, 0}));
}

void SplitTest::aSideWithoutShareStaysEmpty() {
    const Rows rows = someRows(200, 3);
    const Split split = makeStratifiedSplit(rows.categories, rows.groups, {4, 0, 1}, 42);
    QCOMPARE(std::count(split.sides.begin(), split.sides.end(), Side::Validation), std::ptrdiff_t(0));
}

void SplitTest::theSplitIsThisOneOnEveryComputer() {
    for (const nlohmann::json &wanted : golden("split.json").at("stratified")) {
        const std::vector<int> categories = wanted.at("categories");
        const std::vector<std::string> groups = wanted.at("groups");
        const SplitRatios ratios = {wanted.at("parts")[0], wanted.at("parts")[1], wanted.at("parts")[2]};
        const std::uint64_t seed = wanted.at("seed");
        std::string sides, newSides;
        for (Side side : makeStratifiedSplit(categories, groups, ratios, seed).sides)
            sides += letter(side);
        for (int i = 0; i < 50; ++i)
            newSides += letter(sideOfNewGroup(seed, "new " + std::to_string(i), ratios));
        QCOMPARE(sides, wanted.at("sides").get<std::string>());
        QCOMPARE(newSides, wanted.at("new_groups").get<std::string>());
    }
}

// The codelab prints the first rows of its 998 shuffled comments.
void SplitTest::theCodelabsSplitIsAsItsPageShows() {
    const Split split = codelabSplit(998);
    QCOMPARE(split.trainingOrder.size(), std::size_t(800));
    const std::array<std::uint32_t, 5> shown = {517, 685, 706, 182, 829};
    QVERIFY(std::equal(shown.begin(), shown.end(), split.trainingOrder.begin()));
    QCOMPARE(std::count(split.sides.begin(), split.sides.end(), Side::Test), 198);
    QVERIFY_THROWS_EXCEPTION(Error, codelabSplit(800));
    QCOMPARE(codelabSplit(801).trainingOrder.size(), std::size_t(800));
}

void SplitTest::newGroupsJoinByTheirOwnHash() {
    std::array<int, 3> counts{};
    for (int i = 0; i < 10000; ++i)
        ++counts[static_cast<std::size_t>(sideOfNewGroup(42, "group " + std::to_string(i), {}))];
    QVERIFY(std::abs(counts[0] - 7000) < 200);
    QVERIFY(std::abs(counts[1] - 1500) < 150);
    for (int i = 0; i < 100; ++i)
        QVERIFY(sideOfNewGroup(42, std::to_string(i), {1, 0, 0}) == Side::Train);
}

void SplitTest::foldsHoldEachRowOnceAndEachCategoryEvenly() {
    std::vector<int> categories;
    for (int i = 0; i < 137; ++i)
        categories.push_back(i % 7 == 0 ? 2 : i % 3 == 0 ? 1 : 0);
    const std::vector<int> folds = kFold(categories, {}, 5, 42);
    QCOMPARE(folds.size(), categories.size());
    std::array<std::array<int, 5>, 3> counts{};
    std::array<int, 5> sizes{};
    for (std::size_t row = 0; row < folds.size(); ++row) {
        QVERIFY(folds[row] >= 0 && folds[row] < 5);
        ++counts[static_cast<std::size_t>(categories[row])][static_cast<std::size_t>(folds[row])];
        ++sizes[static_cast<std::size_t>(folds[row])];
    }
    for (const std::array<int, 5> &category : counts)
        QVERIFY(*std::max_element(category.begin(), category.end()) -
                    *std::min_element(category.begin(), category.end()) <=
                1);
    QVERIFY(*std::max_element(sizes.begin(), sizes.end()) - *std::min_element(sizes.begin(), sizes.end()) <= 1);
}

void SplitTest::foldsKeepGroupsWhole() {
    const Rows rows = someRows(300, 4);
    const std::vector<int> folds = kFold(rows.categories, rows.groups, 4, 7);
    std::map<std::string, int> foldOf;
    for (std::size_t row = 0; row < folds.size(); ++row)
        QCOMPARE(folds[row], foldOf.emplace(rows.groups[row], folds[row]).first->second);
}

void SplitTest::tooManyFoldsAreRefused() {
    const std::vector<int> categories = {0, 1, 0};
    const std::vector<std::string> groups = {"a", "b", "a"};
    try {
        kFold(categories, groups, 3, 42);
        QFAIL("accepted");
    } catch (const Error &error) {
        QCOMPARE(error.code(), ErrorCode::TooFewLabels);
    }
    QVERIFY_EXCEPTION_THROWN(kFold(categories, {}, 1, 42), Error);
}

void SplitTest::splitSpecsAreRead_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("wanted");
    QTest::newRow("three") << "70/15/15"
                           << "70/15/15";
    QTest::newRow("other parts") << "8/0/2"
                                 << "8/0/2";
    QTest::newRow("share") << "0.8"
                           << "8/0/2";
    QTest::newRow("long share") << "0.750"
                                << "75/0/25";
    QTest::newRow("bare share") << ".5"
                                << "5/0/5";
    QTest::newRow("column") << "column:my split"
                            << "column:my split";
    QTest::newRow("notebook") << "notebook"
                              << "notebook";
    QTest::newRow("codelab") << "codelab"
                             << "codelab";
}

void SplitTest::splitSpecsAreRead() {
    QFETCH(QString, text);
    QFETCH(QString, wanted);
    const SplitSpec spec = parseSplitSpec(text.toStdString());
    QCOMPARE(QString::fromStdString(splitSpecText(spec)), wanted);
    QCOMPARE(parseSplitSpec(splitSpecText(spec)), spec);
}

void SplitTest::otherSplitSpecsAreRefused() {
    for (const char *text : {"", "70", "70/30", "0/50/50", "-1/2/3", "1/2/3/4", "a/b/c", "0.", "0.0", "1.0",
                             "0.12345678", "column:", "Notebook", "999999/1/1"}) {
        try {
            parseSplitSpec(text);
            QFAIL(text);
        } catch (const Error &error) {
            QCOMPARE(error.code(), ErrorCode::Usage);
            QVERIFY(error.detail().find(text) != std::string::npos);
        }
    }
}

void SplitTest::sideNamesAreRead() {
    for (const char *name : {"val", "valid", "Validation", "DEV"})
        QCOMPARE(*sideNamed(name), Side::Validation);
    QCOMPARE(*sideNamed("train"), Side::Train);
    QCOMPARE(*sideNamed("Test"), Side::Test);
    QVERIFY(!sideNamed("trial").has_value());
    for (Side side : {Side::Train, Side::Validation, Side::Test})
        QCOMPARE(*sideNamed(sideName(side)), side);
}

QTEST_APPLESS_MAIN(SplitTest)
#include "split_test.moc"
