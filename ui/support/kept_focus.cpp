// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/kept_focus.h"

namespace warbler::ui {

void KeptFocus::rememberPlace() {
    QWidget *focused = m_page->window()->focusWidget();
    m_place = focused && m_page->isAncestorOf(focused) ? focused : nullptr;
    m_standIn = m_fallen = nullptr;
    m_isHeld = false;
}

void KeptFocus::holdWith(QWidget *standIn) {
    if (!m_place || (m_place->isVisible() && m_place->isEnabled()))
        return;
    m_standIn = standIn;
    standIn->setFocus();
}

void KeptFocus::checkHolder() {
    const QWidget *focused = m_page->window()->focusWidget();
    const bool isFallen = m_isHeld && focused == m_fallen;
    m_isHeld = m_standIn && (!focused || isFallen || focused->parentWidget() == m_standIn->parentWidget());
}

void KeptFocus::noteFall() { m_fallen = m_page->window()->focusWidget(); }

void KeptFocus::returnFocus() {
    if (m_isHeld && m_place && m_place->isVisible())
        m_place->setFocus();
    m_place = m_standIn = m_fallen = nullptr;
    m_isHeld = false;
}

}  // namespace warbler::ui
