// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/file_menu.h"

#include <memory>

#include <QAction>
#include <QApplication>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMenu>
#include <QUrl>

#include "core/base/file_ops.h"
#include "core/corpus/tweet_repository.h"
#include "core/tables/alarm.h"
#include "ui/dialogs/export_labels_dialog.h"
#include "ui/support/dialogs.h"
#include "ui/support/error_text.h"
#include "ui/support/mnemonics.h"
#include "ui/support/session.h"
#include "ui/support/settings.h"
#include "ui/support/text.h"

namespace warbler::ui {

namespace {

// By its name as well: an empty one is new, and what is wrong with another one only the project can say.
bool isProjectFile(const QString &path) {
    QFile file(path);
    return path.endsWith(QLatin1String(".warbler")) ||
           (file.open(QIODevice::ReadOnly) && file.read(16) == QByteArray("SQLite format 3\0", 16));
}

const QString kCause = QStringLiteral("file");  // of a notice that goes when a file is opened

// What a CSV is for unless the user says otherwise.
ImportTarget targetOf(const Session &session) {
    return session.hasProject() && !session.project().isReadOnly() ? ImportTarget::AddTweets : ImportTarget::NewProject;
}

}  // namespace

FileMenu::FileMenu(Session &session, QMenu *menu, QWidget *window)
    : QObject(window), m_session(session), m_window(window) {
    m_import = add(menu, "actionImportTweets", tr("&Import tweets\u2026"), QKeySequence(Qt::CTRL | Qt::Key_I),
                   [this] { askForCsv(targetOf(m_session)); });
    add(menu, "actionOpenProject", tr("&Open\u2026"), QKeySequence::Open, [this] {
        const QString path =
            dialogs::openFile(m_window, tr("Open a project or a CSV of tweets"),
                              tr("Projects and CSV files (*.warbler *.csv *.tsv *.txt);;All files (*)"));
        if (!path.isEmpty())
            open(path);
    });
    m_recent = menu->addMenu(tr("Open &recent"));
    m_recent->setObjectName(QStringLiteral("menuRecent"));
    connect(m_recent, &QMenu::aboutToShow, this, [this] { fillRecent(); });
    add(menu, "actionOpenDemo", tr("Open the &demo"), {}, [this] { openDemo(); });
    menu->addSeparator();
    m_importLabels = add(menu, "actionImportLabels", tr("Import &labels\u2026"), {},
                         [this] { askForCsv(ImportTarget::LabelsOnly); });
    m_exportLabels = add(menu, "actionExportLabels", tr("&Export labels\u2026"), QKeySequence(Qt::CTRL | Qt::Key_E),
                         [this] { exportLabels(); });
    m_exportRejected =
        add(menu, "actionExportRejected", tr("Export re&jected rows\u2026"), {}, [this] { exportRejected(); });
    menu->addSeparator();
    m_close = add(menu, "actionCloseProject", tr("&Close project"), QKeySequence::Close, [this] {
        if (mayLeaveProject())
            runAct([this] { m_session.closeProject(); });
    });
    add(menu, "actionSave", tr("&Save"), QKeySequence::Save, [this] {
        const QString at = m_session.savedAt();
        Q_EMIT noticeRaised({Notice::Kind::Ok,
                             at.isEmpty() ? tr("Everything is saved.") : tr("Everything is saved (%1).").arg(at),
                             {},
                             {}});
    })->setVisible(false);
    add(menu, "actionQuit", tr("&Quit"), QKeySequence::Quit, [this] { m_window->close(); });
    connect(&session, &Session::projectClosing, this, [this] { closeDialogs(); });
    readActions();
}

QAction *FileMenu::add(QMenu *menu, const char *name, const QString &text, const QKeySequence &shortcut,
                       std::function<void()> act) {
    QAction *action = menu->addAction(text);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcut(shortcut);
    m_window->addAction(action);  // a hidden one keeps its shortcut
    connect(action, &QAction::triggered, this, std::move(act));
    return action;
}

void FileMenu::readActions() {
    const bool isOpen = m_session.hasProject(), isReading = m_session.job(JobKind::Files) != nullptr;
    const bool isWritable = isOpen && !m_session.project().isReadOnly();
    const bool hasTweets = isOpen && TweetRepository(m_session.project()).count() > 0;
    m_import->setEnabled(!isReading);
    m_importLabels->setEnabled(isWritable && hasTweets && !isReading);
    m_exportLabels->setEnabled(hasTweets);
    m_exportRejected->setEnabled(isOpen && TweetRepository(m_session.project()).rejectedCount() > 0);
    m_close->setEnabled(isOpen);
}

void FileMenu::closeDialogs() {
    for (QDialog *dialog : {static_cast<QDialog *>(m_dialog), static_cast<QDialog *>(m_export)})
        if (dialog)
            dialog->reject();
}

bool FileMenu::runAct(const std::function<void()> &act) {
    try {
        act();
        return true;
    } catch (...) {
        Q_EMIT noticeRaised(caughtNotice(kCause));
        return false;
    }
}

void FileMenu::fillRecent() {
    m_recent->clear();
    const QStringList files = recentFiles();
    for (const QString &path : files) {
        const int number = static_cast<int>(m_recent->actions().size()) + 1;
        const QString key = number < 10 ? QStringLiteral("&%1").arg(number) : QStringLiteral("1&0");
        QAction *entry = m_recent->addAction(key + QStringLiteral("  ") + withPlainAmpersands(path));
        entry->setEnabled(QFileInfo::exists(path));
        connect(entry, &QAction::triggered, this, [this, path] { open(path); });
    }
    if (files.isEmpty())
        m_recent->addAction(tr("&Nothing was opened yet"))->setEnabled(false);
}

void FileMenu::open(const QString &path) {
    const QFileInfo file(path);
    runAct([&] {
        if (!file.exists())
            throw Error(ErrorCode::MissingFile, toUtf8(path), "check the path, or choose the file with File, Open");
        if (file.isDir())
            throw Error(ErrorCode::UnsupportedFormat, toUtf8(path) + " is a folder",
                        "open a CSV or a .warbler project");
        if (!isProjectFile(path))
            showImport(file.absoluteFilePath(), targetOf(m_session));
        else if (mayLeaveProject())
            openProject(file.absoluteFilePath());
    });
}

bool FileMenu::mayLeaveProject() {
    if (m_session.jobs().empty())
        return true;
    return dialogs::ask(m_window, QStringLiteral("leaveProjectQuestion"),
                        tr("\u201c%1\u201d is still going on.").arg(m_session.jobs().back()->name()),
                        m_session.jobs().back() == m_session.job(JobKind::Files)
                            ? tr("Stopped now, nothing of it stays.")
                            : tr("What is finished is kept. A stopped run can be resumed."),
                        {tr("Go on working"), tr("Stop it")}) == 1;
}

void FileMenu::openProject(const QString &path) {
    try {
        m_session.openProject(path);
    } catch (const Error &error) {
        if (error.code() != ErrorCode::ProjectInUse && error.code() != ErrorCode::ReadOnlyProject) {
            Q_EMIT noticeRaised(caughtNotice(kCause));
            return;
        }
        Notice notice{Notice::Kind::Warning, errorSentence(error), tr("Open read-only"), {}, kCause};
        notice.act = [this, path] { openToRead(path); };
        Q_EMIT noticeRaised(notice);
        return;
    } catch (...) {
        Q_EMIT noticeRaised(caughtNotice(kCause));
        return;
    }
    addRecentFile(path);
    if (!m_session.project().recoveryNote().empty())
        Q_EMIT noticeRaised({Notice::Kind::Ok, fromUtf8(m_session.project().recoveryNote()), {}, {}});
}

void FileMenu::openToRead(const QString &path) {
    if (!runAct([&] { m_session.openProject(path, OpenMode::ReadOnly); }))
        return;
    addRecentFile(path);
    const QString why = fromUtf8(m_session.project().warning());
    const QString sentence = tr("This project can only be read: nothing you do here is stored.");
    Q_EMIT noticeRaised(
        {Notice::Kind::Warning, why.isEmpty() ? sentence : sentence + QLatin1Char(' ') + why, {}, {}, {}});
}

void FileMenu::askForCsv(ImportTarget target) {
    const QString path =
        dialogs::openFile(m_window, tr("Import tweets from a CSV"), tr("CSV files (*.csv *.tsv *.txt);;All files (*)"));
    if (!path.isEmpty())
        showImport(QFileInfo(path).absoluteFilePath(), target);
}

void FileMenu::showImport(const QString &csv, ImportTarget target) {
    if (m_session.job(JobKind::Files)) {
        Q_EMIT noticeRaised(
            {Notice::Kind::Info, tr("Another file is being read or written. Try again when it is done."), {}, {}});
        return;
    }
    delete m_dialog;
    m_dialog = new ImportDialog(m_session, csv, target, m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &QDialog::accepted, this, [this] { import(m_dialog->request(), m_dialog->target()); });
    m_dialog->open();
    Q_EMIT noticeSettled(kCause);
}

void FileMenu::import(const ImportRequest &request, ImportTarget target) {
    if (target == ImportTarget::LabelsOnly)
        importLabelsOnly(request);
    else
        importTweets(request, target);
}

void FileMenu::importTweets(const ImportRequest &request, ImportTarget target) {
    const bool isNew = target == ImportTarget::NewProject;
    if (isNew) {
        if (!mayLeaveProject())
            return;
        if (!runAct([&] { m_session.createProject(fromUtf8(projectPathFor(request.csvPath))); }))
            return;
    }
    struct Done {
        FileReceipt receipt;
        RejectedFile rejected;
    };
    const QString path = m_session.projectPath();
    const auto done = std::make_shared<Done>();
    JobMonitor *job = m_session.startJob(
        JobKind::Files, tr("Import of %1").arg(QFileInfo(fromUtf8(request.csvPath)).fileName()),
        [project = m_session.sharedProject(), request, done](std::stop_token stop, const ReportEvent &report) {
            done->receipt = importCorpus(*project, request, stop, report);
            done->rejected = writeRejected(*project, done->receipt, request.csvPath);
        });
    connect(job, &JobMonitor::finished, this, [this, isNew, done, path](const JobOutcome &outcome) {
        if (std::holds_alternative<Succeeded>(outcome)) {
            addRecentFile(m_session.projectPath());
            m_session.tellTweetsChanged();
            m_session.tellCodebookChanged();
            m_session.tellLabelsChanged();
            tellImport(done->receipt, done->rejected);
            Q_EMIT pageRequested(PageId::Overview);
        } else if (isNew && m_session.hasProject() && m_session.projectPath() == path &&
                   !TweetRepository(m_session.project()).hasDecidedImport()) {
            // Nothing came of it: the empty project file made for it goes as well, and the reason stays to be read.
            const bool isDiscarded = runAct([this] { m_session.discardProject(); });
            if (const auto *failure = std::get_if<Failed>(&outcome); failure && isDiscarded)
                Q_EMIT noticeRaised({Notice::Kind::Problem, errorSentence(*failure), {}, {}, kCause});
        }
    });
}

void FileMenu::tellImport(const FileReceipt &receipt, const RejectedFile &rejected) {
    QStringList parts{tr("%Ln tweets imported", nullptr, static_cast<int>(receipt.imported))};
    if (receipt.labelled > 0)
        parts << tr("%1 of them labelled").arg(countText(receipt.labelled));
    if (receipt.duplicate > 0)
        parts << tr("%1 with an id that was there already").arg(countText(receipt.duplicate));
    if (receipt.empty > 0)
        parts << tr("%1 without a text").arg(countText(receipt.empty));
    if (receipt.rejected > 0)
        parts << tr("%1 rejected").arg(countText(receipt.rejected));
    Notice notice{
        Notice::Kind::Ok,
        tr("%Ln rows read: %1.", nullptr, static_cast<int>(receipt.read)).arg(parts.join(QStringLiteral(", "))),
        {},
        {}};
    if (receipt.skipped > 0)
        notice.sentence +=
            QLatin1Char(' ') + tr("Lines skipped because they are no rows: %1.").arg(countText(receipt.skipped));
    for (const Alarm &alarm : receipt.alarms) {
        notice.kind = Notice::Kind::Warning;
        notice.sentence += QLatin1Char(' ') + fromUtf8(alarm.sentence);
    }
    if (!rejected.path.empty()) {
        const QString file = fromUtf8(rejected.path);
        notice.kind = Notice::Kind::Warning;
        notice.sentence += QLatin1Char(' ') + tr("The rejected rows stand in %1.").arg(QFileInfo(file).fileName());
        notice.button = tr("Show them");
        notice.act = [file] { QDesktopServices::openUrl(QUrl::fromLocalFile(file)); };
    } else if (!rejected.problem.empty()) {
        notice.kind = Notice::Kind::Warning;
        notice.sentence +=
            QLatin1Char(' ') + tr("The rejected rows could not be written beside the file; they are in the project.");
        notice.button = tr("Export them\u2026");
        notice.act = [this] { exportRejected(); };
    }
    Q_EMIT noticeRaised(notice);
}

void FileMenu::importLabelsOnly(const ImportRequest &request) {
    const auto receipt = std::make_shared<LabelsReceipt>();
    JobMonitor *job = m_session.startJob(
        JobKind::Files, tr("Labels of %1").arg(QFileInfo(fromUtf8(request.csvPath)).fileName()),
        [project = m_session.sharedProject(), request, receipt](std::stop_token stop, const ReportEvent &report) {
            *receipt = importLabels(*project, request, stop, report);
        });
    connect(job, &JobMonitor::finished, this, [this, receipt](const JobOutcome &outcome) {
        if (!std::holds_alternative<Succeeded>(outcome))
            return;
        m_session.tellCodebookChanged();
        m_session.tellLabelsChanged();
        Notice notice{Notice::Kind::Ok,
                      tr("%Ln labels taken, from a file of %1 rows.", nullptr, static_cast<int>(receipt->labelled))
                          .arg(countText(receipt->read)),
                      {},
                      {}};
        if (receipt->unmatched > 0) {
            notice.kind = Notice::Kind::Warning;
            QStringList ids;
            for (const auto &line : receipt->unmatchedIds) {
                if (ids.size() == 5)
                    break;
                ids << tr("%1 (line %2)").arg(fromUtf8(line.second), countText(line.first));
            }
            notice.sentence +=
                QLatin1Char(' ') +
                tr("%Ln ids are not in this project: %1%2", nullptr, static_cast<int>(receipt->unmatched))
                    .arg(ids.join(QStringLiteral(", ")),
                         receipt->unmatched > ids.size() ? QStringLiteral(" \u2026") : QStringLiteral("."));
        }
        Q_EMIT noticeRaised(notice);
    });
}

void FileMenu::exportRejected() {
    const QString name = QFileInfo(m_session.projectPath()).completeBaseName() + QStringLiteral("_rejected.csv");
    const std::shared_ptr<Project> project = m_session.sharedProject();
    const QString path =
        dialogs::saveFile(m_window, tr("Export the rejected rows of all imports"), tr("CSV files (*.csv)"), name);
    if (path.isEmpty() || !project || project != m_session.sharedProject())
        return;
    const auto summary = std::make_shared<RejectedSummary>();
    JobMonitor *job = m_session.startJob(JobKind::Files, tr("Export to %1").arg(QFileInfo(path).fileName()),
                                         [project, path, summary](std::stop_token, const ReportEvent &) {
                                             *summary = warbler::exportRejected(*project, toUtf8(path));
                                         });
    connect(job, &JobMonitor::finished, this, [this, path, summary](const JobOutcome &outcome) {
        if (std::holds_alternative<Succeeded>(outcome))
            Q_EMIT noticeRaised(
                {Notice::Kind::Ok,
                 tr("%Ln rejected rows written to %1.", nullptr, static_cast<int>(summary->rows)).arg(path),
                 {},
                 {}});
    });
}

void FileMenu::openDemo() {
    // A copy in the user's data folder: the demo may be changed and opened again from the start.
    runAct([this] {
        const std::string folder = dataFolder() + "/demo";
        makeFolders(folder);
        const std::string csv = folder + "/demo_tweets.csv";
        QFile sample(QStringLiteral(":/samples/demo_tweets.csv"));
        if (!sample.open(QIODevice::ReadOnly))
            throw Error(ErrorCode::MissingFile, "the demo is missing in this program", "install Warbler again");
        const QByteArray bytes = sample.readAll();
        saveFile(csv, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
        ImportRequest request;
        request.csvPath = csv;
        request.positive = "against";
        importTweets(request, ImportTarget::NewProject);
    });
}

void FileMenu::exportLabels() {
    auto *dialog = new ExportLabelsDialog(m_session, m_window);
    m_export = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const ExportRequest request = dialog->request();
        const QString path = fromUtf8(request.outPath);
        const auto summary = std::make_shared<PredictSummary>();
        JobMonitor *job = m_session.startJob(
            JobKind::Files, tr("Export to %1").arg(QFileInfo(path).fileName()),
            [project = m_session.sharedProject(), request, summary](std::stop_token stop, const ReportEvent &report) {
                *summary = warbler::exportLabels(*project, request, stop, report);
            });
        connect(job, &JobMonitor::finished, this, [this, path, summary](const JobOutcome &outcome) {
            if (!std::holds_alternative<Succeeded>(outcome))
                return;
            Notice notice{Notice::Kind::Ok,
                          tr("%Ln rows written to %1.", nullptr, static_cast<int>(summary->rows)).arg(path),
                          tr("Show the folder"),
                          {}};
            notice.act = [path] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath())); };
            Q_EMIT noticeRaised(notice);
        });
    });
    dialog->open();
}

}  // namespace warbler::ui
