// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

namespace warbler::ui {

// Keeps the keyboard's place on a page while a job locks what had it: meanwhile a stand-in has the focus, afterwards
// the old place again, unless the user went elsewhere.
class KeptFocus {
public:
    explicit KeptFocus(QWidget *page) : m_page(page) {}
    void rememberPlace();             // before the page is locked
    void holdWith(QWidget *standIn);  // when it is: where the place is locked, the stand-in takes the focus
    void checkHolder();               // before the stand-in is locked, and before the page is unlocked
    void noteFall();                  // when the stand-in is locked: the focus goes somewhere by itself
    void returnFocus();               // when the page is unlocked

private:
    QWidget *m_page;
    QPointer<QWidget> m_place, m_standIn, m_fallen;
    bool m_isHeld = false;  // by the stand-in or a control beside it, or by what it fell to
};

}  // namespace warbler::ui
