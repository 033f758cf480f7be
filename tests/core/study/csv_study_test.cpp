// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/csv_study.h"

#include <set>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "tests/support/refusal.h"

using namespace warbler;

class CsvStudyTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    CsvStudyRequest requestFor(const std::string &csv) const {
        CsvStudyRequest request;
        request.path = m_folder.filePath(QStringLiteral("tweets.csv")).toStdString();
        saveFile(request.path, csv);
        return request;
    }
    // 40 labelled tweets, every fourth "yes", and four without a label.
    static std::string fortyFour() {
        std::string csv = "id,text,label,fold\n";
        for (int i = 0; i < 44; ++i)
            csv += std::to_string(100 + i) + ",tweet number " + std::to_string(i * 7919) + "," +
                   (i >= 40      ? ""
                    : i % 4 == 0 ? "yes"
                                 : "no") +
                   "," + (i % 5 == 0 ? "test" : "train") + "\n";
        return csv;
    }

private slots:
    void rowsCategoriesAndSidesAreThoseOfTheFile();
    void theSameSeedGivesTheSameStudyAndAnotherAnother();
    void aColumnOfSidesIsObeyed();
    void duplicatesStayOnOneSide();
    void numbersAreLearntAsNumbers();
    void whatCannotBeLearntFromIsRefusedWithTheNextStep_data();
    void whatCannotBeLearntFromIsRefusedWithTheNextStep();
    void fewTweetsOfACategoryAreToldOnce();
};

void CsvStudyTest::rowsCategoriesAndSidesAreThoseOfTheFile() {
    const Study study = studyFromCsv(requestFor(fortyFour()));
    QCOMPARE(study.rows.size(), std::size_t(40));
    QCOMPARE(study.unlabelled, std::int64_t(4));
    QCOMPARE(study.categories.size(), std::size_t(2));
    QCOMPARE(study.categories[0].value, std::string("no"));
    QCOMPARE(study.categories[std::size_t(study.positive)].value, std::string("yes"));
    QCOMPARE(study.rows[4].id.text(), std::string("104"));
    QCOMPARE(study.rows[4].category, 1);
    QCOMPARE(study.count(Side::Train) + study.count(Side::Validation) + study.count(Side::Test), std::int64_t(40));
    for (const Side side : {Side::Train, Side::Validation, Side::Test}) {
        QCOMPARE(study.count(side), std::int64_t(study.side(side).size()));
        const double share = double(study.count(side, 1)) / double(study.count(side));
        QVERIFY2(share > 0.1 && share < 0.4, "each side has its share of the category");
    }
    QCOMPARE(std::int64_t(study.trainOrder.size()), study.count(Side::Train));
}

void CsvStudyTest::theSameSeedGivesTheSameStudyAndAnotherAnother() {
    CsvStudyRequest request = requestFor(fortyFour());
    const std::string hash = studyFromCsv(request).dataHash();
    QCOMPARE(studyFromCsv(request).dataHash(), hash);
    request.seed = 43;
    QVERIFY(studyFromCsv(request).dataHash() != hash);
    request.seed = 42;
    std::string csv = fortyFour();
    csv.replace(csv.find("7919"), 4, "7918");
    QVERIFY(studyFromCsv(requestFor(csv)).dataHash() != hash);
}

void CsvStudyTest::aColumnOfSidesIsObeyed() {
    CsvStudyRequest request = requestFor(fortyFour());
    request.split = "column:fold";
    const Study study = studyFromCsv(request);
    for (std::size_t i = 0; i < study.rows.size(); ++i)
        QCOMPARE(study.rows[i].side, i % 5 == 0 ? Side::Test : Side::Train);
    request.split = "column:folds";
    const Error error = test::refusalOf([&] { studyFromCsv(request); });
    QCOMPARE(error.code(), ErrorCode::MissingColumn);
    QVERIFY2(error.detail().find("\"folds\"") != std::string::npos, error.what());
}

