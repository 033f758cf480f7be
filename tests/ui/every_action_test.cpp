// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <condition_variable>
#include <functional>
#include <mutex>

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDesktopServices>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QListView>
#include <QPointer>
#include <QSet>
#include <QTest>
#include <QUrl>

#include "core/corpus/codebook_repository.h"
#include "tests/support/temp_project.h"
#include "ui/frame/page_table.h"
#include "ui/support/dialogs.h"

using namespace warbler;
using namespace warbler::ui;
using warbler::test::TestWindow;

namespace {

enum class State { NoProject, EmptyProject, Filled, ReadOnly, DeviceBusy, FilesBusy, ArchivedChosen };

void waitForStop(std::stop_token stop) {
    std::mutex mutex;
    std::condition_variable_any changed;
    std::unique_lock lock(mutex);
    changed.wait(lock, stop, [] { return false; });
    throw Cancelled();
}

QByteArray bytesOf(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

// Every action and every button there is, in every state of the window, from a list the program makes itself: what
// cannot act is disabled, and what is enabled acts without a crash.
class EveryActionTest : public QObject {
    Q_OBJECT

    std::unique_ptr<TestWindow> m_test;
    QString m_filled, m_empty;
    State m_state = State::NoProject;

    QListView *categories() { return m_test->find<QListView>(QStringLiteral("categoryList")); }
    bool isArchivedChosen() { return m_test->find<QAction>(QStringLiteral("actionRestoreCategory"))->isEnabled(); }
    bool isInState() {
        const Session &session = m_test->session();
        const QString wanted = m_state == State::NoProject      ? QString()
                               : m_state == State::EmptyProject ? m_empty
                                                                : m_filled;
        if (!m_test->window().isVisible() || session.projectPath() != wanted)
            return false;
        if (session.hasProject() && session.project().isReadOnly() != (m_state == State::ReadOnly))
            return false;
        return session.jobs().size() == (m_state == State::DeviceBusy || m_state == State::FilesBusy ? 1U : 0U) &&
               (m_state != State::ArchivedChosen || isArchivedChosen());
    }
    void enter() {
        Session &session = m_test->session();
        m_test->window().show();
        session.closeProject();
        if (m_state == State::NoProject)
            return;
        session.openProject(m_state == State::EmptyProject ? m_empty : m_filled,
                            m_state == State::ReadOnly ? OpenMode::ReadOnly : OpenMode::ReadWrite);
        if (m_state == State::DeviceBusy)
            session.startDeviceJob(QStringLiteral("Long"),
                                   [](Engine &, std::stop_token stop, const ReportEvent &) { waitForStop(stop); });
        if (m_state == State::FilesBusy)
            session.startJob(JobKind::Files, QStringLiteral("Long"),
                             [](std::stop_token stop, const ReportEvent &) { waitForStop(stop); });
        if (m_state == State::ArchivedChosen)
            chooseArchived();
        QVERIFY(isInState());
    }
    void chooseArchived() {
        CodebookRepository repository(m_test->session().project());
        if (repository.load().active().size() == repository.load().categories().size()) {
            repository.archiveCategory(repository.load().active().back().id);
            m_test->session().tellCodebookChanged();
        }
        categories()->setCurrentIndex(categories()->model()->index(categories()->model()->rowCount() - 1, 0));
    }
    void closeWhatOpened() {
        while (QWidget *popup = QApplication::activePopupWidget())
            popup->close();
        for (QDialog *dialog : m_test->window().findChildren<QDialog *>())
            if (dialog->isVisible())
                dialog->reject();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    void settle() {
        for (const JobKind kind : {JobKind::Files, JobKind::Search}) {
            if (kind == JobKind::Files && m_state == State::FilesBusy)
                continue;
            bool isDone = false;
            m_test->session().read<int>(
                kind, &m_test->window(), [](std::stop_token) { return 0; }, [&isDone](int) { isDone = true; });
            QTRY_VERIFY(isDone);
        }
    }
    void act(const QString &name, const std::function<void()> &doIt) {
        if (!isInState())
            enter();
        doIt();
        closeWhatOpened();
        const QString notice = m_test->find<QLabel>(QStringLiteral("noticeSentence"))->text();
        QVERIFY2(!notice.contains(QStringLiteral("made a mistake")), qPrintable(name + QStringLiteral(": ") + notice));
    }
    void triggerAllActions() {
        QList<QPointer<QAction>> actions;
        for (QAction *action : m_test->window().findChildren<QAction *>())
            actions << action;
        QVERIFY(actions.size() > 40);
        for (const QPointer<QAction> &action : actions)
            if (action && action->isEnabled())
                act(action->objectName() + action->text(), [&action] {
                    if (action && action->isEnabled())
                        action->trigger();
                });
    }
    void pressAllButtons() {
        QSet<const QAbstractButton *> pressed;
        for (const PageEntry &entry : pageTable()) {
            if (!isInState())
                enter();
            m_test->window().showPage(entry.id);
            settle();
            QList<QPointer<QAbstractButton>> buttons;
            for (QAbstractButton *button : m_test->window().findChildren<QAbstractButton *>())
                buttons << button;
            for (const QPointer<QAbstractButton> &button : buttons) {
                if (!button || !button->isVisible() || !button->isEnabled() || pressed.contains(button.data()))
                    continue;
                pressed.insert(button.data());
                act(button->objectName() + button->text(), [&button] {
                    if (button && button->isEnabled())
                        button->click();
                });
                if (m_test->window().currentPage() != entry.id)
                    m_test->window().showPage(entry.id);
            }
        }
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("WARBLER_DEFAULT_MODEL", qgetenv("WARBLER_TEST_SOURCE") + "/tests/data/models/tiny_encoder");
        dialogs::turnBackUnanswered();
        QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "openNothing");
    }
    void init() {
        m_test = std::make_unique<TestWindow>();
        m_test->importGenerated(30, 24);
        m_filled = m_test->session().projectPath();
        m_empty = m_test->folder().path(QStringLiteral("empty.warbler"));
        m_test->session().createProject(m_empty);
        m_test->session().closeProject();
    }
    void cleanup() { m_test.reset(); }

    void everythingEnabledActsInEveryState_data() {
        QTest::addColumn<int>("state");
        const char *const names[] = {"no project",
                                     "an empty project",
                                     "a filled project",
                                     "a read-only project",
                                     "a run goes on",
                                     "a file is read",
                                     "an archived category is chosen"};
        for (int state = 0; state < 7; ++state)
            QTest::newRow(names[state]) << state;
    }
    void everythingEnabledActsInEveryState() {
        QFETCH(int, state);
        m_state = static_cast<State>(state);
        enter();
        const QByteArray before = m_state == State::ReadOnly ? bytesOf(m_filled) : QByteArray();
        // The actions twice: as the window opens, and when every page was shown.
        triggerAllActions();
        pressAllButtons();
        triggerAllActions();
        m_test->session().closeProject();
        if (m_state == State::ReadOnly)
            QCOMPARE(bytesOf(m_filled), before);
    }

    void withoutAProjectNoPageOffersAnything() {
        m_state = State::NoProject;
        for (const PageEntry &entry : pageTable()) {
            m_test->window().showPage(entry.id);
            settle();
            for (const PageEntry &other : pageTable())
                for (const QAction *action : m_test->window().page(other.id)->menuActions())
                    QVERIFY2(!action->isEnabled(), qPrintable(action->objectName()));
        }
    }

    void aReadOnlyProjectOffersNothingThatWrites() {
        m_test->session().openProject(m_filled, OpenMode::ReadOnly);
        for (const PageEntry &entry : pageTable()) {
            m_test->window().showPage(entry.id);
            settle();
        }
        for (const char *name : {"actionAddCategory",
                                 "actionMoveCategoryUp",
                                 "actionMoveCategoryDown",
                                 "actionArchiveCategory",
                                 "actionRestoreCategory",
                                 "actionUndoCodebook",
                                 "actionSkip",
                                 "actionNotCodable",
                                 "actionUnsure",
                                 "actionFlag",
                                 "actionClearLabel",
                                 "actionUndoLabel",
                                 "actionRedoLabel",
                                 "actionUndo",
                                 "actionRedo",
                                 "actionStartTuning",
                                 "actionClassifyAll",
                                 "actionLoadAdapter",
                                 "actionImportLabels",
                                 "actionLabel_yes",
                                 "actionLabel_no"}) {
            const auto *action = m_test->find<QAction>(QString::fromLatin1(name));
            QVERIFY2(action && !action->isEnabled(), name);
        }
        QVERIFY(m_test->find<QAction>(QStringLiteral("actionExportLabels"))->isEnabled());
    }

    void nothingMovesAnArchivedCategory() {
        m_state = State::ArchivedChosen;
        enter();
        for (const char *name : {"actionMoveCategoryUp", "actionMoveCategoryDown", "actionArchiveCategory"})
            QVERIFY2(!m_test->find<QAction>(QString::fromLatin1(name))->isEnabled(), name);
        QVERIFY(m_test->find<QAction>(QStringLiteral("actionAddCategory"))->isEnabled());
    }

public Q_SLOTS:
    void openNothing(const QUrl &) {}
};

QTEST_MAIN(EveryActionTest)
#include "every_action_test.moc"
