// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <condition_variable>
#include <mutex>

#include <QAccessible>
#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QProcess>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>

#include "core/corpus/tweet_repository.h"
#include "tests/support/temp_project.h"
#include "ui/dialogs/export_labels_dialog.h"
#include "ui/frame/page_table.h"
#include "ui/frame/rail.h"
#include "ui/support/dialogs.h"
#include "ui/support/settings.h"
#include "ui/support/theme.h"

using namespace warbler;
using namespace warbler::ui;
using warbler::test::TestWindow;

class MainWindowTest : public QObject {
    Q_OBJECT

    std::unique_ptr<TestWindow> m_test;
    QString notice() {
        auto *label = m_test->find<QLabel>(QStringLiteral("noticeSentence"));
        return label->isVisible() ? label->text() : QString();
    }

private Q_SLOTS:
    void init() { m_test = std::make_unique<TestWindow>(); }
    void cleanup() { m_test.reset(); }

    void ctrlAndANumberSwitchesPages() {
        int number = 1;
        for (const PageEntry &entry : pageTable()) {
            QTest::keyClick(&m_test->window(), static_cast<Qt::Key>(Qt::Key_0 + number), Qt::ControlModifier);
            QCOMPARE(static_cast<int>(m_test->window().currentPage()), static_cast<int>(entry.id));
            ++number;
        }
    }

    void theFocusIsOnThePageThatIsShown() {
        m_test->importGenerated(60, 30);
        for (int round = 0; round < 2; ++round)
            for (const PageEntry &entry : pageTable()) {
                m_test->window().showPage(entry.id);
                QCoreApplication::processEvents();
                const QWidget *focused = m_test->window().focusWidget();
                QVERIFY2(focused && m_test->window().page(entry.id)->isAncestorOf(focused), entry.objectName);
            }
    }

