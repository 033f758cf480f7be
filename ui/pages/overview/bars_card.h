// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QFrame>

#include "ui/widgets/bar_chart.h"

class QLabel;

namespace warbler::ui {

// Counts as bars under a heading; a sentence where there are none.
class BarsCard : public QFrame {
    Q_OBJECT
public:
    BarsCard(const QString &chartName, const QString &heading, const QString &emptySentence, QWidget *parent = nullptr);
    void setBars(std::vector<BarChart::Bar> bars);

private:
    QLabel *m_empty;
    BarChart *m_chart;
};

}  // namespace warbler::ui
