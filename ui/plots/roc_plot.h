// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/metrics/intervals.h"
#include "core/metrics/roc_band.h"
#include "core/metrics/roc_curve.h"
#include "ui/plots/unit_square_plot.h"

namespace warbler::ui {

// The ROC curve of the category of interest in its 95 % band: square, dashed diagonal, AUC with its interval in the
// free corner, the operating point as a ring.
class RocPlot : public UnitSquarePlot {
    Q_OBJECT
public:
    explicit RocPlot(QWidget *parent = nullptr);
    struct Content {
        RocCurve curve;
        std::optional<Interval> aucInterval;
        std::optional<RateBand> band;                        // 95 %, of the true positive rate
        QString positive;                                    // name of the category of interest
        double falsePositiveRate = 0, truePositiveRate = 0;  // operating point
    };
    void setContent(Content content);
    void clear();
    std::optional<double> auc() const { return m_content.curve.auc; }
    QString aucText() const;  // "AUC .861 [.78, .93]"

    QString title() const override;
    QString summary() const override;
    PlotTable table() const override;

protected:
    QString hoverText(const QPoint &position) const override;

private:
    Content m_content;
};

}  // namespace warbler::ui
