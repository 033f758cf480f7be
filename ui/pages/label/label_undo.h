// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/codebook/codebook.h"
#include "core/corpus/label_repository.h"
#include "ui/pages/page.h"

class QAction;

namespace warbler::ui {

class LabelKeys;
class Session;

// Undo and redo of the coder's labels, and of whole imports, which takes a question and the files thread. The two
// actions name what they take back, on every page: they stand in the Edit menu.
class LabelUndo : public QObject {
    Q_OBJECT
public:
    LabelUndo(Session &session, LabelKeys &keys, QWidget *page);
    QAction *undoAction() const { return m_undo; }
    QAction *redoAction() const { return m_redo; }
    void readActions();
    // Says how the act that was just stored is taken back. category: of a label; else null.
    void tellAct(LabelAction action, const Category *category, const QString &tweetId);

Q_SIGNALS:
    void sentenceChanged(const QString &sentence);    // for the line under the tweet
    void labelTurned(const warbler::UndoNote &note);  // it is on disk
    void importTurned();                              // tweets, labels and categories changed
    void noticeRaised(const warbler::ui::Notice &notice);

private:
    using Turn = std::optional<UndoNote> (LabelRepository::*)(const std::string &coder);
    enum class Direction { Undo, Redo };
    void turn(Direction direction);
    void turnImport(const UndoNote &note, Turn act);
    void readAction(QAction *action, const QString &idle, const std::optional<UndoNote> &note);

    Session &m_session;
    QWidget *m_page;
    QAction *m_undo, *m_redo;
};

}  // namespace warbler::ui
