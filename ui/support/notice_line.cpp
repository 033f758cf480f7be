// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/notice_line.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include "ui/support/icons.h"
#include "ui/support/theme.h"

namespace warbler::ui {

NoticeLine::NoticeLine(QWidget *parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_sentence(new QLabel(this)), m_button(new QPushButton(this)),
      m_close(new QToolButton(this)) {
    setObjectName(QStringLiteral("noticeLine"));
    setProperty("card", true);
    m_sentence->setObjectName(QStringLiteral("noticeSentence"));
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_sentence->setTextFormat(Qt::PlainText);
    m_button->setObjectName(QStringLiteral("noticeButton"));
    m_close->setObjectName(QStringLiteral("closeNoticeButton"));
    m_close->setAccessibleName(tr("Close this notice"));
    m_close->setToolTip(tr("Close"));
    m_close->setAutoRaise(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kSpace12, kSpace8, kSpace8, kSpace8);
    row->setSpacing(kSpace12);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_button);
    row->addWidget(m_close);
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

QString NoticeLine::sentence() const { return isHidden() ? QString() : m_notice.sentence; }

void NoticeLine::changeEvent(QEvent *event) {
    QFrame::changeEvent(event);
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
    m_close->setIcon(tintedIcon(QStringLiteral("close"), t.muted));
}

}  // namespace warbler::ui
