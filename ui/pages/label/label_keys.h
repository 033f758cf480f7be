// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <QKeySequence>
#include <QList>
#include <QObject>

#include "core/codebook/codebook.h"

class QAction;
class QKeyEvent;
class QWidget;

namespace warbler::ui {

// The keys of the Label page: an action for each act and for each category. A key acts once per press, however long it
// is held. The digits of the top row act by position, on a French keyboard without Shift as well.
class LabelKeys : public QObject {
    Q_OBJECT
public:
    explicit LabelKeys(QWidget *page);
    // An act of the page with its keys, in the order of the menu.
    QAction *add(const char *name, const QString &text, const QList<QKeySequence> &keys, std::function<void()> act);
    const std::vector<QAction *> &actions() const { return m_actions; }
    QAction *action(const char *name) const;  // nullptr: none of this name
    // One action for each that has a key; those before are gone.
    void setCategories(const std::vector<Category> &categories);
    const std::vector<QAction *> &categoryActions() const { return m_categoryActions; }
    void watch(QWidget *list);  // a digit pressed there labels, it does not search the list

Q_SIGNALS:
    void categoryPressed(warbler::CodeId code);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool pressDigit(const QKeyEvent &event);
    bool actsOncePerPress(const QKeyEvent &event) const;  // here and now

    QWidget *m_page;
    std::vector<QAction *> m_actions, m_categoryActions;
    std::vector<std::pair<std::string, CodeId>> m_codes;  // key -> category
};

}  // namespace warbler::ui
