// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTest>
#include <QTimer>

#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/corpus/run_repository.h"
#include "core/corpus/tweet_repository.h"
#include "tests/support/temp_project.h"
#include "tests/support/window_words.h"
#include "ui/frame/page_table.h"
#include "ui/support/dialogs.h"
#include "ui/support/text.h"

using namespace warbler;
using namespace warbler::ui;
using warbler::test::TestWindow;
using warbler::test::wordsOfWindow;

namespace {

enum class Way { Opening, ClosingByMenu };

// A study in whose every tweet, category, name of a file and question the word stands.
QString makeStudy(TestWindow &window, const QString &word) {
    QByteArray csv("tweet_id,text,label\n");
    const QByteArray w = word.toUtf8();
    for (int i = 0; i < 60; ++i)
        csv += QByteArray::number(1268563638165688000LL + i * 7919LL) + "," + w + " speaks of number " +
               QByteArray::number(i) + "," + (i >= 44 ? QByteArray() : w + (i % 2 == 0 ? "_yes" : "_no")) + "\n";
    window.importCsv(window.folder().write(word + QStringLiteral(".csv"), csv));
    CodebookRepository codebook(window.session().project());
    codebook.setVariable(toUtf8(word) + "_label", "Is it " + toUtf8(word) + "?");
    // What a form would not write by itself stays: blanks at an end, a line end of another kind.
    Category first = codebook.load().active().front();
    first.word = " " + first.name + " ";
    first.definition = "of " + toUtf8(word) + "\r\n";
    codebook.changeCategory(first);
    const QString path = window.session().projectPath();
    window.session().closeProject();
    return path;
}

// Everything the window could have changed in a project.
QString contentOf(const QString &path) {
    const std::shared_ptr<Project> project = Project::open(toUtf8(path), OpenMode::ReadOnly);
    const Codebook codebook = CodebookRepository(*project).load();
    QStringList content{fromUtf8(codebook.variable.name), fromUtf8(codebook.variable.question),
                        QString::number(codebook.positive().row)};
    for (const Category &c : codebook.categories())
        for (const std::string &part : {c.name, c.value, c.word, c.key, c.definition, c.include, c.exclude,
                                        std::to_string(c.colour), std::to_string(static_cast<int>(c.state))})
            content << fromUtf8(part);
    for (const GoldLabel &gold : LabelRepository(*project).gold())
        content << fromUtf8(gold.text) + QString::number(gold.code.row);
    for (const Run &run : RunRepository(*project).all())
        content << fromUtf8(run.name) + fromUtf8(run.reason);
    content << QString::number(TweetRepository(*project).count());
    project->close();
    return content.join(QLatin1Char('|'));
}

void leave(TestWindow &window, Way way, const QString &next) {
    if (way == Way::ClosingByMenu)
        window.trigger(QStringLiteral("actionCloseProject"));
    window.window().openPath(next);
}

}  // namespace

