// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QLabel>
#include <QTest>

#include "tests/ui/trained_window.h"
#include "ui/dialogs/import_dialog.h"
#include "ui/pages/page.h"
#include "ui/support/dialogs.h"
#include "ui/support/text.h"
#include "ui/widgets/bar_chart.h"

using namespace warbler;
using namespace warbler::ui;
using namespace warbler::test;

class OverviewPageTest : public QObject {
    Q_OBJECT

    std::unique_ptr<TestWindow> m_test;

private Q_SLOTS:
    void init() { m_test = std::make_unique<TestWindow>(); }
    void cleanup() { m_test.reset(); }

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

    void anInterruptedRunHidesNoFigures() {
        openInterruptedRun(*m_test);
        m_test->window().showPage(PageId::Overview);
        QTRY_COMPARE(m_test->find<QLabel>(QStringLiteral("stepFigure5"))->text(), shareText(0.62));
        QCOMPARE(m_test->find<QLabel>(QStringLiteral("lastRunFigure"))->text(), shareText(0.62));
        QCOMPARE(m_test->find<QLabel>(QStringLiteral("stepFigure4"))->text(), QStringLiteral("2"));
        QVERIFY(m_test->find<QLabel>(QStringLiteral("stepSentence4"))
                    ->text()
                    .contains(QStringLiteral("Run 2 was interrupted")));
    }
};

QTEST_MAIN(OverviewPageTest)
#include "overview_page_test.moc"
