// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QTest>

#include "core/corpus/codebook_repository.h"
#include "tests/support/temp_project.h"
#include "ui/pages/page.h"
#include "ui/support/dialogs.h"

using namespace warbler;
using namespace warbler::ui;
using warbler::test::TestWindow;

class CodebookPageTest : public QObject {
    Q_OBJECT

    std::unique_ptr<TestWindow> m_test;
    Codebook codebook() { return CodebookRepository(m_test->session().project()).load(); }

private Q_SLOTS:
    void init() { m_test = std::make_unique<TestWindow>(); }
    void cleanup() { m_test.reset(); }

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
};

QTEST_MAIN(CodebookPageTest)
#include "codebook_page_test.moc"
