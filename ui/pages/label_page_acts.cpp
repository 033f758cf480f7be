// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Labelling, undo and redo.
#include <algorithm>

#include <QApplication>
#include <QLabel>
#include <QStackedWidget>

#include "core/corpus/label_repository.h"
#include "ui/dialogs/dialogs.h"
#include "ui/models/tweet_model.h"
#include "ui/pages/label_page.h"
#include "ui/support/category_buttons.h"
#include "ui/support/error_text.h"
#include "ui/support/session.h"
#include "ui/support/text.h"

namespace warbler::ui {

namespace {

const QString kCause = QStringLiteral("label");  // of a notice that goes when a label is stored again

QString actWord(LabelAction action, const Category *category) {
    switch (action) {
    case LabelAction::Label:
        return category ? LabelPage::tr("\u201c%1\u201d").arg(fromUtf8(category->name)) : QString();
    case LabelAction::Clear:
        return LabelPage::tr("label cleared");
    case LabelAction::Skip:
        return LabelPage::tr("skipped for now");
    case LabelAction::NotCodable:
        return LabelPage::tr("not codable");
    case LabelAction::Unsure:
        return LabelPage::tr("unsure");
    case LabelAction::Flag:
        return LabelPage::tr("flag");
    case LabelAction::Undo:
        break;
    }
    return {};
}

}  // namespace

void LabelPage::label(CodeId code) {
    if (!canAct())
        return;
    m_buttons->light(code);
    act(LabelAction::Label, code, Step::Next);
}

void LabelPage::act(LabelAction action, CodeId code, Step step) {
    // A key pressed while a menu or a choice is open is meant for that.
    if (!canAct() || QApplication::activePopupWidget() || QApplication::activeModalWidget())
        return;
    LabelEvent event;
    event.tweet = m_current.key;
    event.coder = toUtf8(session().coder());
    event.action = action;
    event.code = code;
    event.msShown = static_cast<int>(std::min<qint64>(m_shown.elapsed(), 3'600'000));
    event.order = order() == TweetOrder::Random ? "random " + std::to_string(session().project().seed()) : "list";
    try {
        LabelRepository(session().project()).append(std::move(event));
    } catch (...) {
        // The tweet stays; nothing was shown as saved.
        Notice notice = caughtNotice(kCause);
        notice.button = tr("Try again");
        notice.act = [this, action, code, step] { act(action, code, step); };
        Q_EMIT noticeRaised(notice);
        return;
    }
    Q_EMIT noticeSettled(kCause);
    session().tellSaved();
    const TweetKey done = m_current.key;
    const Category *category = m_codebook.find(code);
    m_undoLine->setText(tr("Undo: %1 on %2   Ctrl+Z").arg(actWord(action, category), fromUtf8(m_current.id.text())));
    m_model->forget(done);
    if (action == LabelAction::Skip && filterState() == TweetFilter::State::Unlabelled && m_row >= 0)
        m_model->append(done);  // comes again at the end
    if (step == Step::Next)
        next();
    else
        showCurrent();
    readCounts();
    session().tellLabelsChanged();
}

void LabelPage::next() {
    if (m_row + 1 < m_model->rowCount())
        showRow(m_row + 1);
    else if (m_current.key.row != 0 && filterState() == TweetFilter::State::Unlabelled)
        loadTweets();  // what is left: skipped ones, or nothing
    else if (m_current.key.row != 0)
        showCurrent();
}

void LabelPage::previous() {
    if (m_row > 0)
        showRow(m_row - 1);
}

void LabelPage::undo() {
    if (!session().hasProject())
        return;
    try {
        LabelRepository labels(session().project());
        if (const auto next = labels.nextUndo(toUtf8(session().coder())); next && next->batch != 0) {
            takeBackImport(*next, &LabelRepository::undo);
        } else if (const auto note = labels.undo(toUtf8(session().coder()))) {
            const int last = m_model->rowCount() - 1;
            if (last > m_row && last > m_model->rowOf(note->tweet) && m_model->keyAt(last) == note->tweet)
                m_model->removeLast();  // a skip taken back need not come again
            jumpTo(*note, tr("Undone: %1").arg(fromUtf8(note->sentence)));
        } else {
            m_undoLine->setText(tr("Nothing to undo."));
        }
    } catch (...) {
        Q_EMIT noticeRaised(caughtNotice(kCause));
    }
}

void LabelPage::redo() {
    if (!session().hasProject())
        return;
    try {
        LabelRepository labels(session().project());
        if (const auto next = labels.nextRedo(toUtf8(session().coder())); next && next->batch != 0)
            takeBackImport(*next, &LabelRepository::redo);
        else if (const auto note = labels.redo(toUtf8(session().coder())))
            jumpTo(*note, tr("Done again: %1").arg(fromUtf8(note->sentence)));
        else
            m_undoLine->setText(tr("Nothing to redo."));
    } catch (...) {
        Q_EMIT noticeRaised(caughtNotice(kCause));
    }
}

void LabelPage::takeBackImport(const UndoNote &note,
                               std::optional<UndoNote> (LabelRepository::*turn)(const std::string &)) {
    const QString sentence = fromUtf8(note.sentence);
    if (session().job(JobKind::Files)) {
        Q_EMIT noticeRaised(
            {Notice::Kind::Info, tr("A file is being read or written. Try again when it is done."), {}, {}});
        return;
    }
    // Far more than the key that asked for it usually takes back.
    if (dialogs::ask(this, QStringLiteral("undoImportQuestion"), tr("%1?").arg(sentence),
                     tr("Its tweets, labels and categories go or come together. Until the next label or import it can "
                        "be turned round again."),
                     {tr("Leave it"), tr("Go on")}) != 1)
        return;
    JobMonitor *job = session().startJob(JobKind::Files, sentence,
                                         [project = session().sharedProject(), coder = toUtf8(session().coder()),
                                          turn](std::stop_token, const ReportEvent &) {
                                             LabelRepository labels(*project);
                                             (labels.*turn)(coder);
                                         });
    connect(job, &JobMonitor::finished, this, [this, sentence](const JobOutcome &outcome) {
        if (!std::holds_alternative<Succeeded>(outcome) || !session().hasProject())
            return;
        m_current = {};
        session().tellSaved();
        session().tellTweetsChanged();
        session().tellCodebookChanged();
        session().tellLabelsChanged();
        m_undoLine->setText(tr("Done: %1").arg(sentence));
    });
}

void LabelPage::jumpTo(const UndoNote &note, const QString &sentence) {
    Q_EMIT noticeSettled(kCause);
    session().tellSaved();
    if (note.tweet.row != 0) {
        m_model->forget(note.tweet);
        showTweet(note.tweet);
    } else {
        m_model->forgetAll();
    }
    readCounts();
    session().tellLabelsChanged();
    m_undoLine->setText(sentence);
    readActions();
}

}  // namespace warbler::ui
