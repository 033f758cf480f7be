// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/scatter_plot.h"

#include <algorithm>
#include <cmath>

#include <qcustomplot.h>

#include "ui/support/theme.h"

namespace warbler::ui {

ScatterPlot::ScatterPlot(QWidget *parent)
    : PlotFrame(parent), m_diagonal(plot()->addGraph()), m_points(plot()->addGraph()) {
    plot()->xAxis->setLabel(tr("Given"));
    plot()->yAxis->setLabel(tr("Predicted"));
    m_points->setLineStyle(QCPGraph::lsNone);
    setContent({});
}

void ScatterPlot::setContent(Content content) {
    m_content = std::move(content);
    double low = 0, high = 1;
    if (!m_content.given.empty()) {
        const auto [lowGiven, highGiven] = std::minmax_element(m_content.given.begin(), m_content.given.end());
        const auto [lowPredicted, highPredicted] =
            std::minmax_element(m_content.predicted.begin(), m_content.predicted.end());
        low = std::min(*lowGiven, *lowPredicted);
        high = std::max(*highGiven, *highPredicted);
    }
    const double margin = high > low ? 0.05 * (high - low) : 1;
    plot()->xAxis->setRange(low - margin, high + margin);
    plot()->yAxis->setRange(low - margin, high + margin);
    m_diagonal->setData({low - margin, high + margin}, {low - margin, high + margin});
    m_points->setData(QVector<double>(m_content.given.begin(), m_content.given.end()),
                      QVector<double>(m_content.predicted.begin(), m_content.predicted.end()));
    dataChanged();
}

std::vector<QPointF> ScatterPlot::points() const {
    std::vector<QPointF> points;
    for (const QCPGraphData &point : *m_points->data())
        points.emplace_back(point.key, point.value);
    return points;
}

QString ScatterPlot::title() const {
    return m_content.column.isEmpty() ? tr("Predicted and given numbers")
                                      : tr("Predicted and given \u201c%1\u201d").arg(m_content.column);
}

QString ScatterPlot::summary() const {
    if (m_content.given.empty())
        return tr("Nothing to show yet.");
    const auto [lowGiven, highGiven] = std::minmax_element(m_content.given.begin(), m_content.given.end());
    const auto [lowPredicted, highPredicted] =
        std::minmax_element(m_content.predicted.begin(), m_content.predicted.end());
    return tr("%n tweets; the given numbers lie from %1 to %2, the predicted ones from %3 to %4.", nullptr,
              static_cast<int>(m_content.given.size()))
        .arg(*lowGiven, 0, 'g', 4)
        .arg(*highGiven, 0, 'g', 4)
        .arg(*lowPredicted, 0, 'g', 4)
        .arg(*highPredicted, 0, 'g', 4);
}

PlotTable ScatterPlot::table() const {
    PlotTable values{{tr("given"), tr("predicted")}, {}};
    for (std::size_t i = 0; i < m_content.given.size(); ++i)
        values.rows.push_back({plotNumber(m_content.given[i]), plotNumber(m_content.predicted[i])});
    return values;
}

void ScatterPlot::applyColours(const ThemeTokens &tokens) {
    QPen dashed(tokens.muted, 1.6);
    dashed.setStyle(Qt::DashLine);
    m_diagonal->setPen(dashed);
    m_points->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(tokens.surface, 1), QBrush(tokens.accent), 7));
}

QString ScatterPlot::hoverText(const QPoint &position) const {
    double nearest = 8;  // pixels
    QString text;
    for (std::size_t i = 0; i < m_content.given.size(); ++i) {
        const double distance = std::hypot(plot()->xAxis->coordToPixel(m_content.given[i]) - position.x(),
                                           plot()->yAxis->coordToPixel(m_content.predicted[i]) - position.y());
        if (distance < nearest) {
            nearest = distance;
            text =
                tr("given %1, predicted %2").arg(m_content.given[i], 0, 'g', 4).arg(m_content.predicted[i], 0, 'g', 4);
        }
    }
    return text;
}

}  // namespace warbler::ui