    void everythingThatTakesTheFocusHasAName() {
        m_test->importGenerated(60, 30);
        QStringList unnamed;
        for (const PageEntry &entry : pageTable()) {
            m_test->window().showPage(entry.id);
            QCoreApplication::processEvents();
            for (const QWidget *widget : m_test->window().findChildren<QWidget *>()) {
                if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) ||
                    widget->objectName().startsWith(QStringLiteral("qt_")))
                    continue;
                QAccessibleInterface *face = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
                if (!face || face->text(QAccessible::Name).isEmpty())
                    unnamed << QStringLiteral("%1: %2 %3")
                                   .arg(QString::fromLatin1(entry.objectName),
                                        QString::fromLatin1(widget->metaObject()->className()), widget->objectName());
            }
        }
        unnamed.removeDuplicates();
        QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QLatin1Char('\n'))));
    }

    void theRailShrinksInANarrowWindow() {
        auto *rail = m_test->find<Rail>(QStringLiteral("rail"));
        QCOMPARE(rail->width(), 168);
        m_test->window().resize(1000, 700);
        QTRY_COMPARE(rail->width(), 52);
        m_test->window().resize(1280, 800);
        QTRY_COMPARE(rail->width(), 168);
    }

    void closingWhileARunGoesOnAsks() {
        m_test->importGenerated(20, 10);
        m_test->engine().hold();
        m_test->session().startDeviceJob(QStringLiteral("Run 1"),
                                         [](Engine &, std::stop_token stop, const ReportEvent &report) {
                                             report(PhaseStarted{"Training", 10});
                                             std::mutex mutex;
                                             std::condition_variable_any changed;
                                             std::unique_lock lock(mutex);
                                             changed.wait(lock, stop, [] { return false; });
                                             throw Cancelled();
                                         });
        QTRY_VERIFY(m_test->find<QWidget>(QStringLiteral("jobBar"))->isVisible());
        dialogs::setNextAnswer(0);
        QVERIFY(!m_test->window().close());
        QVERIFY(dialogs::lastQuestion().contains(QStringLiteral("Run 1")));
        QVERIFY(m_test->session().hasProject());
        dialogs::setNextAnswer(1);
        QVERIFY(m_test->window().close());
        QVERIFY(!m_test->session().hasProject());
        QVERIFY(QFile::exists(m_test->folder().path(QStringLiteral("generated.warbler"))));
        QVERIFY(!QFile::exists(m_test->folder().path(QStringLiteral("generated.warbler-wal"))));
    }

    void cancelStopsARunAndTheBarGoes() {
        m_test->importGenerated(20, 10);
        m_test->session().startJob(JobKind::Files, QStringLiteral("Reading"),
                                   [](std::stop_token stop, const ReportEvent &report) {
                                       report(PhaseStarted{"Reading tweets", 100});
                                       report(RowsDone{25, 0});
                                       std::mutex mutex;
                                       std::condition_variable_any changed;
                                       std::unique_lock lock(mutex);
                                       changed.wait(lock, stop, [] { return false; });
                                       throw Cancelled();
                                   });
        auto *sentence = m_test->find<QLabel>(QStringLiteral("jobSentence"));
        QTRY_VERIFY(sentence->text().contains(QStringLiteral("25/100")));
        m_test->find<QPushButton>(QStringLiteral("cancelJobButton"))->click();
        QVERIFY(m_test->waitForJobs());
        QVERIFY(!m_test->find<QWidget>(QStringLiteral("jobBar"))->isVisible());
        QVERIFY(notice().isEmpty());  // nobody reads "failed" after Cancel
    }

    void whileAFileIsReadNoPageOffersAnotherAndClosingPromisesNothing() {
        m_test->session().createProject(m_test->folder().path(QStringLiteral("empty.warbler")));
        const auto offers = [this](PageId page, const char *button) {
            m_test->window().showPage(page);
            auto *offer = m_test->find<QPushButton>(QString::fromLatin1(button));
            if (!QTest::qWaitFor([offer] { return offer->isVisible(); }))
                qFatal("%s is not seen", button);
            return offer->isEnabled();
        };
        QVERIFY(offers(PageId::Tweets, "importFromTweetsButton"));
        QVERIFY(offers(PageId::Label, "labelEmptyButton"));
        m_test->session().startJob(JobKind::Files, QStringLiteral("Import of x.csv"),
                                   [](std::stop_token stop, const ReportEvent &) {
                                       std::mutex mutex;
                                       std::condition_variable_any changed;
                                       std::unique_lock lock(mutex);
                                       changed.wait(lock, stop, [] { return false; });
                                       throw Cancelled();
                                   });
        QVERIFY(!offers(PageId::Label, "labelEmptyButton"));
        QVERIFY(!offers(PageId::Tweets, "importFromTweetsButton"));
        dialogs::setNextAnswer(0);
        QVERIFY(!m_test->window().close());
        QVERIFY2(dialogs::lastQuestion().contains(QStringLiteral("nothing of it stays")),
                 qPrintable(dialogs::lastQuestion()));
        m_test->session().jobs().back()->requestStop();
        QVERIFY(m_test->waitForJobs());
        QVERIFY(offers(PageId::Label, "labelEmptyButton"));
        QVERIFY(offers(PageId::Tweets, "importFromTweetsButton"));
    }

    void aFailedRunIsANotice() {
        m_test->importGenerated(20, 10);
        m_test->session().startDeviceJob(QStringLiteral("Run 7"), [](Engine &, std::stop_token, const ReportEvent &) {
            throw Error(ErrorCode::MissingWeights, "folder /x has no model.safetensors", "choose another model");
        });
        QTRY_VERIFY(notice().contains(QStringLiteral("Run 7")));
        QVERIFY(notice().contains(QStringLiteral("no weights")));
        QVERIFY(notice().contains(QStringLiteral("Choose another model.")));
    }

    void aReadThatFailsIsANoticeWhateverItThrows() {
        m_test->importGenerated(20, 10);
        m_test->session().read<int>(
            JobKind::Search, &m_test->window(), [](std::stop_token) -> int { throw std::bad_alloc(); }, [](int) {});
        QTRY_VERIFY2(notice().contains(QStringLiteral("memory")), qPrintable(notice()));
        m_test->session().read<int>(
            JobKind::Search, &m_test->window(),
            [](std::stop_token) -> int { throw std::runtime_error("the lamp went out"); }, [](int) {});
        QTRY_VERIFY2(notice().contains(QStringLiteral("lamp went out")), qPrintable(notice()));
    }

    void aNoticeMovesNothing() {
        m_test->importGenerated(20, 10);
        for (const PageEntry &entry : pageTable()) {
            m_test->window().showPage(entry.id);
            QCoreApplication::processEvents();
            const Page *page = m_test->window().page(entry.id);
            const QRect before(page->mapTo(&m_test->window(), QPoint(0, 0)), page->size());
            m_test->window().showNotice(
                {Notice::Kind::Problem, QStringLiteral("A long story. ").repeated(40), QStringLiteral("Again"), {}});
            QCoreApplication::processEvents();
            QVERIFY(!notice().isEmpty());
            QCOMPARE(QRect(page->mapTo(&m_test->window(), QPoint(0, 0)), page->size()), before);
            m_test->find<QAbstractButton>(QStringLiteral("closeNoticeButton"))->click();
            QCoreApplication::processEvents();
            QVERIFY(notice().isEmpty());
            QCOMPARE(QRect(page->mapTo(&m_test->window(), QPoint(0, 0)), page->size()), before);
        }
    }

    void aLongNoticeOpensAsAWhole() {
        const QString whole = QStringLiteral("A long story. ").repeated(40);
        m_test->window().showNotice({Notice::Kind::Warning, whole, {}, {}});
        auto *more = m_test->find<QAbstractButton>(QStringLiteral("moreOfNoticeButton"));
        QVERIFY(more->isVisible());
        more->click();
        auto *shown = m_test->find<QLabel>(QStringLiteral("wholeNotice"));
        QVERIFY(shown && shown->isVisible());
        QCOMPARE(shown->text(), whole);
        shown->close();
        m_test->window().showNotice({Notice::Kind::Warning, QStringLiteral("Short."), {}, {}});
        QVERIFY(!more->isVisible());
    }

    void anErrorGoesWithItsCause() {
        m_test->importGenerated(20, 10);
        const auto fails = [](std::stop_token, const ReportEvent &) {
            throw Error(ErrorCode::DiskFull, "no room for a.csv");
        };
        m_test->session().startJob(JobKind::Files, QStringLiteral("Export to a.csv"), fails);
        QTRY_VERIFY(notice().contains(QStringLiteral("room for a.csv")));
        m_test->session().startJob(JobKind::Files, QStringLiteral("Another"),
                                   [](std::stop_token, const ReportEvent &) {});
        QVERIFY(m_test->waitForJobs());
        QVERIFY(!notice().isEmpty());
        m_test->session().startJob(JobKind::Files, QStringLiteral("Export to a.csv"),
                                   [](std::stop_token, const ReportEvent &) {});
        QVERIFY(notice().isEmpty());
        QVERIFY(m_test->waitForJobs());
        bool isBroken = true;
        const auto read = [&] {
            m_test->session().read<int>(
                JobKind::Search, &m_test->window(),
                [isBroken](std::stop_token) -> int {
                    if (isBroken)
                        throw Error(ErrorCode::IoError, "the lamp went out");
                    return 1;
                },
                [](int) {});
        };
        read();
        QTRY_VERIFY(notice().contains(QStringLiteral("lamp")));
        isBroken = false;
        read();
        QTRY_VERIFY(notice().isEmpty());
        m_test->window().openPath(m_test->folder().path(QStringLiteral("gone.csv")));
        QVERIFY(notice().contains(QStringLiteral("gone.csv")));
        m_test->window().openPath(m_test->folder().path(QStringLiteral("generated.csv")));
        QVERIFY(notice().isEmpty());
    }

    void aJobThatGoesOnCountsFromThere() {
        std::mutex mutex;
        std::condition_variable_any changed;
        bool mayGoOn = false;
        JobMonitor *job = m_test->session().startJob(JobKind::Files, QStringLiteral("Resumed"),
                                                     [&](std::stop_token stop, const ReportEvent &report) {
                                                         report(PhaseStarted{"Classifying", 1'000'000});
                                                         report(RowsDone{900'000, 0});
                                                         std::unique_lock lock(mutex);
                                                         changed.wait(lock, stop, [&] { return mayGoOn; });
                                                         report(RowsDone{900'001, 0});
                                                         changed.wait(lock, stop, [] { return false; });
                                                         throw Cancelled();
                                                     });
        QTRY_COMPARE(job->doneCount(), std::int64_t(900'000));
        QVERIFY(!job->rate());
        {
            const std::lock_guard lock(mutex);
            mayGoOn = true;
        }
        changed.notify_all();
        QTRY_VERIFY(job->rate());
        QVERIFY2(*job->rate() <= 2, qPrintable(QString::number(*job->rate())));
        job->requestStop();
        QVERIFY(m_test->waitForJobs());
    }

    void aMissingFileAndAForeignDatabaseAreExplained() {
        m_test->window().openPath(m_test->folder().path(QStringLiteral("gone.csv")));
        QVERIFY(notice().contains(QStringLiteral("gone.csv")));
        const QString foreign = m_test->folder().write(QStringLiteral("x.warbler"),
                                                       QByteArray("SQLite format 3\0", 16) + QByteArray(4080, '\0'));
        m_test->window().openPath(foreign);
        QVERIFY2(notice().contains(QStringLiteral("x.warbler")), qPrintable(notice()));
        QVERIFY(!m_test->session().hasProject());
    }

    void anEmptyProjectFileIsANewProject() {
        m_test->window().openPath(m_test->folder().write(QStringLiteral("new.warbler"), QByteArray()));
        QVERIFY2(m_test->session().hasProject(), qPrintable(notice()));
        QCOMPARE(TweetRepository(m_test->session().project()).count(), std::int64_t(0));
        // Another file of that name is no CSV either.
        m_test->window().openPath(m_test->folder().write(QStringLiteral("text.warbler"), "id,text\n1,a b\n"));
        QVERIFY2(notice().contains(QStringLiteral("text.warbler")), qPrintable(notice()));
        QVERIFY(!m_test->find<QDialog>(QStringLiteral("importDialog")));
    }

    void aProjectOpensAgainWithItsTweets() {
        m_test->importGenerated(25, 10);
        const QString path = m_test->session().projectPath();
        m_test->trigger(QStringLiteral("actionCloseProject"));
        QVERIFY(!m_test->session().hasProject());
        m_test->window().openPath(path);
        QVERIFY(m_test->session().hasProject());
        QVERIFY(m_test->window().windowTitle().contains(path));
        QCOMPARE(TweetRepository(m_test->session().project()).count(), std::int64_t(25));
        QVERIFY(recentFiles().contains(path));
    }

    void theTitleSaysThatAProjectCanOnlyBeRead() {
        m_test->importGenerated(25, 10);
        const QString path = m_test->session().projectPath();
        m_test->session().openProject(path, OpenMode::ReadOnly);
        QVERIFY2(m_test->window().windowTitle().contains(QStringLiteral("read-only")),
                 qPrintable(m_test->window().windowTitle()));
        m_test->session().openProject(path);
        QVERIFY(!m_test->window().windowTitle().contains(QStringLiteral("read-only")));
    }

    void theDemoOpensAsACopy() {
        m_test->trigger(QStringLiteral("actionOpenDemo"));
        QVERIFY(m_test->waitForJobs());
        QVERIFY(m_test->session().hasProject());
        QCOMPARE(TweetRepository(m_test->session().project()).count(), std::int64_t(400));
    }

    void labelsAreExportedBeforeAnyRun() {
        m_test->importGenerated(30, 12);
        for (const auto &choice :
             {std::pair("profileDataButton", "data.csv"), std::pair("profileSpreadsheetButton", "sheet.csv")}) {
            m_test->trigger(QStringLiteral("actionExportLabels"));
            auto *dialog = m_test->find<ExportLabelsDialog>(QStringLiteral("exportLabelsDialog"));
            QVERIFY(dialog);
            dialog->findChild<QRadioButton *>(QString::fromLatin1(choice.first))->setChecked(true);
            const QString path = m_test->folder().path(QString::fromLatin1(choice.second));
            dialogs::setNextFile(path);
            dialog->findChild<QPushButton *>(QStringLiteral("exportButton"))->click();
            QVERIFY(m_test->waitForJobs());
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY(bytes.contains("w_label"));
            QCOMPARE(bytes.startsWith("\xef\xbb\xbf"), path.endsWith(QStringLiteral("sheet.csv")));
            QCOMPARE(bytes.count('\n'), qsizetype(31));
        }
    }

    void aWorkbookKeepsIdsAsText() {
        m_test->importGenerated(30, 12);
        m_test->trigger(QStringLiteral("actionExportLabels"));
        auto *dialog = m_test->find<ExportLabelsDialog>(QStringLiteral("exportLabelsDialog"));
        QVERIFY(dialog);
        dialog->findChild<QRadioButton *>(QStringLiteral("profileSpreadsheetButton"))->setChecked(true);
        dialogs::setNextFile(m_test->folder().path(QStringLiteral("labels")));  // the suffix is added
        dialog->findChild<QPushButton *>(QStringLiteral("exportButton"))->click();
        QVERIFY(m_test->waitForJobs());
        QProcess python;
        python.start(qEnvironmentVariable("WARBLER_TEST_PYTHON"),
                     {qEnvironmentVariable("WARBLER_TEST_SOURCE") + QStringLiteral("/tests/core/tables/read_xlsx.py"),
                      m_test->folder().path(QStringLiteral("labels.xlsx"))});
        QVERIFY(python.waitForFinished(60'000));
        QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
        const QJsonArray rows = QJsonDocument::fromJson(python.readAllStandardOutput()).array();
        QCOMPARE(rows.size(), 31);
        std::int64_t row = 1;
        for (const TweetKey key : TweetRepository(m_test->session().project()).keys()) {
            const QJsonArray id = rows[row++].toArray()[0].toArray();
            QCOMPARE(id[0].toString(), rows[0].toArray()[0].toArray()[0].toString());  // text, as the names are
            QCOMPARE(id[1].toString().toStdString(),
                     TweetRepository(m_test->session().project()).rows(std::span(&key, 1)).at(0).id.text());
        }
    }

    void themesChangeThePalette() {
        m_test->trigger(QStringLiteral("actionThemeDark"));
        QVERIFY(tokensOf(m_test->window().palette()).isDark());
        m_test->trigger(QStringLiteral("actionThemeLight"));
        QVERIFY(!tokensOf(m_test->window().palette()).isDark());
        QCOMPARE(settingText(Setting::Theme), QStringLiteral("light"));
    }
};

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
