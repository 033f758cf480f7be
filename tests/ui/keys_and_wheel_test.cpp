// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>

#include "ui/support/held_keys.h"
#include "ui/support/wheel_guard.h"

using namespace warbler::ui;

namespace {

constexpr quint32 kScanCode = 10;  // of the key "1"

// Counts the presses that come through.
class Listener : public QWidget {
public:
    int presses = 0;
    bool event(QEvent *event) override {
        if (event->type() == QEvent::KeyPress)
            ++presses;
        return QWidget::event(event);
    }
};

enum class Repeat { No, Marked };

void send(QWidget &widget, QEvent::Type type, quint64 at, Repeat repeat = Repeat::No, int key = Qt::Key_1,
          quint32 scanCode = kScanCode) {
    QKeyEvent event(type, key, Qt::NoModifier, scanCode, 0, 0, QStringLiteral("1"), repeat == Repeat::Marked);
    event.setTimestamp(at);
    QCoreApplication::sendEvent(&widget, &event);
}

void wheelOver(QWidget *widget, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    const QPointF at = widget->rect().center();
    QWheelEvent event(at, widget->mapToGlobal(at), {}, QPoint(0, -120), Qt::NoButton, modifiers, Qt::NoScrollPhase,
                      false);
    QCoreApplication::sendEvent(widget, &event);
}

}  // namespace

class KeysAndWheelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRepeatThatQtMarksIsDropped() {
        Listener widget;
        HeldKeys held([](const QKeyEvent &) { return true; }, &widget);
        send(widget, QEvent::KeyPress, 100);
        for (quint64 at = 600; at < 1000; at += 40)
            send(widget, QEvent::KeyPress, at, Repeat::Marked);
        QCOMPARE(widget.presses, 1);
    }

    // What X11 sends when the second half of a repeat comes late: both look like a finger's, but for their time.
    void aRepeatThatLooksLikeANewPressIsDropped() {
        Listener widget;
        HeldKeys held([](const QKeyEvent &) { return true; }, &widget);
        send(widget, QEvent::KeyPress, 100);
        for (quint64 at = 600; at < 1000; at += 40) {
            send(widget, QEvent::KeyRelease, at);
            send(widget, QEvent::KeyPress, at);
        }
        QCOMPARE(widget.presses, 1);
        send(widget, QEvent::KeyRelease, 1010);
        send(widget, QEvent::KeyPress, 1060);
        QCOMPARE(widget.presses, 2);
    }

    void quickPressesOfDifferentKeysAllCount() {
        Listener widget;
        HeldKeys held([](const QKeyEvent &) { return true; }, &widget);
        quint64 at = 100;
        for (int i = 0; i < 20; ++i) {
            const quint32 code = kScanCode + static_cast<quint32>(i % 2);
            send(widget, QEvent::KeyPress, ++at, Repeat::No, Qt::Key_1 + i % 2, code);
            send(widget, QEvent::KeyRelease, ++at, Repeat::No, Qt::Key_1 + i % 2, code);
        }
        QCOMPARE(widget.presses, 20);
    }

    void otherKeysRepeatAndAnotherWindowTakesTheRelease() {
        Listener widget;
        HeldKeys held([](const QKeyEvent &event) { return event.key() == Qt::Key_1; }, &widget);
        send(widget, QEvent::KeyPress, 100, Repeat::No, Qt::Key_Down, 116);
        for (quint64 at = 600; at < 800; at += 40)
            send(widget, QEvent::KeyPress, at, Repeat::Marked, Qt::Key_Down, 116);
        QCOMPARE(widget.presses, 6);
        send(widget, QEvent::KeyPress, 900);
        QEvent away(QEvent::WindowDeactivate);
        QCoreApplication::sendEvent(&widget, &away);
        send(widget, QEvent::KeyPress, 2000);
        QCOMPARE(widget.presses, 8);
    }

    // The report: "Virtual words" went from 16 to 0 while scrolling, and two runs were made with it.
    void theWheelScrollsThePageAndChangesNoValue() {
        QScrollArea area;
        auto *form = new QWidget;
        auto *column = new QVBoxLayout(form);
        auto *number = new QSpinBox(form);
        number->setRange(0, 100);
        number->setValue(16);
        auto *choice = new QComboBox(form);
        choice->addItems({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
        auto *slider = new QSlider(Qt::Horizontal, form);
        slider->setValue(50);
        for (QWidget *widget :
             {static_cast<QWidget *>(number), static_cast<QWidget *>(choice), static_cast<QWidget *>(slider)})
            column->addWidget(widget);
        form->setMinimumHeight(2000);
        area.setWidget(form);
        area.resize(300, 200);
        area.show();
        QVERIFY(QTest::qWaitForWindowExposed(&area));
        const WheelGuard guard(&area);
        int scrolled = area.verticalScrollBar()->value();
        for (QWidget *widget :
             {static_cast<QWidget *>(number), static_cast<QWidget *>(choice), static_cast<QWidget *>(slider),
              number->findChild<QWidget *>(QStringLiteral("qt_spinbox_lineedit"))}) {
            QVERIFY(widget);
            widget->setFocus();
            wheelOver(widget);
            QVERIFY2(area.verticalScrollBar()->value() > scrolled, widget->metaObject()->className());
            scrolled = area.verticalScrollBar()->value();
        }
        QCOMPARE(number->value(), 16);
        QCOMPARE(choice->currentIndex(), 0);
        QCOMPARE(slider->value(), 50);
    }
};

QTEST_MAIN(KeysAndWheelTest)
#include "keys_and_wheel_test.moc"
