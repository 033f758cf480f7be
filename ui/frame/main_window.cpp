// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/main_window.h"

#include <QAction>
#include <QActionGroup>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QGridLayout>
#include <QMenuBar>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/frame/edit_menu.h"
#include "ui/frame/file_menu.h"
#include "ui/frame/job_bar.h"
#include "ui/frame/notice_line.h"
#include "ui/frame/page_header.h"
#include "ui/frame/rail.h"
#include "ui/frame/status_line.h"
#include "ui/support/dialogs.h"
#include "ui/support/error_text.h"
#include "ui/support/language.h"
#include "ui/support/session.h"
#include "ui/support/settings.h"
#include "ui/support/theme.h"
#include "ui/support/theme_choice.h"
#include "ui/support/wheel_guard.h"

namespace warbler::ui {

namespace {
constexpr int kNarrowWindow = 1100;

// What a notice about a job, or about something that could not be read, goes with.
QString causeOf(const JobMonitor &job) { return QStringLiteral("job ") + job.name(); }
QString causeOf(const QObject *reader) { return QStringLiteral("read %1").arg(reinterpret_cast<quintptr>(reader)); }
}  // namespace

MainWindow::MainWindow(Session &session, ThemeChoice &theme, QWidget *parent)
    : QMainWindow(parent), m_session(session), m_theme(theme), m_entries(pageTable()), m_rail(new Rail(m_entries)),
      m_header(new PageHeader), m_notice(new NoticeLine), m_banner(new QPushButton), m_stack(new QStackedWidget),
      m_jobBar(new JobBar), m_status(new StatusLine(session)) {
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
    m_banner->setObjectName(QStringLiteral("trainingBanner"));
    m_banner->setToolTip(tr("Show the Train page"));
    m_banner->hide();
    connect(m_banner, &QPushButton::clicked, this, [this] { showPage(PageId::Train); });
    // One line for both, there also while it is empty: the page below never moves.
    auto *noticeRow = new QGridLayout;
    noticeRow->setContentsMargins(kSpace24, 0, kSpace24, 0);
    noticeRow->addWidget(m_notice, 0, 0);
    noticeRow->addWidget(m_banner, 0, 0, Qt::AlignTop);
    column->addLayout(noticeRow);
    connect(m_notice, &NoticeLine::changed, this, [this] { readBanner(); });
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
    new WheelGuard(this);
    followSession();
    readActions();
    restoreGeometry(settingBytes(Setting::WindowGeometry));
    showPage(PageId::Overview);
    readTitle();
}

MainWindow::~MainWindow() = default;

void MainWindow::makePages() {
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
        connect(made, &Page::fileRequested, this, [this](const QString &path) { openPath(path); });
        connect(made, &Page::noticeRaised, this, [this](const Notice &notice) { showNotice(notice); });
        connect(made, &Page::noticeCleared, this, [this] { m_notice->clear(); });
        connect(made, &Page::noticeSettled, this, [this](const QString &cause) { m_notice->settle(cause); });
    }
    connect(m_rail, &Rail::pageChosen, this, [this](PageId wanted) {
        m_notice->clearIfQuiet();
        showPage(wanted);
    });
}

void MainWindow::makeMenus() {
    m_files = new FileMenu(m_session, menuBar()->addMenu(tr("&File")), this);
    connect(m_files, &FileMenu::noticeRaised, this, [this](const Notice &notice) { showNotice(notice); });
    connect(m_files, &FileMenu::noticeSettled, this, [this](const QString &cause) { m_notice->settle(cause); });
    connect(m_files, &FileMenu::pageRequested, this, [this](PageId wanted) { showPage(wanted); });
    m_edit = new EditMenu(menuBar()->addMenu(tr("&Edit")), this);
    // What a page offers stands in a menu of the page's name; its shortcuts work on that page only.
    for (const PageEntry &entry : m_entries) {
        const std::vector<QAction *> actions = m_pages[entry.id]->menuActions();
        if (actions.empty())
            continue;
        QMenu *menu = menuBar()->addMenu(entry.menuWord);
        for (QAction *action : actions)
            menu->addAction(action);
    }
    QMenu *view = menuBar()->addMenu(tr("&View"));
    int number = 1;
    for (const PageEntry &entry : m_entries) {
        QAction *show = view->addAction(entry.menuWord);
        show->setObjectName(QStringLiteral("actionShow") + QString::fromLatin1(entry.objectName).mid(4));
        show->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number % 10)));
        ++number;
        connect(show, &QAction::triggered, this, [this, wanted = entry.id] {
            m_notice->clearIfQuiet();
            showPage(wanted);
        });
    }
    makeThemeMenu(view);
    makeLanguageMenu(view);
    makeHelpMenu();
    auto *open = new QAction(this);
    open->setObjectName(QStringLiteral("actionOpenMenuBar"));
    open->setShortcut(Qt::Key_F10);
    addAction(open);
    // The open menu takes the keys by itself; the focus stays where it is.
    connect(open, &QAction::triggered, this, [this] { menuBar()->setActiveAction(menuBar()->actions().first()); });
}

