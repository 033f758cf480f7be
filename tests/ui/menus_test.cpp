// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QHash>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QSignalSpy>
#include <QTest>

#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "tests/support/temp_project.h"
#include "ui/frame/page_table.h"
#include "ui/pages/label/label_page.h"
#include "ui/support/dialogs.h"
#include "ui/support/mnemonics.h"
#include "ui/support/settings.h"

using namespace warbler;
using namespace warbler::ui;
using warbler::test::TestWindow;

// The menus as the keyboard walks them, and what the Edit menu takes back.
class MenusTest : public QObject {
    Q_OBJECT

    std::unique_ptr<TestWindow> m_test;

    QMenuBar *bar() { return m_test->window().menuBar(); }
    QAction *edit(const char *name) { return m_test->find<QAction>(QString::fromLatin1(name)); }
    LabelPage *labelPage() { return static_cast<LabelPage *>(m_test->window().page(PageId::Label)); }
    std::int64_t labelled() { return LabelRepository(m_test->session().project()).counts().labelled; }

    // Entries without a letter of their own, among those that are seen.
    static QStringList faults(const QList<QAction *> &entries, const QString &where) {
        QHash<QString, QString> taken;
        QStringList found;
        for (const QAction *entry : entries) {
            if (entry->isSeparator() || !entry->isVisible())
                continue;
            const QString letter = QKeySequence::mnemonic(entry->text()).toString();
            if (letter.isEmpty())
                found << where + QStringLiteral(": no letter in ") + entry->text();
            else if (taken.contains(letter))
                found << where + QStringLiteral(": %1 in %2 and %3").arg(letter, taken[letter], entry->text());
            taken.insert(letter, entry->text());
        }
        return found;
    }
    QStringList faultsOfAllMenus() {
        QStringList found = faults(bar()->actions(), QStringLiteral("menu bar"));
        const QList<QMenu *> menus = m_test->window().findChildren<QMenu *>();
        int entries = 0;
        for (QMenu *menu : menus) {
            Q_EMIT menu->aboutToShow();
            found << faults(menu->actions(), menu->title() + menu->objectName());
            entries += static_cast<int>(menu->actions().size());
        }
        if (menus.size() < 10 || entries < 40)
            found << QStringLiteral("only %1 menus with %2 entries were found").arg(menus.size()).arg(entries);
        return found;
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("WARBLER_DEFAULT_MODEL", qgetenv("WARBLER_TEST_SOURCE") + "/tests/data/models/tiny_encoder");
        dialogs::turnBackUnanswered();
    }
    void init() { m_test = std::make_unique<TestWindow>(); }
    void cleanup() { m_test.reset(); }

    void everyEntryHasALetterOfItsOwn() {
        QStringList found = faultsOfAllMenus();
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
        for (int i = 1; i <= 12; ++i)
            addRecentFile(m_test->folder().write(QStringLiteral("R&D %1.csv").arg(i), "id,text\n1,a b\n"));
        m_test->importGenerated(30, 20);
        for (const PageEntry &entry : pageTable()) {
            m_test->window().showPage(entry.id);
            QCoreApplication::processEvents();
            found = faultsOfAllMenus();
            QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
        }
        m_test->session().startDeviceJob(QStringLiteral("Long"), [](Engine &, std::stop_token, const ReportEvent &) {});
        found = faultsOfAllMenus();
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
        QVERIFY(m_test->waitForJobs());
    }

    // Alt and a letter would open the menu and press the button by turns.
    void noButtonTakesTheLetterOfAMenu() {
        m_test->importGenerated(30, 20);
        for (const PageEntry &entry : pageTable()) {
            m_test->window().showPage(entry.id);
            QCoreApplication::processEvents();
            for (const auto *button : m_test->window().findChildren<QAbstractButton *>())
                for (const QAction *menu : bar()->actions())
                    QVERIFY2(!button->isVisible() || button->shortcut() != QKeySequence::mnemonic(menu->text()),
                             qPrintable(button->objectName() + button->text()));
        }
    }

