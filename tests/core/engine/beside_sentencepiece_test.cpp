// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/text/tokenizers/load_tokenizer.h"
#include "tests/core/engine/engine_fixture.h"

using namespace warbler;
using namespace warbler::test;

// torch and sentencepiece each carry a protobuf. One process must be able to use both, in this order too.
class BesideSentencepieceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneProcessTokenisesAndRunsAForwardPass() {
        const std::string path =
            std::string(std::getenv("WARBLER_TEST_SOURCE")) + "/tests/data/models/tiny_sentencepiece/tokenizer.model";
        const std::vector<TokenId> before = loadTokenizer(path)->encode("a heron in the park");
        QVERIFY(before.size() > 2);
        loadTiny("tiny_bloom");
        QCOMPARE(loadTokenizer(path)->encode("a heron in the park"), before);
        Scoring scoring;
        scoring.labels = {{11}, {12, 13}};
        scoring.categories = 2;
        std::vector<Prediction> all;
        realEngine().predict(nullptr, scoring, rowsWithMark(3, 1), {},
                             [&](std::int64_t, std::vector<Prediction> part) { all = part; });
        QCOMPARE(all.size(), std::size_t(3));
        QVERIFY(all[0].logProbabilities[0] < 0);
        QCOMPARE(loadTokenizer(path)->encode("a heron in the park"), before);
    }
};

QTEST_APPLESS_MAIN(BesideSentencepieceTest)
#include "beside_sentencepiece_test.moc"