void MainWindow::makeThemeMenu(QMenu *view) {
    view->addSeparator();
    QMenu *menu = view->addMenu(tr("Th&eme"));
    auto *group = new QActionGroup(this);
    const std::pair<ThemeRule, QString> rules[] = {{ThemeRule::System, tr("As the &system")},
                                                   {ThemeRule::Light, tr("&Light")},
                                                   {ThemeRule::Dark, tr("&Dark")},
                                                   {ThemeRule::HighContrast, tr("&High contrast")}};
    const char *const names[] = {"actionThemeSystem", "actionThemeLight", "actionThemeDark", "actionThemeHighContrast"};
    for (const auto &rule : rules) {
        QAction *choose = menu->addAction(rule.second);
        choose->setObjectName(QString::fromLatin1(names[static_cast<int>(rule.first)]));
        choose->setCheckable(true);
        choose->setChecked(m_theme.rule() == rule.first);
        group->addAction(choose);
        connect(choose, &QAction::triggered, this, [this, wanted = rule.first] { m_theme.setRule(wanted); });
    }
}

void MainWindow::makeLanguageMenu(QMenu *view) {
    QMenu *menu = view->addMenu(tr("Lan&guage"));
    auto *group = new QActionGroup(this);
    // A language is named in itself, so that whoever reads no other one finds it.
    const std::tuple<LanguageRule, const char *, QString> rules[] = {
        {LanguageRule::System, "actionLanguageSystem", tr("&System language")},
        {LanguageRule::English, "actionLanguageEnglish", QStringLiteral("&English")},
        {LanguageRule::German, "actionLanguageGerman", QStringLiteral("&Deutsch")}};
    for (const auto &rule : rules) {
        QAction *choose = menu->addAction(std::get<QString>(rule));
        choose->setObjectName(QString::fromLatin1(std::get<const char *>(rule)));
        choose->setCheckable(true);
        choose->setChecked(storedLanguageRule() == std::get<LanguageRule>(rule));
        group->addAction(choose);
        connect(choose, &QAction::triggered, this, [this, wanted = std::get<LanguageRule>(rule)] {
            storeLanguageRule(wanted);
            showNotice({Notice::Kind::Info, tr("The language changes when Warbler is started the next time."), {}, {}});
        });
    }
}

void MainWindow::makeHelpMenu() {
    QMenu *menu = menuBar()->addMenu(tr("&Help"));
    QAction *about = menu->addAction(tr("&About Warbler"));
    about->setObjectName(QStringLiteral("actionAbout"));
    connect(about, &QAction::triggered, this, [this] {
        showNotice({Notice::Kind::Info,
                    tr("Warbler labels tweets, tunes a prompt and classifies a corpus, on this computer alone. Free "
                       "software under the "
                       "GPL, version 3 or later."),
                    {},
                    {}});
    });
}

void MainWindow::followSession() {
    for (const auto signal : {&Session::projectOpened, &Session::projectClosed})
        connect(&m_session, signal, this, [this] {
            m_notice->clear();
            readTitle();
            m_pages[m_current]->refresh();
            readActions();
            readPage();
            readRail();
        });
    for (const auto signal : {&Session::tweetsChanged, &Session::codebookChanged, &Session::runsChanged})
        connect(&m_session, signal, this, [this] { readActions(); });
    connect(&m_session, &Session::jobStarted, this, [this](JobMonitor *job) {
        m_notice->settle(causeOf(*job));
        m_jobBar->showJob(job);
        readActions();
        connect(job, &JobMonitor::progressed, this, [this] { readBanner(); });
    });
    connect(&m_session, &Session::jobFinished, this, [this](JobMonitor *job, const JobOutcome &outcome) {
        m_jobBar->showJob(m_session.jobs().empty() ? nullptr : m_session.jobs().back());
        showOutcome(job, outcome);
        readActions();
        readBanner();
    });
    connect(&m_session, &Session::readFailed, this, [this](const QString &sentence, QObject *reader) {
        showNotice({Notice::Kind::Problem, sentence, {}, {}, causeOf(reader)});
    });
    connect(&m_session, &Session::readDone, this, [this](QObject *reader) { m_notice->settle(causeOf(reader)); });
}

void MainWindow::readActions() {
    m_files->readActions();
    for (const auto &[id, made] : m_pages)
        made->readActions();
    readEdit();
}

