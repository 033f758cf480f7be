// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/rail.h"

#include <QButtonGroup>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

#include "ui/support/icons.h"
#include "ui/support/theme.h"

namespace warbler::ui {

namespace {
constexpr int kWide = 168, kNarrow = 52, kEntryHeight = 38, kIcon = 20;
}

RailButton::RailButton(const PageEntry &entry, QWidget *parent)
    : QAbstractButton(parent), m_page(entry.id), m_icon(QString::fromLatin1(entry.icon)) {
    setText(entry.word);
    setAccessibleName(entry.word);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

void RailButton::setMark(RailMark mark) {
    if (mark == m_mark)
        return;
    m_mark = mark;
    setAccessibleDescription(mark == RailMark::Done   ? tr("Done")
                             : mark == RailMark::Todo ? tr("Something to do")
                                                      : QString());
    update();
}

void RailButton::setWordShown(bool shown) {
    m_isWordShown = shown;
    setToolTip(shown ? QString() : text());
    updateGeometry();
    update();
}

int RailButton::wordWidth() const {
    QFont chosen = font();
    chosen.setWeight(QFont::DemiBold);
    return kNarrow - kSpace4 + QFontMetrics(chosen).horizontalAdvance(text()) + kSpace24 + kSpace12;
}

QSize RailButton::sizeHint() const {
    return QSize(m_isWordShown ? wordWidth() : kNarrow, std::max(kEntryHeight, fontMetrics().height() + 2 * kSpace8));
}

void RailButton::paintEvent(QPaintEvent *) {
    const ThemeTokens &t = tokensOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(kSpace8, 2, -kSpace8, -2);
    if (isChecked()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.selection);
        painter.drawRoundedRect(box, kRadius, kRadius);
    } else if (underMouse() && isEnabled()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.window);
        painter.drawRoundedRect(box, kRadius, kRadius);
    }
    if (hasFocus()) {
        painter.setPen(QPen(t.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), kRadius, kRadius);
    }
    const QColor ink = !isEnabled()  ? palette().color(QPalette::Disabled, QPalette::WindowText)
                       : isChecked() ? t.text
                                     : t.muted;
    const QColor iconInk = isEnabled() && isChecked() ? t.accent : ink;
    const int top = (height() - kIcon) / 2;
    painter.drawPixmap(QPointF(kNarrow / 2.0 - kIcon / 2.0, top),
                       tintedPixmap(m_icon, iconInk, kIcon, devicePixelRatioF()));
    if (m_isWordShown) {
        QFont words = font();
        words.setWeight(isChecked() ? QFont::DemiBold : QFont::Normal);
        painter.setFont(words);
        painter.setPen(isEnabled() && !isChecked() ? t.text : ink);
        painter.drawText(QRectF(kNarrow - kSpace4, 0, width() - kNarrow - kSpace16, height()),
                         Qt::AlignVCenter | Qt::AlignLeft, text());
    }
    const QPointF at(m_isWordShown ? width() - kSpace24 : width() - kSpace12 - 2,
                     m_isWordShown ? height() / 2.0 : kSpace12);
    if (m_mark == RailMark::Done) {
        QPainterPath tick(at + QPointF(-4, 0));
        tick.lineTo(at + QPointF(-1, 3));
        tick.lineTo(at + QPointF(4, -4));
        painter.setPen(QPen(isChecked() ? t.text : t.ok, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(tick);
    } else if (m_mark == RailMark::Todo) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.accent);
        painter.drawEllipse(at, 3, 3);
    }
}

Rail::Rail(const std::vector<PageEntry> &entries, QWidget *parent) : QFrame(parent) {
    setObjectName(QStringLiteral("rail"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, kSpace12, 1, kSpace12);
    column->setSpacing(2);
    auto *group = new QButtonGroup(this);
    bool isStretched = false;
    for (const PageEntry &entry : entries) {
        if (entry.isBelow && !isStretched) {
            column->addStretch(1);
            isStretched = true;
        }
        auto *entryButton = new RailButton(entry, this);
        entryButton->setObjectName(QStringLiteral("rail") + QString::fromLatin1(entry.objectName).mid(4));
        group->addButton(entryButton);
        column->addWidget(entryButton);
        m_buttons.push_back(entryButton);
        connect(entryButton, &QAbstractButton::clicked, this, [this, page = entry.id] { Q_EMIT pageChosen(page); });
    }
    if (!isStretched)
        column->addStretch(1);
    setWidth(Width::Words);
}

RailButton *Rail::button(PageId page) const {
    for (RailButton *entry : m_buttons)
        if (entry->page() == page)
            return entry;
    return nullptr;
}

void Rail::setCurrent(PageId page) {
    if (RailButton *entry = button(page))
        entry->setChecked(true);
}

void Rail::setMark(PageId page, RailMark mark) {
    if (RailButton *entry = button(page))
        entry->setMark(mark);
}

void Rail::setPageEnabled(PageId page, bool enabled) {
    if (RailButton *entry = button(page))
        entry->setEnabled(enabled);
}

void Rail::setWidth(Width width) {
    for (RailButton *entry : m_buttons)
        entry->setWordShown(width == Width::Words);
    ensurePolished();  // its own hint counts the frame
    setFixedWidth(width == Width::Words ? std::max(kWide, sizeHint().width()) : kNarrow);
}

}  // namespace warbler::ui
