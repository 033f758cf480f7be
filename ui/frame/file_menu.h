// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QObject>
#include <QPointer>

#include "core/workflows/export_labels.h"
#include "core/workflows/import_corpus.h"
#include "core/workflows/rejected_rows.h"
#include "ui/dialogs/import_dialog.h"
#include "ui/pages/page.h"

class QAction;
class QMenu;
class QWidget;

namespace warbler::ui {

class ExportLabelsDialog;
class Session;

// The File menu and what it does: opening, importing, exporting, the demo. Files are read and written on the files
// thread.
class FileMenu : public QObject {
    Q_OBJECT
public:
    FileMenu(Session &session, QMenu *menu, QWidget *window);
    // A project is opened, anything else is taken for a CSV and shown in the import dialog.
    void open(const QString &path);
    void readActions();  // enables those that can act

Q_SIGNALS:
    void noticeRaised(const warbler::ui::Notice &notice);
    void noticeSettled(const QString &cause);
    void pageRequested(warbler::ui::PageId page);

private:
    QAction *add(QMenu *menu, const char *name, const QString &text, const QKeySequence &shortcut,
                 std::function<void()> act);
    void openProject(const QString &path);
    void openToRead(const QString &path);
    void askForCsv(ImportTarget target);
    void showImport(const QString &csv, ImportTarget target);
    void import(const ImportRequest &request, ImportTarget target);
    void importTweets(const ImportRequest &request, ImportTarget target);
    void importLabelsOnly(const ImportRequest &request);
    void tellImport(const FileReceipt &receipt, const RejectedFile &rejected);
    void openDemo();
    void exportLabels();
    void exportRejected();
    void fillRecent();
    void closeDialogs();  // they ask about the project that is going
    // Runs act; what it throws becomes a notice. False: it failed.
    bool runAct(const std::function<void()> &act);
    bool mayLeaveProject();  // asks where a run is going on

    Session &m_session;
    QWidget *m_window;
    QMenu *m_recent;
    QAction *m_import, *m_importLabels, *m_exportLabels, *m_exportRejected, *m_close;
    QPointer<ImportDialog> m_dialog;
    QPointer<ExportLabelsDialog> m_export;
};

}  // namespace warbler::ui
