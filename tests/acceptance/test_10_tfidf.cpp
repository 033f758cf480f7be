// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cmath>

#include "core/codebook/split.h"
#include "core/metrics/calibration.h"
#include "core/metrics/logistic_regression.h"
#include "core/metrics/roc_curve.h"
#include "core/metrics/scores.h"
#include "core/text/tfidf.h"
#include "tests/acceptance/gates.h"

using namespace warbler;

// The word model on the reference notebook's split, as scikit-learn's TfidfVectorizer and LogisticRegression.
class Acceptance10Tfidf : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void unweightedSaysYesToAll();
    void balancedFindsBothCategories();

private:
    std::vector<double> probabilities(ClassBalance balance) const;  // of the 100 test rows, two columns
    ConfusionMatrix matrixOf(const std::vector<double> &probabilities) const;

    std::vector<SparseRow> m_trainRows, m_testRows;
    std::vector<int> m_trainLabels, m_testLabels;
    int m_features = 0;
};

void Acceptance10Tfidf::initTestCase() {
    const Gates gates = readGates();
    const Split split = notebookSplit(gates.labels, 1);
    std::vector<std::string> texts;
    for (std::uint32_t row : split.trainingOrder)
        texts.push_back(gates.texts[row]);
    const TfidfVectorizer words = TfidfVectorizer::fit(texts);
    m_features = static_cast<int>(words.words().size());
    for (std::size_t row = 0; row < gates.texts.size(); ++row) {
        const TfidfVectorizer::Row entries = words.transform(gates.texts[row]);
        const bool isTrained = split.sides[row] == Side::Train;
        (isTrained ? m_trainRows : m_testRows).push_back({entries.columns, entries.values});
        (isTrained ? m_trainLabels : m_testLabels).push_back(gates.labels[row]);
    }
    QCOMPARE(m_testRows.size(), std::size_t(100));
    QCOMPARE(m_features, 3275);
}

std::vector<double> Acceptance10Tfidf::probabilities(ClassBalance balance) const {
    const LogisticRegression model = LogisticRegression::fit(m_trainRows, m_trainLabels, 2, m_features, balance);
    std::vector<double> result;
    for (const SparseRow &row : m_testRows)
        for (double value : model.logProbabilities(row))
            result.push_back(std::exp(value));
    return result;
}

ConfusionMatrix Acceptance10Tfidf::matrixOf(const std::vector<double> &probabilities) const {
    ConfusionMatrix matrix(2);
    for (std::size_t row = 0; row < m_testLabels.size(); ++row)
        matrix.add(m_testLabels[row], probabilities[2 * row + 1] > probabilities[2 * row] ? 1 : 0);
    return matrix;
}

void Acceptance10Tfidf::unweightedSaysYesToAll() {
    const std::vector<double> p = probabilities(ClassBalance::None);
    QCOMPARE(matrixOf(p).predictedTotal(1), std::int64_t(100));
    std::vector<double> score;
    for (std::size_t row = 0; row < m_testLabels.size(); ++row)
        score.push_back(p[2 * row + 1]);
    QVERIFY(std::abs(*rocCurve(m_testLabels, 1, score).auc - .786816) < 1e-4);
    QVERIFY(std::abs(*precisionRecallCurve(m_testLabels, 1, score).averagePrecision - .878918) < 1e-4);
    QVERIFY(std::abs(brierScore(m_testLabels, p, 2) - .192893) < 1e-4);
    QVERIFY(std::abs(logLoss(m_testLabels, p, 2) - .568695) < 1e-4);
}

void Acceptance10Tfidf::balancedFindsBothCategories() {
    const ConfusionMatrix matrix = matrixOf(probabilities(ClassBalance::Balanced));
    QCOMPARE(matrix.at(0, 0), std::int64_t(21));
    QCOMPARE(matrix.at(0, 1), std::int64_t(10));
    QCOMPARE(matrix.at(1, 0), std::int64_t(10));
    QCOMPARE(matrix.at(1, 1), std::int64_t(59));
    const Scores scores = scoresOf(matrix, 1);
    QCOMPARE(scores.accuracy, .80);
    QVERIFY(std::abs(scores.f1 - .855072) < 1e-6);
}

int main(int argc, char **argv) {
    if (!hasGates())
        return 77;
    Acceptance10Tfidf test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_10_tfidf.moc"
