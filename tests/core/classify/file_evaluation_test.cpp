// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/file_evaluation.h"

#include <cmath>
#include <fstream>

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/error.h"
#include "tests/support/refusal.h"

using namespace warbler;

class FileEvaluationTest : public QObject {
    Q_OBJECT

private slots:
    void answersAndScoresHaveTheirFigures();
    void scoresThatAreNoProbabilitiesOnlyRank();
    void spellingsOfOneNumberAreOneCategory();
    void whatIsWrongIsNamed();

private:
    FileEvaluationRequest request(const std::string &csv) const;

    QTemporaryDir m_folder;
};

namespace {

bool isNear(double found, double wanted) { return std::abs(found - wanted) < 1e-12; }

bool contains(const std::string &text, const std::string &part) { return text.find(part) != std::string::npos; }

// One yes is found, one is missed, one has no answer; one of two noes is right.
constexpr const char *kRows = "truth,predicted,score\n1,1,0.9\n1,0,0.4\n0,0,0.2\n0,1,0.6\n1,,0.8\n";

}  // namespace

FileEvaluationRequest FileEvaluationTest::request(const std::string &csv) const {
    const std::string path = m_folder.filePath("answers.csv").toStdString();
    std::ofstream(path) << csv;
    return {path, "truth", "predicted", "score", "1", {}};
}

void FileEvaluationTest::answersAndScoresHaveTheirFigures() {
    const FileEvaluation file = evaluateFile(request(kRows));
    QCOMPARE(file.evaluation.rows, std::int64_t(5));
    QVERIFY(isNear(file.evaluation.scores.accuracy, 0.4));
    QVERIFY(isNear(file.evaluation.scores.precision, 0.5) && isNear(file.evaluation.scores.recall, 1.0 / 3));
    QVERIFY(file.ofScores.has_value());
    // Of the six pairs of a yes and a no, five are in order.
    QVERIFY(isNear(*file.ofScores->roc.auc, 5.0 / 6));
    QVERIFY(isNear(*file.ofScores->brier, (0.01 + 0.36 + 0.04 + 0.36 + 0.04) / 5));
    const nlohmann::ordered_json json = toJson(file);
    QCOMPARE(json.at("confusion").dump(), std::string("[[1,1],[1,1]]"));
    QCOMPARE(json.at("other").get<int>(), 1);
    QCOMPARE(json.at("roc").at("thresholds").at(0).get<std::string>(), std::string("inf"));
    QVERIFY(isNear(json.at("metrics").at("auc").get<double>(), 5.0 / 6));
    QVERIFY(file.warnings.empty());
}

void FileEvaluationTest::scoresThatAreNoProbabilitiesOnlyRank() {
    const FileEvaluation file = evaluateFile(request("truth,predicted,score\n1,1,3\n0,0,-2\n1,0,1\n"));
    QVERIFY(isNear(*file.ofScores->roc.auc, 1) && !file.ofScores->brier && !file.ofScores->logLoss);
    FileEvaluationRequest bare = request(kRows);
    bare.score.clear();
    QVERIFY(!evaluateFile(bare).ofScores);
    QVERIFY(!toJson(evaluateFile(bare)).contains("roc"));
}

void FileEvaluationTest::spellingsOfOneNumberAreOneCategory() {
    const FileEvaluation file = evaluateFile(request("truth,predicted,score\n1,1.0,0.9\n0,0,0.1\n"));
    QVERIFY(isNear(file.evaluation.scores.accuracy, 1));
    QCOMPARE(file.evaluation.categories.size(), std::size_t(2));
    QCOMPARE(file.warnings.size(), std::size_t(1));
    QVERIFY(contains(file.warnings.front(), "count as one category"));
}

void FileEvaluationTest::whatIsWrongIsNamed() {
    FileEvaluationRequest other = request(kRows);
    other.truth = "gold";
    const Error column = test::refusalOf([&] { evaluateFile(other); });
    QVERIFY(column.code() == ErrorCode::MissingColumn && contains(column.detail(), "truth, predicted, score"));
    FileEvaluationRequest positive = request(kRows);
    positive.positive = "2";
    QVERIFY(test::refusalOf([&] { evaluateFile(positive); }).code() == ErrorCode::UnknownLabel);
    const Error score = test::refusalOf([&] { evaluateFile(request("truth,predicted,score\n1,1,high\n")); });
    QVERIFY(contains(score.detail(), "line 2, column score: \"high\" is no number"));
    QVERIFY(test::refusalOf([&] { evaluateFile(request("truth,predicted,score\n,1,0.5\n")); }).code() ==
            ErrorCode::EmptyFile);
}

QTEST_APPLESS_MAIN(FileEvaluationTest)
#include "file_evaluation_test.moc"
