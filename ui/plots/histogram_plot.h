// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "ui/plots/plot_frame.h"

class QCPBars;

namespace warbler::ui {

// Touching bars over equal steps: tokens of a tweet, probability of the category of interest.
class HistogramPlot : public PlotFrame {
    Q_OBJECT
public:
    explicit HistogramPlot(QWidget *parent = nullptr);
    struct Content {
        QString name;                      // title of the picture
        QString axis;                      // with its unit
        double low = 0, high = 1;          // of all bars together
        std::vector<std::int64_t> counts;  // tweets of each bar
        int category = -1;                 // colour of a category; -1: accent
    };
    void setContent(Content content);
    const std::vector<std::int64_t> &counts() const { return m_content.counts; }

    QString title() const override;
    QString summary() const override;
    PlotTable table() const override;
    QSize sizeHint() const override { return {320, 180}; }

protected:
    void applyColours(const ThemeTokens &tokens) override;
    QString hoverText(const QPoint &position) const override;

private:
    double left(std::size_t bar) const;
    double step() const;
    Content m_content;
    QCPBars *m_bars;
};

}  // namespace warbler::ui
