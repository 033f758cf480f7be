// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/step_card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/pages/overview/card_parts.h"
#include "ui/support/theme.h"
#include "ui/widgets/captions.h"

namespace warbler::ui {

StepCard::StepCard(int number, const QString &name, QWidget *parent)
    : QFrame(parent), m_figure(new QLabel(this)), m_sentence(noteLabel({}, this)), m_link(linkButton({}, this)) {
    setProperty("card", true);
    m_figure->setFont(scaledFont(font(), TextSize::Figure));
    m_figure->setObjectName(QStringLiteral("stepFigure%1").arg(number));
    m_sentence->setObjectName(QStringLiteral("stepSentence%1").arg(number));
    m_link->setObjectName(QStringLiteral("stepLink%1").arg(number));
    connect(m_link, &QPushButton::clicked, this, [this] { Q_EMIT linkFollowed(); });
    auto *head = new QHBoxLayout;
    head->addWidget(noteLabel(QString::number(number), this));
    head->addWidget(headingLabel(name, this), 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace16, kSpace12, kSpace16, kSpace8);
    column->setSpacing(kSpace4);
    column->addLayout(head);
    column->addWidget(m_figure);
    column->addWidget(m_sentence);
    column->addStretch(1);
    column->addWidget(m_link, 0, Qt::AlignLeft);
}

void StepCard::show(const Content &content) {
    m_figure->setText(content.figure);
    m_sentence->setText(content.sentence);
    m_link->setText(content.link);
}

}  // namespace warbler::ui
