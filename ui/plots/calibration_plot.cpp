// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/calibration_plot.h"

#include <qcustomplot.h>

#include "ui/support/theme.h"

namespace warbler::ui {

CalibrationPlot::CalibrationPlot(QWidget *parent)
    : UnitSquarePlot(tr("Mean probability"), tr("Share labelled so"), Qt::AlignRight | Qt::AlignBottom, parent),
      m_bars(new QCPErrorBars(plot()->xAxis, plot()->yAxis)) {
    m_bars->setDataPlottable(curve());
    m_bars->setErrorType(QCPErrorBars::etValueError);
    m_bars->setWhiskerWidth(5);
    setDashed(0, 1);
    setContent({});
}

void CalibrationPlot::setContent(Content content) {
    m_content = std::move(content);
    std::vector<double> x, y;
    QVector<double> below, above;
    for (const CalibrationBin &bin : m_content.bins) {
        x.push_back(bin.meanConfidence);
        y.push_back(bin.accuracy);
        below.append(bin.accuracy - bin.interval.low);
        above.append(bin.interval.high - bin.accuracy);
    }
    setCurve(x, y);
    m_bars->setData(below, above);
    setText(m_content.error ? tr("calibration error %1").arg(plotFigure(*m_content.error)) : QString());
    dataChanged();
}

QString CalibrationPlot::title() const {
    return m_content.positive.isEmpty() ? tr("Calibration")
                                        : tr("Calibration for \u201c%1\u201d").arg(m_content.positive);
}

QString CalibrationPlot::summary() const {
    if (!m_content.error)
        return tr("There are no probabilities to compare.");
    return tr("On average a probability and the share labelled so lie %1 apart, over %n bins of equally many tweets.",
              nullptr, static_cast<int>(m_content.bins.size()))
        .arg(plotFigure(*m_content.error));
}

PlotTable CalibrationPlot::table() const {
    PlotTable values{
        {tr("tweets"), tr("from"), tr("to"), tr("mean probability"), tr("share labelled so"), tr("low"), tr("high")},
        {}};
    for (const CalibrationBin &bin : m_content.bins)
        values.rows.push_back({QString::number(bin.rows), plotNumber(bin.lowest), plotNumber(bin.highest),
                               plotNumber(bin.meanConfidence), plotNumber(bin.accuracy), plotNumber(bin.interval.low),
                               plotNumber(bin.interval.high)});
    return values;
}

void CalibrationPlot::applyColours(const ThemeTokens &tokens) {
    UnitSquarePlot::applyColours(tokens);
    curve()->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(tokens.surface, 1), QBrush(tokens.accent), 8));
    m_bars->setPen(QPen(tokens.muted, 1.2));
}

QString CalibrationPlot::hoverText(const QPoint &position) const {
    const std::optional<std::size_t> i = nearest(position);
    if (!i)
        return {};
    const CalibrationBin &bin = m_content.bins[*i];
    return tr("%n tweets: mean probability %1, labelled so %2 [%3, %4]", nullptr, static_cast<int>(bin.rows))
        .arg(plotFigure(bin.meanConfidence), plotFigure(bin.accuracy), plotFigure(bin.interval.low),
             plotFigure(bin.interval.high));
}

}  // namespace warbler::ui