    void wordsOfTheUserKeepTheirAmpersand() {
        QCOMPARE(withoutMnemonic(QStringLiteral("&Start R&&D")), QStringLiteral("Start R&&D"));
        QCOMPARE(withoutMnemonic(QStringLiteral("Start&")), QStringLiteral("Start"));
        QCOMPARE(withPlainAmpersands(QStringLiteral("R&D")), QStringLiteral("R&&D"));
        const QString file = m_test->folder().write(QStringLiteral("R&D.csv"), "id,text\n1,a b\n");
        addRecentFile(file);
        auto *recent = m_test->find<QMenu>(QStringLiteral("menuRecent"));
        Q_EMIT recent->aboutToShow();
        QCOMPARE(recent->actions().first()->text(),
                 QStringLiteral("&1  ") + m_test->folder().path(QStringLiteral("R&&D.csv")));
    }

    void f10AndTheArrowsWalkTheMenusAndTheFocusComesBack() {
        const QWidget *before = m_test->window().focusWidget();
        QVERIFY(before);
        const auto shown = [this](int menu) { return bar()->actions().at(menu)->menu(); };
        QTest::keyClick(&m_test->window(), Qt::Key_F10);
        QTRY_VERIFY(shown(0)->isVisible());
        QTest::keyClick(shown(0), Qt::Key_Down);
        const QAction *first = shown(0)->activeAction();
        QVERIFY(first);
        QTest::keyClick(shown(0), Qt::Key_Down);
        QVERIFY(shown(0)->activeAction() && shown(0)->activeAction() != first);
        QTest::keyClick(shown(0), Qt::Key_Right);
        QTRY_VERIFY(shown(1)->isVisible() && !shown(0)->isVisible());
        QTest::keyClick(shown(1), Qt::Key_Left);
        QTRY_VERIFY(shown(0)->isVisible());
        QTest::keyClick(shown(0), Qt::Key_Escape);
        QTRY_VERIFY(!shown(0)->isVisible());
        QTest::keyClick(bar(), Qt::Key_Escape);  // the first one leaves the menu, the second the menu bar
        QCOMPARE(m_test->window().focusWidget(), before);
    }

    void spaceSkipsOnTheLabelPageWhateverHasTheFocus() {
        m_test->importGenerated(30, 6);
        m_test->window().showPage(PageId::Label);
        QTRY_VERIFY(labelPage()->currentTweet().row != 0);
        int tried = 0;
        for (auto *widget : m_test->window().findChildren<QWidget *>()) {
            if (!widget->isVisible() || !widget->isEnabled() || !(widget->focusPolicy() & Qt::TabFocus) ||
                qobject_cast<QLineEdit *>(widget) || labelPage()->currentTweet().row == 0)
                continue;
            widget->setFocus();
            const TweetKey before = labelPage()->currentTweet();
            QTest::keyClick(widget, Qt::Key_Space);
            QVERIFY2(labelPage()->currentTweet() != before, qPrintable(widget->objectName()));
            QCOMPARE(static_cast<int>(m_test->window().currentPage()), static_cast<int>(PageId::Label));
            ++tried;
        }
        QVERIFY2(tried > 8, qPrintable(QString::number(tried)));
        QCOMPARE(LabelRepository(m_test->session().project()).counts().skipped, std::int64_t(tried));
    }

    void spacePressesTheButtonElsewhere() {
        m_test->importGenerated(30, 20);
        m_test->window().showPage(PageId::Overview);
        auto *rail = m_test->find<QAbstractButton>(QStringLiteral("railCodebook"));
        rail->setFocus();
        QTest::keyClick(rail, Qt::Key_Space);
        QCOMPARE(static_cast<int>(m_test->window().currentPage()), static_cast<int>(PageId::Codebook));
    }

