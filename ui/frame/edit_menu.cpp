// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/edit_menu.h"

#include <QAction>
#include <QMenu>

namespace warbler::ui {

EditMenu::EditMenu(QMenu *menu, QWidget *window) : QObject(window) {
    m_undo = make(menu, "actionUndo", tr("&Undo"), {QKeySequence(Qt::CTRL | Qt::Key_Z)}, window);
    m_redo = make(menu, "actionRedo", tr("&Redo"),
                  {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)}, window);
    connect(m_undo.shown, &QAction::triggered, this, [this] { m_undo.followed->trigger(); });
    connect(m_redo.shown, &QAction::triggered, this, [this] { m_redo.followed->trigger(); });
}

EditMenu::Entry EditMenu::make(QMenu *menu, const char *name, const QString &text, const QList<QKeySequence> &keys,
                               QWidget *window) {
    QAction *action = menu->addAction(text);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcuts(keys);
    action->setAutoRepeat(false);  // a held key acts once
    action->setEnabled(false);
    window->addAction(action);
    return {action, nullptr, text};
}

void EditMenu::follow(QAction *undo, QAction *redo) {
    follow(m_undo, undo);
    follow(m_redo, redo);
}

void EditMenu::follow(Entry &entry, QAction *action) {
    if (entry.followed != action) {
        if (entry.followed)
            entry.followed->disconnect(this);
        entry.followed = action;
        if (action)
            connect(action, &QAction::changed, this, [&entry] { read(entry); });
    }
    read(entry);
}

void EditMenu::read(const Entry &entry) {
    const bool isEnabled = entry.followed && entry.followed->isEnabled();
    entry.shown->setText(isEnabled ? entry.followed->text() : entry.idle);
    entry.shown->setEnabled(isEnabled);
}

}  // namespace warbler::ui
