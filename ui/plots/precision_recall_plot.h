// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/metrics/roc_curve.h"
#include "ui/plots/unit_square_plot.h"

namespace warbler::ui {

// Precision over recall of the category of interest, with its share among the rows dashed (what guessing reaches), the
// average precision written in the free corner and the operating point as a ring.
class PrecisionRecallPlot : public UnitSquarePlot {
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

    QString title() const override;
    QString summary() const override;
    PlotTable table() const override;

protected:
    QString hoverText(const QPoint &position) const override;

private:
    Content m_content;
};

}  // namespace warbler::ui