// Two studies in one sitting: nothing of one reaches the other, neither its file nor its pages.
class TwoProjectsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<TestWindow> m_test;
    QString m_alpha, m_beta;

    void settle() {
        for (int round = 0; round < 2; ++round)
            for (const JobKind kind : {JobKind::Files, JobKind::Search}) {
                bool isDone = false;
                m_test->session().read<int>(
                    kind, &m_test->window(), [](std::stop_token) { return 0; }, [&isDone](int) { isDone = true; });
                QTRY_VERIFY(isDone);
            }
    }
    void verifyNothingOf(const QString &word) {
        const QStringList words = wordsOfWindow(m_test->window()).filter(word);
        QVERIFY2(words.isEmpty(), qPrintable(words.join(QLatin1Char('\n'))));
    }
    // Rounds of the window's clock, in which whatever waits for it comes.
    void passRounds() {
        int rounds = 0;
        QTimer clock;
        connect(&clock, &QTimer::timeout, this, [&rounds] { ++rounds; });
        clock.start(kJobRefresh);
        QTRY_VERIFY(rounds >= 4);
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("WARBLER_DEFAULT_MODEL", qgetenv("WARBLER_TEST_SOURCE") + "/tests/data/models/tiny_encoder");
    }
    void init() {
        m_test = std::make_unique<TestWindow>();
        m_alpha = makeStudy(*m_test, QStringLiteral("alphaville"));
        m_beta = makeStudy(*m_test, QStringLiteral("betatown"));
    }
    void cleanup() { m_test.reset(); }

    void noPageTakesAnythingAlong_data() {
        QTest::addColumn<int>("page");
        QTest::addColumn<int>("way");
        for (const PageEntry &entry : pageTable())
            for (const Way way : {Way::Opening, Way::ClosingByMenu})
                QTest::addRow("%s %s", entry.objectName, way == Way::Opening ? "by opening" : "by the menu")
                    << static_cast<int>(entry.id) << static_cast<int>(way);
    }
    void noPageTakesAnythingAlong() {
        QFETCH(int, page);
        QFETCH(int, way);
        const QString alpha = contentOf(m_alpha), beta = contentOf(m_beta);
        const std::pair<QString, QString> studies[] = {{m_alpha, QStringLiteral("alphaville")},
                                                       {m_beta, QStringLiteral("betatown")}};
        m_test->window().openPath(studies[0].first);
        // There, back again, and to the end by Quit, on the page and then on every other one.
        for (const int next : {1, 0, 1}) {
            m_test->window().showPage(static_cast<PageId>(page));
            settle();
            leave(*m_test, static_cast<Way>(way), studies[next].first);
            QCOMPARE(m_test->session().projectPath(), studies[next].first);
            verifyNothingOf(studies[1 - next].second);
            settle();
            verifyNothingOf(studies[1 - next].second);
        }
        for (const PageEntry &entry : pageTable()) {
            m_test->window().showPage(entry.id);
            settle();
            verifyNothingOf(QStringLiteral("alphaville"));
        }
        QVERIFY(m_test->window().close());
        QCOMPARE(contentOf(m_alpha), alpha);
        QCOMPARE(contentOf(m_beta), beta);
    }

    void whatIsTypedGoesToItsOwnProject_data() {
        QTest::addColumn<int>("way");
        QTest::newRow("by opening") << static_cast<int>(Way::Opening);
        QTest::newRow("by the menu") << static_cast<int>(Way::ClosingByMenu);
    }
    void whatIsTypedGoesToItsOwnProject() {
        QFETCH(int, way);
        const QString beta = contentOf(m_beta);
        m_test->window().openPath(m_alpha);
        m_test->window().showPage(PageId::Codebook);
        m_test->find<QLineEdit>(QStringLiteral("categoryNameField"))->setText(QStringLiteral("Half typed"));
        m_test->find<QPlainTextEdit>(QStringLiteral("categoryIncludeField"))->setPlainText(QStringLiteral("also half"));
        m_test->find<QLineEdit>(QStringLiteral("questionField"))->setText(QStringLiteral("Half asked?"));
        leave(*m_test, static_cast<Way>(way), m_beta);
        m_test->window().showPage(PageId::Codebook);
        QVERIFY(m_test->window().close());
        const QString alpha = contentOf(m_alpha);
        for (const char *typed : {"Half typed", "also half", "Half asked?"})
            QVERIFY2(alpha.contains(QString::fromLatin1(typed)), typed);
        QVERIFY(alpha.contains(QStringLiteral(" alphaville_no |")));  // the label word with its blanks
        QCOMPARE(contentOf(m_beta), beta);
    }

    void aSearchIsNotMadeInTheNextProject() {
        m_test->window().openPath(m_alpha);
        m_test->window().showPage(PageId::Tweets);
        settle();
        m_test->find<QLineEdit>(QStringLiteral("searchField"))->setText(QStringLiteral("nowhere"));
        m_test->window().openPath(m_beta);
        settle();
        passRounds();
        QCOMPARE(m_test->find<QTableView>(QStringLiteral("tweetsTable"))->model()->rowCount(), 60);
        QVERIFY(m_test->find<QLineEdit>(QStringLiteral("searchField"))->text().isEmpty());
    }

    void settingsOfARunStayWithTheirProject() {
        m_test->window().openPath(m_alpha);
        m_test->window().showPage(PageId::Train);
        auto *preset = m_test->find<QComboBox>(QStringLiteral("presetBox"));
        const int standard = preset->currentIndex();
        preset->setCurrentIndex(standard + 1);
        m_test->window().openPath(m_beta);
        QCOMPARE(preset->currentIndex(), standard);
    }

    void aRunBegunInOneIsNotHeardOfInTheOther() {
        m_test->window().openPath(m_alpha);
        m_test->window().showPage(PageId::Train);
        QTRY_VERIFY_WITH_TIMEOUT(m_test->find<QAction>(QStringLiteral("actionStartTuning"))->isEnabled(), 20'000);
        m_test->engine().hold();
        m_test->trigger(QStringLiteral("actionStartTuning"));
        m_test->engine().allow(1);
        QTRY_VERIFY(m_test->engine().stepsDone() >= 1);
        const QString beta = contentOf(m_beta);
        dialogs::setNextAnswer(1);
        m_test->window().openPath(m_beta);
        m_test->engine().release();
        QCOMPARE(m_test->session().projectPath(), m_beta);
        QVERIFY(m_test->session().jobs().empty());
        passRounds();
        settle();
        QVERIFY(!m_test->find<QWidget>(QStringLiteral("noticeLine"))->isVisible());
        QVERIFY(m_test->find<QComboBox>(QStringLiteral("runBox"))->isEnabled());
        QCOMPARE(m_test->find<QComboBox>(QStringLiteral("runBox"))->count(), 1);
        verifyNothingOf(QStringLiteral("alphaville"));
        verifyNothingOf(QStringLiteral("Run 1"));
        QVERIFY(m_test->window().close());
        QCOMPARE(contentOf(m_beta), beta);
        QVERIFY(contentOf(m_alpha).contains(QStringLiteral("Run 1")));
    }

    void anImportThatIsLeftTakesNoOtherProjectWithIt() {
        const QString beta = contentOf(m_beta);
        m_test->trigger(QStringLiteral("actionOpenDemo"));
        QVERIFY(!m_test->session().jobs().empty());
        dialogs::setNextAnswer(1);
        m_test->window().openPath(m_beta);
        passRounds();
        QCOMPARE(m_test->session().projectPath(), m_beta);
        QVERIFY(QFile::exists(m_beta));
        QVERIFY(!m_test->find<QWidget>(QStringLiteral("noticeLine"))->isVisible());
        QVERIFY(m_test->window().close());
        QCOMPARE(contentOf(m_beta), beta);
    }

    void anErrorStaysBehind() {
        m_test->window().openPath(m_alpha);
        m_test->session().startJob(JobKind::Files, QStringLiteral("Export of alphaville"),
                                   [](std::stop_token, const ReportEvent &) {
                                       throw Error(ErrorCode::DiskFull, "the disk of alphaville is full");
                                   });
        auto *notice = m_test->find<QWidget>(QStringLiteral("noticeLine"));
        QTRY_VERIFY(notice->isVisible());
        m_test->window().openPath(m_beta);
        QVERIFY(!notice->isVisible());
        verifyNothingOf(QStringLiteral("alphaville"));
    }

    void anOpenDialogGoesWithItsProject() {
        m_test->window().openPath(m_alpha);
        m_test->trigger(QStringLiteral("actionExportLabels"));
        auto *dialog = m_test->find<QDialog>(QStringLiteral("exportLabelsDialog"));
        QVERIFY(dialog && dialog->isVisible());
        m_test->session().openProject(m_beta);
        QVERIFY(!dialog->isVisible());
    }
};

QTEST_MAIN(TwoProjectsTest)
#include "two_projects_test.moc"
