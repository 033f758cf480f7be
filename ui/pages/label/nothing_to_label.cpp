// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/label/nothing_to_label.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/support/theme.h"

namespace warbler::ui {

NothingToLabel::NothingToLabel(QWidget *parent)
    : QWidget(parent), m_sentence(new QLabel(this)), m_button(new QPushButton(this)),
      m_allTweets(new QPushButton(tr("Look at all tweets"), this)) {
    m_sentence->setObjectName(QStringLiteral("labelEmptySentence"));
    m_button->setObjectName(QStringLiteral("labelEmptyButton"));
    m_button->setProperty("filled", true);
    m_allTweets->setObjectName(QStringLiteral("labelAllTweetsButton"));
    auto *column = new QVBoxLayout(this);
    column->addStretch(2);
    column->addWidget(m_sentence, 0, Qt::AlignHCenter);
    column->addSpacing(kSpace12);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addWidget(m_allTweets, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(m_allTweets, &QPushButton::clicked, this, [this] { Q_EMIT allTweetsRequested(); });
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_action.isEmpty())
            Q_EMIT pageRequested(m_page);
        else
            Q_EMIT actionRequested(m_action);
    });
}

void NothingToLabel::showPage(const QString &sentence, const QString &button, PageId page) {
    m_sentence->setText(sentence);
    m_button->setText(button);
    m_action.clear();
    m_page = page;
}

void NothingToLabel::showAction(const QString &sentence, const QString &button, const QString &action) {
    m_sentence->setText(sentence);
    m_button->setText(button);
    m_action = action;
}

void NothingToLabel::offerAllTweets(bool isOffered) { m_allTweets->setVisible(isOffered); }

void NothingToLabel::setCanImport(bool canImport) { m_button->setEnabled(m_action.isEmpty() || canImport); }

}  // namespace warbler::ui
