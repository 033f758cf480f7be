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
    void checkHolder();               // before it is unlocked
    void returnFocus();               // when it is

private:
    QWidget *m_page;
    QPointer<QWidget> m_place, m_standIn;
    bool m_isHeld = false;  // by the stand-in or a control beside it
};

}  // namespace warbler::ui
