// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "ui/plots/plot_frame.h"

class QCPGraph;

namespace warbler::ui {

// Predicted over given numbers, one point a tweet, with the dashed diagonal on which both are equal. Both axes span the
// same range.
class ScatterPlot : public PlotFrame {
    Q_OBJECT
public:
    explicit ScatterPlot(QWidget *parent = nullptr);
    struct Content {
        QString column;                        // what the numbers are, as the file names it
        std::vector<double> given, predicted;  // [tweets], finite
    };
    void setContent(Content content);
    std::vector<QPointF> points() const;  // as drawn, for tests

    QString title() const override;
    QString summary() const override;
    PlotTable table() const override;
    QSize sizeHint() const override { return {320, 320}; }

protected:
    void applyColours(const ThemeTokens &tokens) override;
    QString hoverText(const QPoint &position) const override;

private:
    Content m_content;
    QCPGraph *m_diagonal, *m_points;
};

}  // namespace warbler::ui