void CsvStudyTest::duplicatesStayOnOneSide() {
    std::string csv = "id,text,label\n";
    for (int i = 0; i < 60; ++i)
        csv += std::to_string(i) + (i % 2 == 0 ? ",the same rumour " : ",RT @someone: the same rumour ") +
               std::to_string(i / 2) + (i / 2 % 2 == 0 ? ",a\n" : ",b\n");
    const Study study = studyFromCsv(requestFor(csv));
    for (std::size_t i = 0; i + 1 < study.rows.size(); i += 2)
        QCOMPARE(study.rows[i].side, study.rows[i + 1].side);
}

void CsvStudyTest::numbersAreLearntAsNumbers() {
    std::string csv = "id,text,label\n";
    for (int i = 0; i < 40; ++i)
        csv += std::to_string(i) + ",words " + std::to_string(i) + "," + std::to_string(i % 7) + ".5\n";
    CsvStudyRequest request = requestFor(csv);
    request.task = Task::Regression;
    const Study study = studyFromCsv(request);
    QVERIFY(study.categories.empty());
    QCOMPARE(*study.rows[9].number, 2.5);
    const Error error = test::refusalOf([&] {
        CsvStudyRequest broken = requestFor(csv + "41,words,much\n");
        broken.task = Task::Regression;
        studyFromCsv(broken);
    });
    QCOMPARE(error.code(), ErrorCode::BadData);
    QVERIFY2(error.detail().find("line 42, column label: \"much\"") != std::string::npos, error.what());
}

void CsvStudyTest::whatCannotBeLearntFromIsRefusedWithTheNextStep_data() {
    QTest::addColumn<QString>("csv");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const std::string &csv, ErrorCode code) {
        QTest::newRow(name) << QString::fromStdString(csv) << static_cast<int>(code);
    };
    std::string one = "id,text,label\n", rare = "id,text,label\n", many = "id,text,label\n";
    for (int i = 0; i < 30; ++i)
        one += std::to_string(i) + ",words " + std::to_string(i) + ",yes\n";
    for (int i = 0; i < 30; ++i)
        rare += std::to_string(i) + ",words " + std::to_string(i) + (i == 3 ? ",yes\n" : ",no\n");
    for (int i = 0; i < 300; ++i)
        many += std::to_string(i) + ",words " + std::to_string(i) + ",value" + std::to_string(i) + "\n";
    row("one category", one, ErrorCode::OneCategory);
    row("one tweet of a category", rare, ErrorCode::TooFewLabels);
    row("no label", "id,text,label\n1,words here,\n2,more words,\n", ErrorCode::TooFewLabels);
    row("a column of texts", many, ErrorCode::BadData);
    row("no column of labels", "id,text,moderator\n1,words here,anna\n2,more words,bert\n", ErrorCode::Usage);
}

void CsvStudyTest::whatCannotBeLearntFromIsRefusedWithTheNextStep() {
    QFETCH(QString, csv);
    QFETCH(int, code);
    const Error error = test::refusalOf([&] { studyFromCsv(requestFor(csv.toStdString())); });
    QVERIFY2(static_cast<int>(error.code()) == code, error.what());
    QVERIFY(!error.hint().empty());
}

void CsvStudyTest::fewTweetsOfACategoryAreToldOnce() {
    std::string csv = "id,text,label\n";
    for (int i = 0; i < 60; ++i)
        csv += std::to_string(i) + ",words " + std::to_string(i) + (i % 10 == 0 ? ",yes\n" : ",no\n");
    const Study study = studyFromCsv(requestFor(csv));
    QCOMPARE(scarceCategories(study), std::vector<int>{1});
    QCOMPARE(std::count_if(study.warnings.begin(), study.warnings.end(),
                           [](const std::string &warning) { return warning.find("unsteady") != std::string::npos; }),
             std::ptrdiff_t(1));
}

QTEST_APPLESS_MAIN(CsvStudyTest)
#include "csv_study_test.moc"
