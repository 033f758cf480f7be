// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <cmath>

#include "core/base/random.h"
#include "core/codebook/split.h"
#include "core/metrics/intervals.h"

using namespace warbler;

class Acceptance22KFold : public QObject {
    Q_OBJECT

private slots:
    void eachRowIsTestedOnceAndCategoriesAreSpreadEvenly();
    void meanComesWithSdAndSe();
};

void Acceptance22KFold::eachRowIsTestedOnceAndCategoriesAreSpreadEvenly() {
    Mt19937 generator(22);
    for (int repeat = 0; repeat < 50; ++repeat) {
        const int k = 2 + static_cast<int>(generator.below(9)), categories = 2 + static_cast<int>(generator.below(4));
        std::vector<int> labels(static_cast<std::size_t>(k) + generator.below(200));
        for (int &label : labels)
            label = static_cast<int>(generator.below(static_cast<std::uint32_t>(categories)));
        const std::vector<int> folds = kFold(labels, {}, k, generator.next());
        QCOMPARE(folds.size(), labels.size());
        for (int category = 0; category < categories; ++category) {
            std::vector<int> counts(static_cast<std::size_t>(k), 0);
            for (std::size_t row = 0; row < folds.size(); ++row)
                counts.at(static_cast<std::size_t>(folds[row])) += labels[row] == category ? 1 : 0;
            const auto ends = std::minmax_element(counts.begin(), counts.end());
            QVERIFY(*ends.second - *ends.first <= 1);
        }
    }
}

void Acceptance22KFold::meanComesWithSdAndSe() {
    const std::vector<double> values = {.8, .82, .84, .86, .88};
    const MeanSd result = meanSd(values);
    QVERIFY(std::abs(result.mean - .84) < 1e-12);
    QVERIFY(std::abs(result.sd - .031622777) < 1e-9);
    QVERIFY(std::abs(result.se - .014142136) < 1e-9);
    QVERIFY(std::isnan(meanSd(std::vector<double>{.5}).sd));
}

QTEST_APPLESS_MAIN(Acceptance22KFold)
#include "test_22_kfold.moc"
