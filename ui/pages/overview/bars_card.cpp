// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/bars_card.h"

#include <utility>

#include <QLabel>
#include <QVBoxLayout>

#include "ui/pages/overview/card_parts.h"
#include "ui/support/theme.h"
#include "ui/widgets/captions.h"

namespace warbler::ui {

BarsCard::BarsCard(const QString &chartName, const QString &heading, const QString &emptySentence, QWidget *parent)
    : QFrame(parent), m_empty(noteLabel(emptySentence, this)), m_chart(new BarChart(this)) {
    setProperty("card", true);
    m_chart->setObjectName(chartName);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace16, kSpace12, kSpace16, kSpace16);
    column->addWidget(headingLabel(heading, this));
    column->addWidget(m_empty);
    column->addWidget(m_chart);
    column->addStretch(1);
}

void BarsCard::setBars(std::vector<BarChart::Bar> bars) {
    m_empty->setVisible(bars.empty());
    m_chart->setVisible(!bars.empty());
    m_chart->setBars(std::move(bars));
}

}  // namespace warbler::ui
