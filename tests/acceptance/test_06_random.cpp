// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/random.h"
#include "core/codebook/split.h"
#include "tests/golden/golden.h"

using namespace warbler;

class Acceptance06Random : public QObject {
    Q_OBJECT

private slots:
    void theGeneratorIsNumpys();
    void permutationsAreNumpys();
    void theNotebookSplitIsPandas();
};

void Acceptance06Random::theGeneratorIsNumpys() { QCOMPARE(Mt19937(42).next(), 1608637542U); }

void Acceptance06Random::permutationsAreNumpys() {
    const std::vector<std::uint32_t> order = permutation(500, 42U);
    QCOMPARE(std::vector<std::uint32_t>(order.begin(), order.begin() + 10),
             (std::vector<std::uint32_t>{361, 73, 374, 155, 104, 394, 377, 124, 68, 450}));
    QCOMPARE(std::vector<std::uint32_t>(order.begin() + 400, order.begin() + 410),
             (std::vector<std::uint32_t>{212, 295, 457, 251, 488, 486, 303, 350, 269, 201}));
    for (const nlohmann::json &wanted : golden("split.json").at("permutations"))
        QCOMPARE(permutation(wanted.at("n").get<std::uint32_t>(), wanted.at("seed").get<std::uint32_t>()),
                 wanted.at("order").get<std::vector<std::uint32_t>>());
}

void Acceptance06Random::theNotebookSplitIsPandas() {
    for (const nlohmann::json &wanted : golden("split.json").at("notebook")) {
        std::vector<int> labels;
        for (char label : wanted.at("labels").get<std::string>())
            labels.push_back(label - '0');
        const Split split = notebookSplit(labels, 1, wanted.at("downsample").get<std::uint32_t>());
        QCOMPARE(split.trainingOrder, wanted.at("train").get<std::vector<std::uint32_t>>());
        std::vector<Side> sides(labels.size(), Side::Train);
        for (std::size_t row : wanted.at("test").get<std::vector<std::size_t>>())
            sides[row] = Side::Test;
        QCOMPARE(split.sides, sides);
    }
}

QTEST_APPLESS_MAIN(Acceptance06Random)
#include "test_06_random.moc"
