// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include "tests/support/temp_project.h"
#include "ui/pages/label/label_page.h"
#include "ui/widgets/tweet_model.h"

using namespace warbler;
using namespace warbler::ui;
using warbler::test::TestWindow;

class TweetsPageTest : public QObject {
    Q_OBJECT

    std::unique_ptr<TestWindow> m_test;

private Q_SLOTS:
    void init() { m_test = std::make_unique<TestWindow>(); }
    void cleanup() { m_test.reset(); }

    void theTableIsAModelAndFilters() {
        m_test->importGenerated(1000, 120);
        m_test->window().showPage(PageId::Tweets);
        auto *model = qobject_cast<TweetModel *>(m_test->find<QTableView>(QStringLiteral("tweetsTable"))->model());
        const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_COMPARE(model->rowCount(), 1000);
        QVERIFY(model->index(999, TweetModel::Text).data().toString().startsWith(QStringLiteral("tweet 999 ")));
        QCOMPARE(model->index(0, TweetModel::Coder).data().toString(), QStringLiteral("imported"));
        m_test->find<QToolButton>(QStringLiteral("stateLabelled"))->click();
        QTRY_COMPARE(model->rowCount(), 120);
        auto *category = m_test->find<QComboBox>(QStringLiteral("categoryFilterBox"));
        category->setCurrentIndex(category->findText(QStringLiteral("yes")));
        Q_EMIT category->activated(category->currentIndex());
        QTRY_COMPARE(model->rowCount(), 60);
        m_test->find<QToolButton>(QStringLiteral("stateAny"))->click();
        category->setCurrentIndex(0);
        Q_EMIT category->activated(0);
        m_test->find<QLineEdit>(QStringLiteral("searchField"))->setText(QStringLiteral("tram"));
        QTRY_COMPARE(model->rowCount(), 500);
        QVERIFY(m_test->find<QLabel>(QStringLiteral("hitsLabel"))->text().contains(QStringLiteral("500")));
        QTRY_VERIFY(
            m_test->find<QLabel>(QStringLiteral("tweetFacts"))->text().contains(QStringLiteral("generated.csv")));
    }

    void aTweetOpensOnTheLabelPage() {
        m_test->importGenerated(60, 20);
        m_test->window().showPage(PageId::Tweets);
        auto *table = m_test->find<QTableView>(QStringLiteral("tweetsTable"));
        QTRY_COMPARE(table->model()->rowCount(), 60);
        table->selectRow(33);
        m_test->trigger(QStringLiteral("actionLabelChosenTweet"));
        QCOMPARE(static_cast<int>(m_test->window().currentPage()), static_cast<int>(PageId::Label));
        auto *page = static_cast<LabelPage *>(m_test->window().page(PageId::Label));
        QTRY_COMPARE(page->currentTweet().row, std::int64_t(34));
    }
};

QTEST_MAIN(TweetsPageTest)
#include "tweets_page_test.moc"
