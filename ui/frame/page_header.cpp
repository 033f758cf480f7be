// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/page_header.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "ui/support/mnemonics.h"
#include "ui/support/theme.h"

namespace warbler::ui {

PageHeader::PageHeader(QWidget *parent)
    : QWidget(parent), m_title(new QLabel(this)), m_sentence(new QLabel(this)), m_button(new QPushButton(this)) {
    setObjectName(QStringLiteral("pageHeader"));
    m_title->setObjectName(QStringLiteral("pageTitle"));
    m_sentence->setObjectName(QStringLiteral("pageSentence"));
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setForegroundRole(QPalette::PlaceholderText);
    m_sentence->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_button->setObjectName(QStringLiteral("nextStepButton"));
    m_button->setProperty("filled", true);
    m_button->hide();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kSpace24, kSpace12, kSpace24, kSpace12);
    row->setSpacing(kSpace16);
    row->addWidget(m_title);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_button);
    setMinimumHeight(60);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_action)
            m_action->trigger();
    });
    restyle();
}

void PageHeader::show(const QString &title, const QString &sentence, QAction *next) {
    m_title->setText(title);
    m_sentence->setText(sentence);
    m_sentence->setToolTip(sentence);
    if (next != m_action) {
        if (m_action)
            m_action->disconnect(this);
        m_action = next;
        if (next)
            connect(next, &QAction::changed, this, [this] { readAction(); });
    }
    readAction();
}

void PageHeader::readAction() {
    m_button->setVisible(m_action && m_action->isVisible());
    if (!m_action)
        return;
    m_button->setText(withoutMnemonic(m_action->text()));
    m_button->setEnabled(m_action->isEnabled());
    m_button->setToolTip(m_action->toolTip() == m_action->iconText() ? QString() : m_action->toolTip());
}

void PageHeader::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange)
        restyle();
}

void PageHeader::restyle() {
    QFont big = scaledFont(font(), TextSize::Title);
    big.setWeight(QFont::DemiBold);
    m_title->setFont(big);
}

}  // namespace warbler::ui
