// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/histogram_plot.h"

#include <algorithm>
#include <numeric>

#include <qcustomplot.h>

#include "ui/support/theme.h"

namespace warbler::ui {

HistogramPlot::HistogramPlot(QWidget *parent) : PlotFrame(parent), m_bars(new QCPBars(plot()->xAxis, plot()->yAxis)) {
    plot()->yAxis->setLabel(tr("Tweets"));
    plot()->yAxis->setNumberFormat(QStringLiteral("gb"));
    plot()->yAxis->setNumberPrecision(7);
    setContent({});
}

double HistogramPlot::step() const {
    return m_content.counts.empty() ? 1
                                    : (m_content.high - m_content.low) / static_cast<double>(m_content.counts.size());
}

double HistogramPlot::left(std::size_t bar) const { return m_content.low + step() * static_cast<double>(bar); }

void HistogramPlot::setContent(Content content) {
    m_content = std::move(content);
    QVector<double> middles, heights;
    for (std::size_t i = 0; i < m_content.counts.size(); ++i) {
        middles.append(left(i) + step() / 2);
        heights.append(static_cast<double>(m_content.counts[i]));
    }
    m_bars->setWidth(step());
    m_bars->setData(middles, heights, true);
    plot()->xAxis->setLabel(m_content.axis);
    plot()->xAxis->setRange(m_content.low, m_content.high);
    plot()->yAxis->setRange(
        0, heights.isEmpty() ? 1 : std::max(1.0, 1.08 * *std::max_element(heights.begin(), heights.end())));
    dataChanged();
}

QString HistogramPlot::title() const { return m_content.name.isEmpty() ? tr("Histogram") : m_content.name; }

QString HistogramPlot::summary() const {
    const std::int64_t sum = std::accumulate(m_content.counts.begin(), m_content.counts.end(), std::int64_t(0));
    if (sum == 0)
        return tr("Nothing to show yet.");
    const auto most = static_cast<std::size_t>(std::max_element(m_content.counts.begin(), m_content.counts.end()) -
                                               m_content.counts.begin());
    return tr("%n tweets; most of them lie from %1 to %2.", nullptr, static_cast<int>(sum))
        .arg(left(most), 0, 'g', 3)
        .arg(left(most + 1), 0, 'g', 3);
}

PlotTable HistogramPlot::table() const {
    PlotTable values{{tr("from"), tr("to"), tr("tweets")}, {}};
    for (std::size_t i = 0; i < m_content.counts.size(); ++i)
        values.rows.push_back({plotNumber(left(i)), plotNumber(left(i + 1)), QString::number(m_content.counts[i])});
    return values;
}

void HistogramPlot::applyColours(const ThemeTokens &tokens) {
    const QColor colour = m_content.category >= 0 ? tokens.category(m_content.category) : tokens.accent;
    m_bars->setPen(QPen(tokens.surface, 1));
    m_bars->setBrush(mixColours(colour, tokens.surface, 0.8));
}

QString HistogramPlot::hoverText(const QPoint &position) const {
    const double x = plot()->xAxis->pixelToCoord(position.x());
    if (x < m_content.low || x >= m_content.high || m_content.counts.empty())
        return {};
    const auto bar = std::min(m_content.counts.size() - 1, static_cast<std::size_t>((x - m_content.low) / step()));
    return tr("%1 to %2: %n tweets", nullptr, static_cast<int>(m_content.counts[bar]))
        .arg(left(bar), 0, 'g', 3)
        .arg(left(bar + 1), 0, 'g', 3);
}

}  // namespace warbler::ui
