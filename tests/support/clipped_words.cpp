// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/clipped_words.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QComboBox>
#include <QLabel>
#include <QStyle>
#include <QStyleOptionComboBox>

#include "ui/widgets/elided_label.h"

namespace warbler::test {

namespace {

// Half a pixel of a glyph that leans over its box is nobody's loss.
constexpr int kLean = 1;
constexpr int kWidest = 1280;  // of the window as it opens first

QString nameOf(const QWidget &widget) {
    const QWidget *named = &widget;
    while (named && named->objectName().isEmpty())
        named = named->parentWidget();
    return QString::fromLatin1(widget.metaObject()->className()) + QLatin1Char(' ') +
           (named ? named->objectName() : QString());
}

// How much too small a label is, across and down; 0: it has room.
QSize lack(const QLabel &label) {
    if (label.text().isEmpty() || !label.pixmap(Qt::ReturnByValue).isNull())
        return {};
    const QSize room = label.contentsRect().size();
    if (label.wordWrap()) {
        const int height = label.heightForWidth(label.width());
        return {0, std::max(0, height - label.height() - kLean)};
    }
    const QSize wanted = label.sizeHint();
    return {std::max(0, wanted.width() - label.width() - kLean),
            std::max(0, wanted.height() - room.height() - 2 * kLean)};
}

QSize lack(const QAbstractButton &button) {
    const QSize wanted = button.text().isEmpty() ? QSize(0, 0) : button.sizeHint();
    return {std::max(0, wanted.width() - button.width() - kLean),
            std::max(0, wanted.height() - button.height() - kLean)};
}

QSize lack(const QComboBox &box) {
    if (box.sizeAdjustPolicy() == QComboBox::AdjustToMinimumContentsLengthWithIcon)
        return {};  // it is meant to be narrower than its entries
    QStyleOptionComboBox option;
    option.initFrom(&box);
    const QRect field = box.style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, &box);
    const int icon = box.itemIcon(box.currentIndex()).isNull() ? 0 : box.iconSize().width() + 4;
    return {std::max(0, QFontMetrics(box.font()).horizontalAdvance(box.currentText()) + icon - field.width() - kLean),
            0};
}

// How far a widget reaches out of its parent where nothing scrolls.
QSize overhang(const QWidget &widget) {
    const QWidget *parent = widget.parentWidget();
    if (!parent || widget.isWindow() || qobject_cast<const QAbstractScrollArea *>(parent->parentWidget()))
        return {};
    return {std::max(0, widget.x() + widget.width() - parent->width()), 0};
}

}  // namespace

QStringList clippedWords(const QWidget &window) {
    QStringList clipped;
    if (window.width() > kWidest)
        clipped << QStringLiteral("%1 is %2 pixels wide").arg(nameOf(window)).arg(window.width());
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        if (!widget->isVisible() || qobject_cast<const ui::ElidedLabel *>(widget))
            continue;
        QSize missing;
        QString text;
        if (const auto *label = qobject_cast<const QLabel *>(widget)) {
            text = label->text();
            missing = lack(*label);
        } else if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) {
            text = button->text();
            missing = lack(*button);
        } else if (const auto *box = qobject_cast<const QComboBox *>(widget)) {
            text = box->currentText();
            missing = lack(*box);
        }
        missing = missing.expandedTo(overhang(*widget));
        // A button's tooltip repeats its word anyway.
        const bool isTold = !qobject_cast<const QAbstractButton *>(widget) && widget->toolTip().contains(text);
        if ((missing.width() > 0 || missing.height() > 0) && !text.isEmpty() && !isTold)
            clipped << QStringLiteral("%1: \"%2\" lacks %3 x %4 pixels")
                           .arg(nameOf(*widget), text)
                           .arg(missing.width())
                           .arg(missing.height());
    }
    return clipped;
}

}  // namespace warbler::test
