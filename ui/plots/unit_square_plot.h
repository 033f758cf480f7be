// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "ui/plots/plot_frame.h"

class QCPCurve;
class QCPGraph;
class QCPItemText;

namespace warbler::ui {

// Two rates, each from 0 to 1: a curve, a dashed line to judge it by, the operating point as a ring and a figure in the
// free corner.
class UnitSquarePlot : public PlotFrame {
    Q_OBJECT
public:
    std::vector<QPointF> points() const;  // as drawn, for tests
    int bandPoints() const;               // likewise
    QSize sizeHint() const override { return {320, 320}; }

protected:
    UnitSquarePlot(const QString &xName, const QString &yName, Qt::Alignment textCorner, QWidget *parent);
    // x, y: [points]. Empty: nothing but the axes.
    void setCurve(const std::vector<double> &x, const std::vector<double> &y);
    // Where the curve lies in 95 of 100 draws: x, low, high of equal length. Empty: no band.
    void setBand(const std::vector<double> &x, const std::vector<double> &low, const std::vector<double> &high);
    void setDashed(double yAtZero, double yAtOne);
    void hideDashed();
    void setRing(std::optional<QPointF> at);
    void setText(const QString &text);
    // Index of the curve's point next to a place in the widget; none near: empty.
    std::optional<std::size_t> nearest(const QPoint &position) const;
    QCPCurve *curve() const { return m_curve; }
    void applyColours(const ThemeTokens &tokens) override;
    QSize savedSize() const override;  // drawn once to see what title and words take: the axes stand in a square

private:
    QCPGraph *m_low, *m_high;
    QCPGraph *m_dashed;
    QCPCurve *m_curve;
    QCPGraph *m_ring;
    QCPItemText *m_text;
};

}  // namespace warbler::ui
