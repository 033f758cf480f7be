// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/notice_line.h"

#include <algorithm>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/support/icons.h"
#include "ui/support/theme.h"
#include "ui/widgets/elided_label.h"

namespace warbler::ui {

NoticeLine::NoticeLine(QWidget *parent) : QWidget(parent) {
    auto *card = m_card = new QFrame(this);
    card->setProperty("card", true);
    m_icon = new QLabel(card);
    m_sentence = new ElidedLabel(card);
    m_more = new QToolButton(card);
    m_button = new QPushButton(card);
    m_close = new QToolButton(card);
    setObjectName(QStringLiteral("noticeLine"));
    m_sentence->setObjectName(QStringLiteral("noticeSentence"));
    m_more->setObjectName(QStringLiteral("moreOfNoticeButton"));
    m_more->setText(tr("More"));
    m_more->setAutoRaise(true);
    m_more->setToolTip(tr("Show the whole notice"));
    m_button->setObjectName(QStringLiteral("noticeButton"));
    m_close->setObjectName(QStringLiteral("closeNoticeButton"));
    m_close->setAccessibleName(tr("Close this notice"));
    m_close->setToolTip(tr("Close"));
    m_close->setAutoRaise(true);
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins(kSpace12, kSpace4, kSpace8, kSpace4);
    row->setSpacing(kSpace12);
    row->addWidget(m_icon);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_more);
    row->addWidget(m_button);
    row->addWidget(m_close);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, kSpace8);
    outer->addWidget(card);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setRetainSizeWhenHidden(true);
    setSizePolicy(policy);
    connect(m_more, &QToolButton::clicked, this, [this] { showWhole(); });
    connect(m_close, &QToolButton::clicked, this, [this] { clear(); });
    connect(m_button, &QPushButton::clicked, this, [this] {
        const Notice notice = m_notice;
        clear();
        if (notice.act)
            notice.act();
    });
    tint();
    fit();
    hide();
}

void NoticeLine::showNotice(const Notice &notice) {
    m_notice = notice;
    m_sentence->setText(notice.sentence);
    setAccessibleName(notice.sentence);
    m_button->setText(notice.button);
    m_button->setVisible(!notice.button.isEmpty());
    tint();
    show();
    fit();
    Q_EMIT changed();
}

void NoticeLine::clear() {
    m_notice = {};
    m_sentence->setText({});
    setAccessibleName({});
    hide();
    Q_EMIT changed();
}

void NoticeLine::settle(const QString &cause) {
    if (!cause.isEmpty() && m_notice.cause == cause)
        clear();
}

// The line is as high with a button as without one, and "More" stands where there is more.
void NoticeLine::fit() {
    m_card->setFixedHeight(
        std::max({m_button->sizeHint().height(), m_close->sizeHint().height(), fontMetrics().height()}) + 2 * kSpace4 +
        2);
    m_more->hide();
    m_card->layout()->activate();
    m_more->setVisible(m_sentence->isElided());
}

void NoticeLine::showWhole() {
    auto *whole = new QLabel(m_notice.sentence, this, Qt::Popup);
    whole->setObjectName(QStringLiteral("wholeNotice"));
    whole->setAttribute(Qt::WA_DeleteOnClose);
    whole->setFrameShape(QFrame::StyledPanel);
    whole->setTextFormat(Qt::PlainText);
    whole->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    whole->setWordWrap(true);
    whole->setMargin(kSpace12);
    whole->setFixedWidth(width());
    whole->move(mapToGlobal(QPoint(0, m_card->height())));
    whole->show();
}

void NoticeLine::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    if (!isHidden())
        fit();
}

void NoticeLine::clearIfQuiet() {
    if (m_notice.kind == Notice::Kind::Info || m_notice.kind == Notice::Kind::Ok)
        clear();
}

QString NoticeLine::sentence() const { return isHidden() ? QString() : m_notice.sentence; }

void NoticeLine::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        tint();
    else if (event->type() == QEvent::FontChange)
        fit();
}

void NoticeLine::tint() {
    const ThemeTokens &t = tokensOf(palette());
    const char *name = "info";
    QColor ink = t.accent;
    switch (m_notice.kind) {
    case Notice::Kind::Info:
        break;
    case Notice::Kind::Ok:
        name = "ok";
        ink = t.ok;
        break;
    case Notice::Kind::Warning:
        name = "warning";
        ink = t.warning;
        break;
    case Notice::Kind::Problem:
        name = "problem";
        ink = t.bad;
        break;
    }
    m_icon->setPixmap(tintedPixmap(QString::fromLatin1(name), ink, 20, devicePixelRatioF()));
    m_close->setIcon(themedIcon(QStringLiteral("close"), Ink::Muted));
}

}  // namespace warbler::ui
