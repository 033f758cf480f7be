// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/label/label_undo.h"

#include <QAction>

#include "ui/pages/label/label_keys.h"
#include "ui/pages/label/undo_text.h"
#include "ui/support/dialogs.h"
#include "ui/support/mnemonics.h"
#include "ui/support/session.h"
#include "ui/support/text.h"

namespace warbler::ui {

LabelUndo::LabelUndo(Session &session, LabelKeys &keys, QWidget *page)
    : QObject(page), m_session(session), m_page(page),
      m_undo(keys.add("actionUndoLabel", tr("&Undo"), {Qt::Key_Backspace}, [this] { turn(Direction::Undo); })),
      m_redo(keys.add("actionRedoLabel", tr("&Redo"), {}, [this] { turn(Direction::Redo); })) {
    connect(&session, &Session::coderChanged, this, [this] { readActions(); });
}

void LabelUndo::readActions() {
    std::optional<UndoNote> undo, redo;
    if (m_session.hasProject() && !m_session.project().isReadOnly()) {
        const LabelRepository labels(m_session.project());
        const std::string coder = toUtf8(m_session.coder());
        undo = labels.nextUndo(coder);
        redo = labels.nextRedo(coder);
    }
    readAction(m_undo, tr("&Undo"), undo);
    readAction(m_redo, tr("&Redo"), redo);
}

void LabelUndo::readAction(QAction *action, const QString &idle, const std::optional<UndoNote> &note) {
    // A whole import is taken back on the files thread.
    const bool canAct = note && (note->batch == 0 || !m_session.job(JobKind::Files));
    action->setText(note ? QLatin1Char('&') + withPlainAmpersands(undoSentence(note->sentence)) : idle);
    action->setEnabled(canAct);
}

void LabelUndo::tellAct(LabelAction action, const Category *category, const QString &tweetId) {
    QString word;
    switch (action) {
    case LabelAction::Label:
        word = category ? tr("\u201c%1\u201d").arg(fromUtf8(category->name)) : QString();
        break;
    case LabelAction::Clear:
        word = tr("label cleared");
        break;
    case LabelAction::Skip:
        word = tr("skipped for now");
        break;
    case LabelAction::NotCodable:
        word = tr("not codable");
        break;
    case LabelAction::Unsure:
        word = tr("unsure");
        break;
    case LabelAction::Flag:
        word = tr("flag");
        break;
    case LabelAction::Undo:
        break;
    }
    Q_EMIT sentenceChanged(tr("Undo: %1 on %2   Ctrl+Z").arg(word, tweetId));
}

void LabelUndo::turn(Direction direction) {
    if (!m_session.hasProject())
        return;
    const bool isUndo = direction == Direction::Undo;
    const Turn act = isUndo ? Turn(&LabelRepository::undo) : Turn(&LabelRepository::redo);
    try {
        LabelRepository labels(m_session.project());
        const std::string coder = toUtf8(m_session.coder());
        if (const auto next = isUndo ? labels.nextUndo(coder) : labels.nextRedo(coder); next && next->batch != 0) {
            turnImport(*next, act);
        } else if (const auto note = (labels.*act)(coder)) {
            Q_EMIT labelTurned(*note);
            Q_EMIT sentenceChanged((isUndo ? tr("Undone: %1") : tr("Done again: %1")).arg(undoneAct(note->sentence)));
        } else {
            Q_EMIT sentenceChanged(isUndo ? tr("Nothing to undo.") : tr("Nothing to redo."));
        }
    } catch (...) {
        Q_EMIT noticeRaised(caughtNotice(QStringLiteral("label")));
    }
}

void LabelUndo::turnImport(const UndoNote &note, Turn act) {
    const QString sentence = undoSentence(note.sentence);
    if (m_session.job(JobKind::Files)) {
        Q_EMIT noticeRaised(
            {Notice::Kind::Info, tr("A file is being read or written. Try again when it is done."), {}, {}});
        return;
    }
    const std::shared_ptr<Project> project = m_session.sharedProject();
    // Far more than the key that asked for it usually takes back.
    if (dialogs::ask(m_page, QStringLiteral("undoImportQuestion"), tr("%1?").arg(sentence),
                     tr("Its tweets, labels and categories go or come together. Until the next label or import it can "
                        "be turned round again."),
                     {tr("Leave it"), tr("Go on")}) != 1 ||
        m_session.sharedProject() != project)
        return;
    JobMonitor *job =
        m_session.startJob(JobKind::Files, sentence,
                           [project, coder = toUtf8(m_session.coder()), act](std::stop_token, const ReportEvent &) {
                               LabelRepository labels(*project);
                               (labels.*act)(coder);
                           });
    connect(job, &JobMonitor::finished, this, [this, sentence, project](const JobOutcome &outcome) {
        if (!std::holds_alternative<Succeeded>(outcome) || m_session.sharedProject() != project)
            return;
        Q_EMIT importTurned();
        Q_EMIT sentenceChanged(tr("Done: %1").arg(sentence));
        Q_EMIT noticeRaised({Notice::Kind::Ok, tr("Done: %1").arg(sentence), {}, {}});
    });
}

}  // namespace warbler::ui
