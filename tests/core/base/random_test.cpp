// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QTest>

#include "core/base/random.h"
#include "tests/golden/golden.h"

using namespace warbler;

class RandomTest : public QObject {
    Q_OBJECT
private slots:
    void drawsEqualNumpys();
    void aRestoredStateGoesOnAsBefore();
    void belowOneDrawsNothing();
    void permutationsHoldEachNumberOnce();
    void streamsDifferByNameAndSeed();
};

void RandomTest::drawsEqualNumpys() {
    const nlohmann::json file = golden("random.json");
    for (const nlohmann::json &wanted : file.at("draws")) {
        const auto seed = wanted.at("seed").get<std::uint32_t>();
        Mt19937 words(seed);
        std::vector<std::uint32_t> all(1500);
        for (std::uint32_t &word : all)
            word = words.next();
        std::vector<std::uint32_t> chosen(all.begin(), all.begin() + 5);
        chosen.insert(chosen.end(), all.begin() + 620, all.begin() + 630);
        chosen.insert(chosen.end(), all.begin() + 1245, all.begin() + 1250);
        chosen.insert(chosen.end(), all.end() - 3, all.end());
        QCOMPARE(chosen, wanted.at("words").get<std::vector<std::uint32_t>>());

        Mt19937 bounded(seed);
        for (std::size_t i = 0; i < file.at("bounds").size(); ++i)
            QCOMPARE(bounded.below(file.at("bounds")[i].get<std::uint32_t>()),
                     wanted.at("below")[i].get<std::uint32_t>());
        Mt19937 uniform(seed);
        for (const nlohmann::json &value : wanted.at("uniform"))
            QCOMPARE(uniform.uniform(), value.get<double>());
        Mt19937 normal(seed);
        for (const nlohmann::json &value : wanted.at("normal"))
            QVERIFY(isNear(normal.normal(), value.get<double>(), 1e-15));
        QCOMPARE(permutation(37, seed), wanted.at("permutation").get<std::vector<std::uint32_t>>());
    }
}

void RandomTest::aRestoredStateGoesOnAsBefore() {
    Mt19937 first(7);
    for (int i = 0; i < 1000; ++i)
        first.next();
    first.normal();  // leaves one number in reserve
    const Mt19937::State state = first.state();
    Mt19937 second(8);
    second.restore(state);
    for (int i = 0; i < 700; ++i)
        QCOMPARE(second.normal(), first.normal());
}

void RandomTest::belowOneDrawsNothing() {
    Mt19937 one(3);
    Mt19937 other(3);
    QCOMPARE(one.below(1), 0U);
    QCOMPARE(one.next(), other.next());
}

void RandomTest::permutationsHoldEachNumberOnce() {
    for (const std::uint32_t n : {0U, 1U, 2U, 1000U}) {
        std::vector<std::uint32_t> order = permutation(n, 5U);
        std::sort(order.begin(), order.end());
        QCOMPARE(order.size(), std::size_t(n));
        for (std::uint32_t i = 0; i < n; ++i)
            QCOMPARE(order[i], i);
    }
}

void RandomTest::streamsDifferByNameAndSeed() {
    // printf '\x00...split' | sha256sum: 8 zero bytes, then the name; first 4 bytes little-endian.
    QCOMPARE(streamSeed(0, "split"), 0x4fa6651cU);
    QCOMPARE(streamSeed(0x0102030405060708ULL, "shuffle.3"), 0x84e52ce9U);
    QVERIFY(streamSeed(1, "init") != streamSeed(2, "init"));
    QVERIFY(streamSeed(1, "init") != streamSeed(1, "split"));
}

QTEST_APPLESS_MAIN(RandomTest)
#include "random_test.moc"
