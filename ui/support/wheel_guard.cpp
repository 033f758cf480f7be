// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/wheel_guard.h"

#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QScrollBar>
#include <QSlider>
#include <QWheelEvent>

namespace warbler::ui {

namespace {

// The form's control the mouse is over; null: none. The list that a choice drops down is a window of its own and
// scrolls.
QWidget *controlAt(QWidget *widget) {
    for (; widget && !widget->isWindow(); widget = widget->parentWidget()) {
        if (qobject_cast<QComboBox *>(widget) || qobject_cast<QAbstractSpinBox *>(widget) ||
            qobject_cast<QSlider *>(widget))
            return widget;
        if (qobject_cast<QAbstractScrollArea *>(widget) || qobject_cast<QScrollBar *>(widget))
            return nullptr;
    }
    return nullptr;
}

}  // namespace

WheelGuard::WheelGuard(QObject *parent) : QObject(parent) { QCoreApplication::instance()->installEventFilter(this); }

bool WheelGuard::eventFilter(QObject *watched, QEvent *event) {
    QWidget *control = event->type() == QEvent::Wheel ? controlAt(qobject_cast<QWidget *>(watched)) : nullptr;
    if (!control)
        return QObject::eventFilter(watched, event);
    const auto &wheel = static_cast<const QWheelEvent &>(*event);
    for (QWidget *above = control->parentWidget(); above; above = above->parentWidget()) {
        auto *area = qobject_cast<QAbstractScrollArea *>(above);
        if (!area)
            continue;
        QWheelEvent forPage(area->viewport()->mapFromGlobal(wheel.globalPosition()), wheel.globalPosition(),
                            wheel.pixelDelta(), wheel.angleDelta(), wheel.buttons(), wheel.modifiers(), wheel.phase(),
                            wheel.inverted(), wheel.source());
        QCoreApplication::sendEvent(area->viewport(), &forPage);
        break;
    }
    event->accept();
    return true;
}

}  // namespace warbler::ui