void MainWindow::readEdit() {
    const Page *shown = m_pages[m_current], *label = m_pages[PageId::Label];
    QAction *undo = shown->undoAction(), *redo = shown->redoAction();
    m_edit->follow(undo ? undo : label->undoAction(), redo ? redo : label->redoAction());
}

void MainWindow::showOutcome(JobMonitor *job, const JobOutcome &outcome) {
    if (const auto *failure = std::get_if<Failed>(&outcome))
        showNotice(
            {Notice::Kind::Problem, tr("%1: %2").arg(job->name(), errorSentence(*failure)), {}, {}, causeOf(*job)});
}

Page *MainWindow::page(PageId wanted) const {
    const auto found = m_pages.find(wanted);
    return found == m_pages.end() ? nullptr : found->second;
}

void MainWindow::showPage(PageId wanted) {
    Page *target = page(wanted);
    if (!target)
        return;
    m_current = wanted;
    m_stack->setCurrentWidget(target);
    m_rail->setCurrent(wanted);
    target->refresh();
    readEdit();
    readPage();
    readBanner();
    giveFocus(target);
}

void MainWindow::giveFocus(Page *shown) {
    shown->takeFocus();
    if (shown->isAncestorOf(focusWidget()))
        return;
    // Left to itself the focus would go to whatever follows the page that was left.
    for (QWidget *next = shown->nextInFocusChain(); next != shown; next = next->nextInFocusChain())
        if (shown->isAncestorOf(next) && next->isVisible() && next->isEnabled() &&
            (next->focusPolicy() & Qt::TabFocus) == Qt::TabFocus) {
            next->setFocus(Qt::OtherFocusReason);
            return;
        }
}

void MainWindow::readPage() {
    Page *shown = m_pages[m_current];
    m_header->show(shown->title(), shown->stateSentence(), shown->nextAction());
}

void MainWindow::readBanner() {
    const JobMonitor *job = m_session.job(JobKind::Device);
    const bool isWanted = job && job->isTraining() && m_current != PageId::Train && m_notice->isHidden();
    if (isWanted)
        m_banner->setText(tr("Training goes on: %1").arg(job->sentence()));
    m_banner->setVisible(isWanted);
}

void MainWindow::readRail() {
    for (const auto &[id, made] : m_pages)
        m_rail->setMark(id, made->railMark());
}

void MainWindow::readTitle() {
    setWindowFilePath(m_session.projectPath());  // what no picture or table may be saved over
    if (!m_session.hasProject())
        setWindowTitle(tr("Warbler"));
    else
        setWindowTitle(
            (m_session.project().isReadOnly() ? tr("%1 (read-only) \u2013 Warbler") : tr("%1 \u2013 Warbler"))
                .arg(m_session.projectPath()));
}

void MainWindow::showNotice(const Notice &notice) { m_notice->showNotice(notice); }

void MainWindow::requestAction(const QString &objectName) {
    if (auto *action = findChild<QAction *>(objectName); action && action->isEnabled())
        action->trigger();
}

void MainWindow::openPath(const QString &path) {
    runAct([&] { m_files->open(path); });
}

void MainWindow::closeEvent(QCloseEvent *event) {
    storeSetting(Setting::WindowGeometry, saveGeometry());
    if (!mayClose()) {
        event->ignore();
        return;
    }
    // Everything is on disk, whatever happens; the next opening tidies the file.
    runAct([this] { m_session.closeProject(); });
    event->accept();
}

void MainWindow::closeUnasked() {
    m_isAsking = false;
    close();
}

bool MainWindow::runAct(const std::function<void()> &act) {
    try {
        act();
        return true;
    } catch (...) {
        showNotice(caughtNotice());
        return false;
    }
}

bool MainWindow::mayClose() {
    if (m_session.jobs().empty() || !m_isAsking)
        return true;
    const JobMonitor *running = m_session.jobs().back();
    const bool isTraining = running->epoch() > 0;
    return dialogs::ask(this, QStringLiteral("closeQuestion"),
                        tr("\u201c%1\u201d is still going on.").arg(running->name()),
                        isTraining ? tr("Stopped now, the run keeps its best state and can be resumed.")
                        : running == m_session.job(JobKind::Files) ? tr("Stopped now, nothing of it stays.")
                                                                   : tr("What is finished is kept."),
                        {tr("Go on working"), isTraining ? tr("Stop and keep best") : tr("Stop and close")}) == 1;
}

void MainWindow::resizeEvent(QResizeEvent *event) {
    QMainWindow::resizeEvent(event);
    m_rail->setWidth(width() < kNarrowWindow ? Rail::Width::Icons : Rail::Width::Words);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event) {
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().size() == 1 &&
        event->mimeData()->urls().first().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event) {
    if (event->mimeData()->urls().isEmpty())
        return;
    event->acceptProposedAction();
    openPath(event->mimeData()->urls().first().toLocalFile());
}

}  // namespace warbler::ui
