// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>

#include "core/learn/packing.h"

using namespace warbler;

namespace {
std::vector<std::int64_t> flat(const std::vector<std::vector<std::int64_t>> &batches) {
    std::vector<std::int64_t> all;
    for (const std::vector<std::int64_t> &batch : batches)
        all.insert(all.end(), batch.begin(), batch.end());
    return all;
}
std::vector<std::int64_t> lengthsOf(std::int64_t n) {
    std::vector<std::int64_t> lengths;
    for (std::int64_t i = 0; i < n; ++i)
        lengths.push_back(3 + (i * 37) % 50);
    return lengths;
}
}  // namespace

class PackingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRowIsUsedOnceInAnEpoch() {
        for (std::int64_t n : {1, 7, 16, 129, 1000})
            for (bool shuffle : {true, false}) {
                std::vector<std::int64_t> all = flat(epochBatches(lengthsOf(n), 16, shuffle, 42, 3));
                std::sort(all.begin(), all.end());
                for (std::int64_t i = 0; i < n; ++i)
                    QCOMPARE(all[std::size_t(i)], i);
                QCOMPARE(std::int64_t(all.size()), n);
            }
    }
    void withoutShufflingRowsKeepTheirOrder() {
        const auto batches = epochBatches(lengthsOf(10), 4, false, 42, 1);
        QCOMPARE(batches.size(), std::size_t(3));
        QCOMPARE(batches[2], (std::vector<std::int64_t>{8, 9}));
    }
    void epochsAndSeedsDiffer() {
        const std::vector<std::int64_t> lengths = lengthsOf(200);
        QCOMPARE(epochBatches(lengths, 16, true, 42, 1), epochBatches(lengths, 16, true, 42, 1));
        QVERIFY(epochBatches(lengths, 16, true, 42, 1) != epochBatches(lengths, 16, true, 42, 2));
        QVERIFY(epochBatches(lengths, 16, true, 42, 1) != epochBatches(lengths, 16, true, 43, 1));
    }
    void batchesHoldSimilarLengths() {
        const std::vector<std::int64_t> lengths = lengthsOf(128);
        std::int64_t padding = 0;
        for (const auto &batch : epochBatches(lengths, 16, true, 42, 1)) {
            std::int64_t longest = 0, sum = 0;
            for (std::int64_t index : batch) {
                longest = std::max(longest, lengths[std::size_t(index)]);
                sum += lengths[std::size_t(index)];
            }
            padding += longest * std::int64_t(batch.size()) - sum;
        }
        QVERIFY(padding < 128 * 5);  // unsorted: about 128 * 22
    }
    void packsKeepTheirLimitAndEveryRow() {
        const std::vector<std::int64_t> lengths = lengthsOf(300);
        const auto packs = lengthSortedPacks(lengths, 120);
        for (const auto &pack : packs) {
            std::int64_t tokens = 0;
            for (std::int64_t index : pack)
                tokens += lengths[std::size_t(index)];
            QVERIFY(tokens <= 120);
        }
        std::vector<std::int64_t> all = flat(packs);
        QCOMPARE(lengths[std::size_t(all.front())], 52);
        std::sort(all.begin(), all.end());
        QCOMPARE(std::int64_t(all.size()), 300);
        QCOMPARE(std::unique(all.begin(), all.end()), all.end());
    }
    void aRowLongerThanThePackStandsAlone() {
        const std::vector<std::int64_t> lengths = {5, 500, 5};
        QCOMPARE(lengthSortedPacks(lengths, 10), (std::vector<std::vector<std::int64_t>>{{1}, {0, 2}}));
        QVERIFY(lengthSortedPacks({}, 10).empty());
    }
    void microBatchesAreEvenAndKeepBothLimits() {
        using Ends = std::vector<std::size_t>;
        QCOMPARE(microBatchEnds(std::vector<std::int64_t>(16, 136), 16, 1024), (Ends{5, 11, 16}));  // not 7, 7 and 2
        QCOMPARE(microBatchEnds(std::vector<std::int64_t>(16, 64), 16, 1024), Ends{16});
        QCOMPARE(microBatchEnds(std::vector<std::int64_t>(16, 64), 4, 1024), (Ends{4, 8, 12, 16}));
        QCOMPARE(microBatchEnds(std::vector<std::int64_t>{5000, 1, 1}, 16, 1024), (Ends{1, 3}));
        QVERIFY(microBatchEnds({}, 16, 1024).empty());
        for (std::int64_t seed = 1; seed <= 200; ++seed) {
            const std::vector<std::int64_t> rows = lengthsOf(std::size_t(seed % 33 + 1));
            const std::int64_t limit = 60 + seed, most = 1 + seed % 9;
            std::size_t begin = 0;
            for (const std::size_t end : microBatchEnds(rows, most, limit)) {
                QVERIFY(end > begin && std::int64_t(end - begin) <= most);
                std::int64_t sum = 0;
                for (std::size_t i = begin; i < end; ++i)
                    sum += rows[i];
                QVERIFY(sum <= limit || end == begin + 1);
                begin = end;
            }
            QCOMPARE(begin, rows.size());
        }
    }
};

QTEST_APPLESS_MAIN(PackingTest)
#include "packing_test.moc"
