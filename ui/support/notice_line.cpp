// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/notice_line.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/support/icons.h"
#include "ui/support/theme.h"

namespace warbler::ui {

NoticeLine::NoticeLine(QWidget *parent) : QWidget(parent) {
    auto *card = new QFrame(this);
    card->setProperty("card", true);
    m_icon = new QLabel(card);
    m_sentence = new QLabel(card);
    m_button = new QPushButton(card);
    m_close = new QToolButton(card);
    setObjectName(QStringLiteral("noticeLine"));
    m_sentence->setObjectName(QStringLiteral("noticeSentence"));
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_sentence->setTextFormat(Qt::PlainText);
    m_button->setObjectName(QStringLiteral("noticeButton"));
    m_close->setObjectName(QStringLiteral("closeNoticeButton"));
    m_close->setAccessibleName(tr("Close this notice"));
    m_close->setToolTip(tr("Close"));
    m_close->setAutoRaise(true);
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins(kSpace12, kSpace8, kSpace8, kSpace8);
    row->setSpacing(kSpace12);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_button);
    row->addWidget(m_close);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, kSpace12);  // room to the page, only while there is a notice
    outer->addWidget(card);
    connect(m_close, &QToolButton::clicked, this, [this] { clear(); });
    connect(m_button, &QPushButton::clicked, this, [this] {
        const Notice notice = m_notice;
        clear();
        if (notice.act)
            notice.act();
    });
    tint();
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
}

void NoticeLine::clear() {
    m_notice = {};
    hide();
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
