// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cmath>
#include <string>
#include <vector>

#include "core/agreement/coefficients.h"
#include "core/base/number_text.h"
#include "core/base/random.h"

using namespace warbler;

namespace {
// One string a coder, one character a tweet: a digit or letter is a category, '.' not coded.
Ratings ofCoders(const std::vector<std::string> &coders, char first, int categories) {
    Ratings ratings(coders.size(), categories);
    for (std::size_t unit = 0; unit < coders[0].size(); ++unit) {
        std::vector<int> codes;
        for (const auto &coder : coders)
            codes.push_back(coder[unit] == '.' ? kNotCoded : coder[unit] - first);
        ratings.add(codes);
    }
    return ratings;
}

Ratings ofTable(const std::vector<std::vector<int>> &table) {
    Ratings ratings(2, static_cast<int>(table.size()));
    for (std::size_t a = 0; a < table.size(); ++a)
        for (std::size_t b = 0; b < table.size(); ++b)
            for (int i = 0; i < table[a][b]; ++i)
                ratings.add({static_cast<int>(a), static_cast<int>(b)});
    return ratings;
}

std::string printed(const Coefficient &coefficient) {
    return coefficient.value ? fixedText(*coefficient.value, 3) : "n/a: " + coefficient.reason;
}

// Krippendorff (2011), section C: four observers, twelve units, five categories, missing data.
Ratings krippendorffExample() {
    return ofCoders({"123321412...", "1233224125.3", ".3332342251.", "12332441251."}, '1', 5);
}
}  // namespace

class CoefficientsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void alphaEqualsThePublishedExamples() {
        const Ratings example = krippendorffExample();
        const std::vector<double> values = {1, 2, 3, 4, 5};
        QCOMPARE(printed(krippendorffAlpha(example, Distance::Nominal)), std::string("0.743"));
        QCOMPARE(printed(krippendorffAlpha(example, Distance::Ordinal)), std::string("0.815"));
        QCOMPARE(printed(krippendorffAlpha(example, Distance::Interval, {}, values)), std::string("0.849"));
        QCOMPARE(printed(krippendorffAlpha(example, Distance::Ratio, {}, values)), std::string("0.797"));
        QCOMPARE(printed(krippendorffAlpha(ofCoders({"0100000010", "1110010000"}, '0', 2), Distance::Nominal)),
                 std::string("0.095"));
        QCOMPARE(printed(krippendorffAlpha(ofCoders({"aabbdcccedda", "babbbccceddd"}, 'a', 5), Distance::Nominal)),
                 std::string("0.692"));
    }

    void cohenEqualsTheWorkedExamples() {
        QCOMPARE(printed(cohenKappa(ofTable({{20, 5}, {10, 15}}))), std::string("0.400"));
        const Ratings rare = ofTable({{2, 2}, {3, 93}});
        QCOMPARE(printed(rawAgreement(rare)), std::string("0.950"));
        QCOMPARE(printed(cohenKappa(rare)), std::string("0.419"));
    }

    void fleissEqualsThePublishedExample() {
        Ratings ratings(14, 5);
        for (const char *counts :
             {"0000e", "02642", "00356", "03920", "22811", "77000", "32630", "25322", "65210", "02237"}) {
            std::vector<int> codes;
            for (int category = 0; category < 5; ++category)
                codes.insert(codes.end(),
                             static_cast<std::size_t>(counts[category] == 'e' ? 14 : counts[category] - '0'), category);
            ratings.add(codes);
        }
        QCOMPARE(printed(fleissKappa(ratings)), std::string("0.210"));
    }

    // With two categories a distance has one size, so weights change nothing; with three, by hand: a table of 10
    // tweets.
    void weightsCountDistances() {
        const Ratings two = ofTable({{20, 5}, {10, 15}});
        QCOMPARE(printed(cohenKappa(two, KappaWeights::Linear)), printed(cohenKappa(two)));
        QCOMPARE(printed(cohenKappa(two, KappaWeights::Quadratic)), printed(cohenKappa(two)));
        const Ratings three = ofTable({{3, 1, 1}, {0, 2, 0}, {0, 1, 2}});  // rows 5 2 3, columns 3 4 3
        QVERIFY(std::abs(*cohenKappa(three).value - (1 - 3.0 / 6.8)) < 1e-12);
        QVERIFY(std::abs(*cohenKappa(three, KappaWeights::Linear).value - (1 - 4.0 / 9.2)) < 1e-12);
        QVERIFY(std::abs(*cohenKappa(three, KappaWeights::Quadratic).value - (1 - 6.0 / 14.0)) < 1e-12);
    }

    void whatCannotBeComputedSaysWhy() {
        QCOMPARE(printed(krippendorffAlpha(ofCoders({"11.", "..1"}, '0', 2), Distance::Nominal)),
                 std::string("n/a: no tweet was coded by two coders"));
        QCOMPARE(printed(krippendorffAlpha(ofCoders({"111", "111"}, '0', 2), Distance::Ordinal)),
                 std::string("n/a: only one category was used"));
        QCOMPARE(printed(cohenKappa(ofCoders({"1.", ".1"}, '0', 2))),
                 std::string("n/a: no tweet was coded by both coders"));
        QCOMPARE(printed(cohenKappa(ofCoders({"11", "11"}, '0', 2))),
                 std::string("n/a: both coders used one and the same category only"));
        QCOMPARE(printed(fleissKappa(ofCoders({"10", "1."}, '0', 2))),
                 std::string("n/a: the tweets have different numbers of labels"));
        QCOMPARE(printed(fleissKappa(ofCoders({"10"}, '0', 2))), std::string("n/a: no tweet was coded by two coders"));
        QCOMPARE(printed(fleissKappa(Ratings(2, 2))), std::string("n/a: there are no tweets"));
        QCOMPARE(printed(rawAgreement(ofCoders({"10", ".."}, '0', 2))),
                 std::string("n/a: no tweet was coded by two coders"));
    }

    void perfectAgreementIsOneAndOrderDoesNotMatter() {
        const Ratings same = ofCoders({"01201", "01201", "01201"}, '0', 3);
        for (const Distance distance : {Distance::Nominal, Distance::Ordinal, Distance::Interval})
            QCOMPARE(*krippendorffAlpha(same, distance).value, 1.0);
        QCOMPARE(*fleissKappa(same).value, 1.0);
        QCOMPARE(*rawAgreement(same).value, 1.0);
        const Ratings turned = ofCoders({"12332441251.", ".3332342251.", "123321412...", "1233224125.3"}, '1', 5);
        for (const Distance distance : {Distance::Nominal, Distance::Ordinal})
            QVERIFY(std::abs(*krippendorffAlpha(turned, distance).value -
                             *krippendorffAlpha(krippendorffExample(), distance).value) < 1e-12);
    }

    void takesOutPairsAndCategories() {
        const Ratings example = krippendorffExample();
        const Ratings pair = example.pair(0, 3);
        QCOMPARE(pair.coders(), std::size_t(2));
        QCOMPARE(pair.code(6, 0), 3);
        QCOMPARE(pair.code(6, 1), 3);
        QCOMPARE(pair.code(11, 1), kNotCoded);
        const Ratings third = example.oneAgainstRest(2);
        QCOMPARE(third.code(2, 0), 1);
        QCOMPARE(third.code(0, 0), 0);
        QCOMPARE(third.code(0, 2), kNotCoded);
        QCOMPARE(third.categories(), 2);
    }

    void aResampleOfAllTweetsOnceIsTheWhole() {
        const Ratings example = krippendorffExample();
        const Units once = {11, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        QVERIFY(std::abs(*krippendorffAlpha(example, Distance::Nominal, once).value -
                         *krippendorffAlpha(example, Distance::Nominal).value) < 1e-12);
    }

    void intervalsRepeatFromTheirSeedAndHoldTheEstimate() {
        Mt19937 random(3);
        Ratings ratings(2, 3);
        for (int i = 0; i < 400; ++i) {
            const int code = static_cast<int>(random.below(3));
            ratings.add({code, random.below(4) == 0 ? static_cast<int>(random.below(3)) : code});
        }
        const auto alpha = [&](const Units &units) { return krippendorffAlpha(ratings, Distance::Nominal, units); };
        const AgreementInterval one = bootstrapAgreement(ratings.units(), alpha, 42),
                                again = bootstrapAgreement(ratings.units(), alpha, 42),
                                other = bootstrapAgreement(ratings.units(), alpha, 43);
        QVERIFY(one.isDefined && one.draws == 2000 && one.undefined == 0);
        QCOMPARE(one.low, again.low);
        QCOMPARE(one.high, again.high);
        QVERIFY(one.low != other.low);
        const double estimate = *alpha({}).value;
        QVERIFY(one.low < estimate && estimate < one.high && one.high - one.low > 0.05 && one.high - one.low < 0.2);
    }

    void resamplesWithoutACoefficientAreCounted() {
        const Ratings scarce =
            ofCoders({"1000000000", "1000000000"}, '0', 2);  // without the one tweet: one category only
        const AgreementInterval interval = bootstrapAgreement(
            10, [&](const Units &units) { return cohenKappa(scarce, KappaWeights::None, units); }, 1);
        QVERIFY(interval.isDefined && interval.undefined > 500 && interval.undefined < 900);  // .9^10 of 2,000 is 697
        QVERIFY(!bootstrapAgreement(
                     0, [](const Units &) { return Coefficient{}; }, 1)
                     .isDefined);
    }
};

QTEST_APPLESS_MAIN(CoefficientsTest)
#include "coefficients_test.moc"
