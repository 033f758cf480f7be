// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

class QAction;
class QMenu;
class QWidget;

namespace warbler::ui {

// The Edit menu: Undo and Redo of what the shown page says, named as there, with their keys on every page. A text field
// that has the focus keeps these keys for what was typed in it.
class EditMenu : public QObject {
    Q_OBJECT
public:
    EditMenu(QMenu *menu, QWidget *window);
    // Whose texts and states the two entries have, and what they trigger; null: nothing.
    void follow(QAction *undo, QAction *redo);

private:
    struct Entry {
        QAction *shown = nullptr;
        QPointer<QAction> followed;
        QString idle;  // text while there is nothing to do
    };
    Entry make(QMenu *menu, const char *name, const QString &text, const QList<QKeySequence> &keys, QWidget *window);
    void follow(Entry &entry, QAction *action);
    static void read(const Entry &entry);

    Entry m_undo, m_redo;
};

}  // namespace warbler::ui
