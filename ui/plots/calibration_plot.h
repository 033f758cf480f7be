// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/metrics/calibration.h"
#include "ui/plots/unit_square_plot.h"

class QCPErrorBars;

namespace warbler::ui {

// How far the probabilities of the category of interest can be believed: its share among the tweets of each bin over
// their mean probability, with 95 % bars, and the dashed diagonal on which both are equal.
class CalibrationPlot : public UnitSquarePlot {
    Q_OBJECT
public:
    explicit CalibrationPlot(QWidget *parent = nullptr);
    struct Content {
        std::vector<CalibrationBin> bins;
        std::optional<double> error;  // expected calibration error
        QString positive;             // name of the category of interest
    };
    void setContent(Content content);

    QString title() const override;
    QString summary() const override;
    PlotTable table() const override;

protected:
    void applyColours(const ThemeTokens &tokens) override;
    QString hoverText(const QPoint &position) const override;

private:
    Content m_content;
    QCPErrorBars *m_bars;
};

}  // namespace warbler::ui