    void editTakesBackALabelFromAnyPageAndShowsIt() {
        m_test->importGenerated(30, 10);
        m_test->window().showPage(PageId::Label);
        QTRY_VERIFY(labelPage()->currentTweet().row != 0);
        const TweetKey key = labelPage()->currentTweet();
        QTest::keyClick(m_test->find<QListView>(QStringLiteral("labelList")), Qt::Key_1);
        QCOMPARE(labelled(), std::int64_t(11));
        m_test->window().showPage(PageId::Tweets);
        QVERIFY2(edit("actionUndo")->text().startsWith(QStringLiteral("&Undo label")),
                 qPrintable(edit("actionUndo")->text()));
        m_test->trigger(QStringLiteral("actionUndo"));
        QCOMPARE(labelled(), std::int64_t(10));
        QCOMPARE(static_cast<int>(m_test->window().currentPage()), static_cast<int>(PageId::Label));
        QTRY_COMPARE(labelPage()->currentTweet().row, key.row);
        const QString said = m_test->find<QLabel>(QStringLiteral("labelUndoLine"))->text();
        QVERIFY2(said.startsWith(QStringLiteral("Undone: label")), qPrintable(said));
        m_test->window().showPage(PageId::Overview);
        QTest::keyClick(&m_test->window(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(labelled(), std::int64_t(11));
    }

    void editTakesBackAnImportAfterARestart() {
        m_test->importGenerated(12, 4);
        const QString path = m_test->session().projectPath();
        m_test->session().closeProject();
        QVERIFY(!edit("actionUndo")->isEnabled());
        QCOMPARE(edit("actionUndo")->text(), QStringLiteral("&Undo"));
        m_test->session().openProject(path);
        QVERIFY2(edit("actionUndo")->text().contains(QStringLiteral("import of generated.csv")),
                 qPrintable(edit("actionUndo")->text()));
        dialogs::setNextAnswer(1);
        m_test->trigger(QStringLiteral("actionUndo"));
        QVERIFY(m_test->waitForJobs());
        QCOMPARE(LabelRepository(m_test->session().project()).counts().tweets, std::int64_t(0));
        const QString notice = m_test->find<QLabel>(QStringLiteral("noticeSentence"))->text();
        QVERIFY2(notice.contains(QStringLiteral("Undo import of generated.csv")), qPrintable(notice));
    }

    void editTakesBackTheCodebookOnItsPage() {
        m_test->importGenerated(12, 0);
        CodebookRepository repository(m_test->session().project());
        Category category;
        category.name = "R&D";
        repository.addCategory(category);
        m_test->session().tellCodebookChanged();
        m_test->window().showPage(PageId::Codebook);
        m_test->trigger(QStringLiteral("actionArchiveCategory"));
        QVERIFY(repository.load().active().empty());
        QCOMPARE(edit("actionUndo")->text(), QStringLiteral("&Undo archiving \u201cR&&D\u201d"));
        m_test->find<QListView>(QStringLiteral("categoryList"))->setFocus();
        QTest::keyClick(m_test->find<QListView>(QStringLiteral("categoryList")), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(repository.load().active().size(), std::size_t(1));
        QVERIFY(!edit("actionUndo")->text().contains(QStringLiteral("archiving")));
    }

    void aFieldKeepsItsOwnUndo() {
        m_test->importGenerated(12, 4);
        m_test->window().showPage(PageId::Codebook);
        auto *field = m_test->find<QLineEdit>(QStringLiteral("questionField"));
        field->setFocus();
        QTest::keyClicks(field, QStringLiteral("Is it?"));
        const QSignalSpy undone(edit("actionUndo"), &QAction::triggered);
        QTest::keyClick(field, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(field->text(), QString());
        QCOMPARE(undone.count(), 0);
    }
};

QTEST_MAIN(MenusTest)
#include "menus_test.moc"
