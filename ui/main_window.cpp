// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include <QAction>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileInfo>
#include <QMenuBar>
#include <QMimeData>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/dialogs/dialogs.h"
#include "ui/support/error_text.h"
#include "ui/support/icons.h"
#include "ui/support/job_bar.h"
#include "ui/support/notice_line.h"
#include "ui/support/page_header.h"
#include "ui/support/rail.h"
#include "ui/support/session.h"
#include "ui/support/settings.h"
#include "ui/support/status_line.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"

namespace warbler::ui {

namespace {
constexpr int kNarrowWindow = 1100;
}

MainWindow::MainWindow(Session &session, QWidget *parent)
    : QMainWindow(parent), m_session(session), m_entries(pageTable()), m_rail(new Rail(m_entries)), m_header(new PageHeader),
      m_notice(new NoticeLine), m_stack(new QStackedWidget), m_jobBar(new JobBar), m_status(new StatusLine(session))
{
    setObjectName(QStringLiteral("mainWindow"));
    setMinimumSize(960, 600);
    resize(1280, 800);
    setAcceptDrops(true);

    auto *host = new QWidget;
    host->setObjectName(QStringLiteral("pageHost"));
    auto *column = new QVBoxLayout(host);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    auto *noticeRow = new QHBoxLayout;
    noticeRow->setContentsMargins(kSpace24, 0, kSpace24, 0);
    noticeRow->addWidget(m_notice);
    column->addLayout(noticeRow);
    column->addWidget(m_stack, 1);
    column->addWidget(m_jobBar);

    auto *upper = new QHBoxLayout;
    upper->setSpacing(0);
    upper->addWidget(m_rail);
    upper->addWidget(host, 1);
    auto *whole = new QWidget;
    auto *rows = new QVBoxLayout(whole);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addLayout(upper, 1);
    rows->addWidget(m_status);
    setCentralWidget(whole);

    makePages();
    makeMenus();
    followSession();
    restoreGeometry(settingBytes(Setting::WindowGeometry));
    showPage(PageId::Overview);
    readTitle();
}

MainWindow::~MainWindow() = default;

void MainWindow::makePages()
{
    for (const PageEntry &entry : m_entries) {
        Page *made = entry.make(m_session, m_stack);
        made->setObjectName(QString::fromLatin1(entry.objectName));
        m_stack->addWidget(made);
        m_pages[entry.id] = made;
        connect(made, &Page::stateChanged, this, [this, made] {
            m_rail->setMark(made->id(), made->railMark());
            if (made->id() == m_current)
                readPage();
        });
        connect(made, &Page::pageRequested, this, [this](PageId wanted) { showPage(wanted); });
        connect(made, &Page::actionRequested, this, [this](const QString &name) { requestAction(name); });
        connect(made, &Page::noticeRaised, this, [this](const Notice &notice) { showNotice(notice); });
        connect(made, &Page::noticeCleared, this, [this] { m_notice->clear(); });
    }
    connect(m_rail, &Rail::pageChosen, this, [this](PageId wanted) { showPage(wanted); });
}

void MainWindow::makeMenus()
{
    QMenu *view = menuBar()->addMenu(tr("&View"));
    int number = 1;
    for (const PageEntry &entry : m_entries) {
        QAction *show = view->addAction(entry.word);
        show->setObjectName(QStringLiteral("actionShow") + QString::fromLatin1(entry.objectName).mid(4));
        show->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number % 10)));
        ++number;
        connect(show, &QAction::triggered, this, [this, wanted = entry.id] { showPage(wanted); });
    }
}

void MainWindow::followSession()
{
    for (const auto signal : {&Session::projectOpened, &Session::projectClosed})
        connect(&m_session, signal, this, [this] {
            m_notice->clear();
            readTitle();
            m_pages[m_current]->refresh();
            readPage();
            readRail();
        });
    connect(&m_session, &Session::jobStarted, this, [this](JobMonitor *job) { m_jobBar->showJob(job); });
    connect(&m_session, &Session::jobFinished, this, [this](JobMonitor *job, const JobOutcome &outcome) {
        m_jobBar->showJob(m_session.jobs().empty() ? nullptr : m_session.jobs().back());
        showOutcome(job, outcome);
    });
    connect(&m_session, &Session::readFailed, this, [this](const QString &sentence) { showNotice({Notice::Kind::Problem, sentence, {}, {}}); });
}

void MainWindow::showOutcome(JobMonitor *job, const JobOutcome &outcome)
{
    if (const auto *failure = std::get_if<Failed>(&outcome))
        showNotice({Notice::Kind::Problem, tr("%1: %2").arg(job->name(), errorSentence(*failure)), {}, {}});
}

Page *MainWindow::page(PageId wanted) const
{
    const auto found = m_pages.find(wanted);
    return found == m_pages.end() ? nullptr : found->second;
}

void MainWindow::showPage(PageId wanted)
{
    Page *target = page(wanted);
    if (!target)
        return;
    m_current = wanted;
    m_stack->setCurrentWidget(target);
    m_rail->setCurrent(wanted);
    target->refresh();
    readPage();
    target->takeFocus();
}

void MainWindow::readPage()
{
    Page *shown = m_pages[m_current];
    m_header->show(shown->title(), shown->stateSentence(), shown->nextAction());
}

void MainWindow::readRail()
{
    for (const auto &[id, made] : m_pages)
        m_rail->setMark(id, made->railMark());
}

void MainWindow::readTitle()
{
    setWindowTitle(m_session.hasProject() ? tr("%1 \u2013 Warbler").arg(m_session.projectPath()) : tr("Warbler"));
}

void MainWindow::showNotice(const Notice &notice)
{
    m_notice->showNotice(notice);
}

void MainWindow::requestAction(const QString &objectName)
{
    if (auto *action = findChild<QAction *>(objectName); action && action->isEnabled())
        action->trigger();
}

void MainWindow::openPath(const QString &path)
{
    try {
        m_session.openProject(QFileInfo(path).absoluteFilePath());
    } catch (const Error &error) {
        showNotice({Notice::Kind::Problem, errorSentence(error), {}, {}});
    }
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    storeSetting(Setting::WindowGeometry, saveGeometry());
    event->accept();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_rail->setWidth(width() < kNarrowWindow ? Rail::Width::Icons : Rail::Width::Words);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().size() == 1 && event->mimeData()->urls().first().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    openPath(event->mimeData()->urls().first().toLocalFile());
}

}  // namespace warbler::ui
