// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/metrics/intervals.h"
#include "core/metrics/roc_curve.h"
#include "ui/plots/plot_frame.h"

class QCPCurve;
class QCPGraph;
class QCPItemText;

namespace warbler::ui {

// Precision over recall of the category of interest, with its share among the rows dashed (what guessing reaches), the average
// precision written in the free corner and the operating point as a ring.
class PrecisionRecallPlot : public PlotFrame {
    Q_OBJECT
public:
    explicit PrecisionRecallPlot(QWidget *parent = nullptr);
    struct Content {
        PrecisionRecallCurve curve;
        QString positive;                  // name of the category of interest
        double share = 0;                  // of it among the rows
        double recall = 0, precision = 0;  // operating point
    };
    void setContent(Content content);
    void clear();
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
    QCPCurve *m_curve;
    QCPGraph *m_chance, *m_ring;
    QCPItemText *m_text;
};

}  // namespace warbler::ui
