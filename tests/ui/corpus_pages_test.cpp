// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include "core/corpus/codebook_repository.h"
#include "tests/support/temp_project.h"
#include "ui/dialogs/import_dialog.h"
#include "ui/pages/codebook/category_model.h"
#include "ui/pages/label/label_page.h"
#include "ui/support/dialogs.h"
#include "ui/support/text.h"
#include "ui/widgets/bar_chart.h"
#include "ui/widgets/tweet_model.h"

using namespace warbler;
using namespace warbler::ui;
using warbler::test::TestWindow;

// Overview, Tweets and Codebook over one real project.
class CorpusPagesTest : public QObject {
    Q_OBJECT

    std::unique_ptr<TestWindow> m_test;
    Codebook codebook() { return CodebookRepository(m_test->session().project()).load(); }

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

    void categoriesAreAddedChangedMovedAndArchived() {
        m_test->importGenerated(40, 20);
        m_test->window().showPage(PageId::Codebook);
        auto *list = m_test->find<QListView>(QStringLiteral("categoryList"));
        const QAbstractItemModelTester tester(list->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(list->model()->rowCount(), 2);
        QVERIFY2(list->model()->index(0, 0).data().toString().contains(QStringLiteral("key 1")),
                 qPrintable(list->model()->index(0, 0).data().toString()));
        dialogs::setNextText(QStringLiteral("Unclear"));
        m_test->trigger(QStringLiteral("actionAddCategory"));
        QCOMPARE(list->model()->rowCount(), 3);
        QVERIFY(codebook().findName("Unclear"));
        QVERIFY(!codebook().findName("Unclear")->key.empty());
        m_test->trigger(QStringLiteral("actionMoveCategoryUp"));
        QCOMPARE(codebook().active()[1].name, std::string("Unclear"));
        auto *name = m_test->find<QLineEdit>(QStringLiteral("categoryNameField"));
        name->setText(QStringLiteral("Hard to say"));
        Q_EMIT name->editingFinished();
        QCOMPARE(codebook().active()[1].name, std::string("Hard to say"));
        QCOMPARE(codebook().active()[1].value, std::string("Unclear"));
        m_test->trigger(QStringLiteral("actionArchiveCategory"));
        QCOMPARE(codebook().active().size(), std::size_t(2));
        // One with labels asks first; the safe answer keeps it.
        list->setCurrentIndex(list->model()->index(0, 0));
        QTRY_VERIFY(list->model()->index(0, 0).data().toString().contains(QStringLiteral("10 tweets")));
        dialogs::setNextAnswer(0);
        m_test->trigger(QStringLiteral("actionArchiveCategory"));
        QVERIFY(dialogs::lastQuestion().contains(QStringLiteral("10 tweets")));
        QCOMPARE(codebook().active().size(), std::size_t(2));
    }

    void anArchivedCategoryStaysInSightAndComesBack() {
        m_test->importGenerated(40, 20);
        m_test->window().showPage(PageId::Codebook);
        auto *list = m_test->find<QListView>(QStringLiteral("categoryList"));
        list->setCurrentIndex(list->model()->index(1, 0));
        QTRY_VERIFY(list->model()->index(1, 0).data().toString().contains(QStringLiteral("10 tweets")));
        const Category before = codebook().active()[1];
        CodebookRepository(m_test->session().project()).setPositive(before.id);
        m_test->session().tellCodebookChanged();
        dialogs::setNextAnswer(1);
        m_test->trigger(QStringLiteral("actionArchiveCategory"));
        QCOMPARE(codebook().active().size(), std::size_t(1));
        QCOMPARE(list->model()->rowCount(), 2);
        QVERIFY(list->model()->index(1, 0).data().toString().contains(QStringLiteral("archived")));
        // Undone: as it was, key and interest included.
        m_test->trigger(QStringLiteral("actionUndoCodebook"));
        QVERIFY(codebook().active().at(1) == before);
        QCOMPARE(codebook().positive().row, before.id.row);
        QVERIFY(!m_test->find<QAction>(QStringLiteral("actionUndoCodebook"))->isEnabled());
        // Archived and brought back by hand, which can be undone as well.
        dialogs::setNextAnswer(1);
        m_test->trigger(QStringLiteral("actionArchiveCategory"));
        QVERIFY(!m_test->find<QAction>(QStringLiteral("actionArchiveCategory"))->isEnabled());
        m_test->trigger(QStringLiteral("actionRestoreCategory"));
        QCOMPARE(codebook().active().size(), std::size_t(2));
        QVERIFY(!codebook().find(before.id)->key.empty());
        m_test->trigger(QStringLiteral("actionUndoCodebook"));
        QCOMPARE(codebook().active().size(), std::size_t(1));
    }

    void anErrorOfTheCodebookGoesWhenItIsMended() {
        m_test->importGenerated(40, 20);
        m_test->window().showPage(PageId::Codebook);
        auto *name = m_test->find<QLineEdit>(QStringLiteral("categoryNameField"));
        auto *notice = m_test->find<QWidget>(QStringLiteral("noticeLine"));
        name->setText(QStringLiteral("yes"));
        Q_EMIT name->editingFinished();
        QVERIFY(notice->isVisible());
        name->setText(QStringLiteral("nope"));
        Q_EMIT name->editingFinished();
        QVERIFY(!notice->isVisible());
    }

    void twoCategoriesOfOneNameAreRefused() {
        m_test->importGenerated(40, 20);
        m_test->window().showPage(PageId::Codebook);
        dialogs::setNextText(QStringLiteral("yes"));
        m_test->trigger(QStringLiteral("actionAddCategory"));
        QCOMPARE(codebook().active().size(), std::size_t(2));
        QVERIFY(m_test->find<QLabel>(QStringLiteral("noticeSentence"))->isVisible());
    }

    void theOverviewCountsWhatSqlCounts() {
        m_test->importGenerated(90, 30);
        m_test->window().showPage(PageId::Overview);
        QTRY_COMPARE(m_test->find<QLabel>(QStringLiteral("stepFigure1"))->text(), QStringLiteral("90"));
        QCOMPARE(m_test->find<QLabel>(QStringLiteral("stepFigure2"))->text(), QStringLiteral("2"));
        QCOMPARE(m_test->find<QLabel>(QStringLiteral("stepFigure3"))->text(), QStringLiteral("30"));
        const auto &bars = m_test->find<BarChart>(QStringLiteral("labelsSoFar"))->bars();
        QCOMPARE(bars.size(), std::size_t(2));
        QCOMPARE(bars[0].count + bars[1].count, std::int64_t(30));
        QCOMPARE(m_test->action(QStringLiteral("actionNextStep"))->text(), QStringLiteral("Label\u2026"));
    }

    void withoutAProjectTheCodebookAsksForNoCategory() {
        m_test->window().showPage(PageId::Codebook);
        auto *sentence = m_test->find<QLabel>(QStringLiteral("codebookEmptySentence"));
        QVERIFY(sentence->isVisible());
        QCOMPARE(sentence->text(), QStringLiteral("No project is open."));
        m_test->importCsv(m_test->folder().write(QStringLiteral("raw.csv"), "id,text\n1,a b\n2,b c\n"));
        QVERIFY(sentence->text().contains(QStringLiteral("Add the first one")));
        m_test->session().closeProject();
        QCOMPARE(sentence->text(), QStringLiteral("No project is open."));
    }

    void anEmptyProjectAsksForTweetsFirst() {
        m_test->session().createProject(m_test->folder().path(QStringLiteral("empty.warbler")));
        auto *next = m_test->find<QWidget>(QStringLiteral("nextStepButton"));
        QTRY_VERIFY(next->isVisible());
        QCOMPARE(m_test->action(QStringLiteral("actionNextStep"))->text(), QStringLiteral("Import tweets\u2026"));
        dialogs::setNextFile(m_test->folder().write(QStringLiteral("raw.csv"), "id,text\n1,a b\n2,b c\n"));
        m_test->trigger(QStringLiteral("actionNextStep"));
        auto *dialog = m_test->find<ImportDialog>(QStringLiteral("importDialog"));
        QVERIFY(dialog);
        dialog->reject();
    }

    void withoutAProjectThereIsOneThingToDo() {
        QVERIFY(m_test->find<QWidget>(QStringLiteral("importTweetsButton"))->isVisible());
        QVERIFY(m_test->find<QWidget>(QStringLiteral("openDemoButton"))->isVisible());
        QVERIFY(!m_test->find<QWidget>(QStringLiteral("nextStepButton"))->isVisible());
    }
};

QTEST_MAIN(CorpusPagesTest)
#include "corpus_pages_test.moc"
