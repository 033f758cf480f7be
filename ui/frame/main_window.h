// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <vector>

#include <QMainWindow>

#include "core/jobs/job_event.h"
#include "ui/frame/page_table.h"
#include "ui/pages/page.h"

class QMenu;
class QPushButton;
class QStackedWidget;

namespace warbler::ui {

class EditMenu;
class FileMenu;
class JobBar;
class JobMonitor;
class NoticeLine;
class PageHeader;
class Rail;
class Session;
class StatusLine;
class ThemeChoice;

// Menu, page switching, opening and closing, nothing else.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(Session &session, ThemeChoice &theme, QWidget *parent = nullptr);
    ~MainWindow() override;

    void showPage(PageId page);
    PageId currentPage() const { return m_current; }
    Page *page(PageId page) const;
    void showNotice(const Notice &notice);
    // A project is opened, a CSV shown in the import dialog; errors become a notice.
    void openPath(const QString &path);
    // As Quit, but nobody is there to answer: what goes on is stopped and kept.
    void closeUnasked();

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void makePages();
    void makeMenus();
    void makeThemeMenu(QMenu *view);
    void makeLanguageMenu(QMenu *view);
    void makeHelpMenu();
    void followSession();
    void giveFocus(Page *shown);
    void readPage();  // header and rail mark of the current page
    void readRail();
    void readTitle();
    void readActions();
    void readEdit();
    void readBanner();  // a training goes on, and another page is shown
    void showOutcome(JobMonitor *job, const JobOutcome &outcome);
    void requestAction(const QString &objectName);

    bool mayClose();                                // asks where a run is going on
    bool runAct(const std::function<void()> &act);  // what act throws becomes a notice

    Session &m_session;
    ThemeChoice &m_theme;
    std::vector<PageEntry> m_entries;
    std::map<PageId, Page *> m_pages;
    PageId m_current = PageId::Overview;
    Rail *m_rail;
    PageHeader *m_header;
    NoticeLine *m_notice;
    QPushButton *m_banner;
    QStackedWidget *m_stack;
    JobBar *m_jobBar;
    StatusLine *m_status;
    FileMenu *m_files = nullptr;
    EditMenu *m_edit = nullptr;
    bool m_isAsking = true;  // before it closes
};

}  // namespace warbler::ui
