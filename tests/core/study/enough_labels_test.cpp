// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/enough_labels.h"

#include <QTest>

using namespace warbler;

class EnoughLabelsTest : public QObject {
    Q_OBJECT

    Codebook m_codebook;
    LabelCounts m_counts;

    void add(std::int64_t id, const char *value, std::int64_t labels) {
        Category category;
        category.id = CodeId{id};
        category.value = value;
        m_codebook.add(category);
        m_counts.perCode[id] = labels;
    }

private Q_SLOTS:
    void init() {
        m_codebook = {};
        m_counts = {};
    }

    void everyCategoryNeedsTwenty() {
        add(1, "yes", kLabelsToTrain);
        add(2, "no", kLabelsToTrain - 1);
        QVERIFY(!isEnoughToTrain(m_codebook, m_counts));
        m_counts.perCode[2] = kLabelsToTrain;
        QVERIFY(isEnoughToTrain(m_codebook, m_counts));
    }

    void oneCategoryIsNoChoice() {
        add(1, "yes", 1000);
        QVERIFY(!isEnoughToTrain(m_codebook, m_counts));
        QVERIFY(!isEnoughToTrain({}, m_counts));
    }

    void aCategoryWithoutLabelsCountsAndAnArchivedOneDoesNot() {
        add(1, "yes", 100);
        add(2, "no", 100);
        add(3, "unclear", 0);
        m_counts.perCode.erase(3);
        QVERIFY(!isEnoughToTrain(m_codebook, m_counts));
        m_codebook.archive(CodeId{3});
        QVERIFY(isEnoughToTrain(m_codebook, m_counts));
    }
};

QTEST_APPLESS_MAIN(EnoughLabelsTest)
#include "enough_labels_test.moc"
