// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/held_keys.h"

#include <QCoreApplication>
#include <QKeyEvent>

namespace warbler::ui {

namespace {

// Keys without a scan code have their own numbers above all scan codes.
quint32 codeOf(const QKeyEvent &event) {
    return event.nativeScanCode() != 0 ? event.nativeScanCode() : 0x8000'0000u | static_cast<quint32>(event.key());
}

}  // namespace

HeldKeys::HeldKeys(std::function<bool(const QKeyEvent &)> isWatched, QObject *parent)
    : QObject(parent), m_isWatched(std::move(isWatched)) {
    QCoreApplication::instance()->installEventFilter(this);
}

bool HeldKeys::isRepeat(const QKeyEvent &event) {
    const quint32 code = codeOf(event);
    const auto known = m_presses.constFind(code);
    // One press comes several times: as a possible shortcut, and to each widget on its way up.
    if (known != m_presses.constEnd() && known->at == event.timestamp())
        return known->isRepeat;
    const auto released = m_released.constFind(code);
    const bool isAtRelease =
        event.nativeScanCode() != 0 && released != m_released.constEnd() && *released == event.timestamp();
    const bool isAgain = event.isAutoRepeat() || known != m_presses.constEnd() || isAtRelease;
    m_presses.insert(code, {event.timestamp(), isAgain});
    return isAgain;
}

bool HeldKeys::eventFilter(QObject *watched, QEvent *event) {
    switch (event->type()) {
    case QEvent::KeyRelease: {
        const auto &key = static_cast<const QKeyEvent &>(*event);
        if (!key.isAutoRepeat() && m_presses.remove(codeOf(key)) > 0)
            m_released.insert(codeOf(key), key.timestamp());
        break;
    }
    case QEvent::WindowDeactivate:
        m_presses.clear();  // the release goes to another window
        break;
    case QEvent::ShortcutOverride:
    case QEvent::KeyPress: {
        const auto &key = static_cast<const QKeyEvent &>(*event);
        if (isRepeat(key) && m_isWatched(key)) {
            event->accept();
            return true;
        }
        break;
    }
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace warbler::ui
