// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/study.h"

#include <QTest>

#include "core/base/error.h"
#include "tests/support/refusal.h"

using namespace warbler;

class StudyTest : public QObject {
    Q_OBJECT

private slots:
    void theCategoryOfInterestIsTheOneAskedFor();
    void fewTrainingTweetsMakeACategoryScarce();
    void whatCannotBeLearntIsRefused();
};

namespace {

Study studyOf(std::int64_t no, std::int64_t yes) {
    Study study;
    study.categories = {{"0", "No", " no", {}}, {"1", "Yes", " yes", {}}};
    for (std::int64_t i = 0; i < no + yes; ++i) {
        StudyRow row;
        row.id = TweetId(std::to_string(i));
        row.category = i < no ? 0 : 1;
        study.rows.push_back(row);
        study.trainOrder.push_back(i);
    }
    return study;
}

}  // namespace

void StudyTest::theCategoryOfInterestIsTheOneAskedFor() {
    const Study study = studyOf(2, 2);
    QCOMPARE(indexOfInterest(study, "1", {}, 0), 1);
    QCOMPARE(indexOfInterest(study, "Yes", " no", 0), 1);  // the word is the recipe's, and only a default
    QCOMPARE(indexOfInterest(study, {}, " yes", 0), 1);
    QCOMPARE(indexOfInterest(study, {}, {}, 0), 0);
    QCOMPARE(indexOfInterest(study, "perhaps", " yes", 0), 0);
}

void StudyTest::fewTrainingTweetsMakeACategoryScarce() {
    QVERIFY(scarceCategories(studyOf(kTweetsToLearnFrom, kTweetsToLearnFrom)).empty());
    Study study = studyOf(kTweetsToLearnFrom, kTweetsToLearnFrom - 1);
    QCOMPARE(scarceCategories(study), std::vector<int>{1});
    QVERIFY(!checkedStudy(study).warnings.empty());
}

void StudyTest::whatCannotBeLearntIsRefused() {
    Study one = studyOf(4, 0);
    one.categories.pop_back();
    QVERIFY(test::refusalOf([&] { checkedStudy(one); }).code() == ErrorCode::OneCategory);
    Study few = studyOf(4, 1);
    QVERIFY(test::refusalOf([&] { checkedStudy(few); }).code() == ErrorCode::TooFewLabels);
    Study same;
    same.task = Task::Regression;
    for (int i = 0; i < 3; ++i) {
        StudyRow row;
        row.number = 2;
        same.rows.push_back(row);
        same.trainOrder.push_back(i);
    }
    test::refusalOf([&] { checkedStudy(same); });
    same.rows[0].number = 1;
    checkedStudy(same);
}

QTEST_APPLESS_MAIN(StudyTest)
#include "study_test.moc"
