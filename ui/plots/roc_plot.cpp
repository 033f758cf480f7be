// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/roc_plot.h"

#include <cmath>

#include <qcustomplot.h>

#include "ui/support/theme.h"

namespace warbler::ui {

RocPlot::RocPlot(QWidget *parent) : PlotFrame(parent) {
    plot()->xAxis->setLabel(tr("False positive rate"));
    plot()->yAxis->setLabel(tr("True positive rate (recall)"));
    plot()->xAxis->setRange(-0.02, 1.02);
    plot()->yAxis->setRange(-0.02, 1.02);
    m_diagonal = plot()->addGraph();
    m_diagonal->setData({0, 1}, {0, 1});
    m_curve = new QCPCurve(plot()->xAxis, plot()->yAxis);
    m_ring = plot()->addGraph();
    m_ring->setLineStyle(QCPGraph::lsNone);
    m_text = new QCPItemText(plot());
    m_text->setPositionAlignment(Qt::AlignRight | Qt::AlignBottom);
    m_text->position->setType(QCPItemPosition::ptPlotCoords);
    m_text->position->setCoords(0.99, 0.04);
    clear();
}

void RocPlot::setContent(Content content) {
    m_content = std::move(content);
    QVector<double> index, x, y;
    for (std::size_t i = 0; i < m_content.curve.falsePositiveRate.size(); ++i) {
        index.append(static_cast<double>(i));
        x.append(m_content.curve.falsePositiveRate[i]);
        y.append(m_content.curve.truePositiveRate[i]);
    }
    m_curve->setData(index, x, y, true);
    if (x.isEmpty())
        m_ring->setData({}, {});
    else
        m_ring->setData({m_content.falsePositiveRate}, {m_content.truePositiveRate});
    m_text->setText(aucText());
    dataChanged();
}

void RocPlot::clear() { setContent({}); }

std::vector<QPointF> RocPlot::points() const {
    std::vector<QPointF> points;
    for (const QCPCurveData &point : *m_curve->data())
        points.emplace_back(point.key, point.value);
    return points;
}

QString RocPlot::aucText() const {
    if (!m_content.curve.auc)
        return m_content.curve.falsePositiveRate.empty() ? QString() : tr("AUC n/a");
    QString text = tr("AUC %1").arg(plotFigure(*m_content.curve.auc));
    if (m_content.aucInterval)
        text += QStringLiteral(" [%1, %2]").arg(plotFigure(m_content.aucInterval->low), plotFigure(m_content.aucInterval->high));
    return text;
}

QString RocPlot::title() const { return m_content.positive.isEmpty() ? tr("ROC curve") : tr("ROC curve for “%1”").arg(m_content.positive); }

QString RocPlot::summary() const {
    if (m_content.curve.falsePositiveRate.empty())
        return tr("No ROC curve yet.");
    if (!m_content.curve.auc)
        return tr("There is no ROC curve: the tweets all belong to one category.");
    return tr("%1; at the threshold in use the recall is %2 with a false positive rate of %3.")
        .arg(aucText(), plotFigure(m_content.truePositiveRate), plotFigure(m_content.falsePositiveRate));
}

PlotTable RocPlot::table() const {
    PlotTable values{{tr("threshold"), tr("false positive rate"), tr("true positive rate")}, {}};
    for (std::size_t i = 0; i < m_content.curve.thresholds.size(); ++i) {
        const double threshold = m_content.curve.thresholds[i];
        values.rows.push_back(
            {plotNumber(threshold), plotNumber(m_content.curve.falsePositiveRate[i]), plotNumber(m_content.curve.truePositiveRate[i])});
    }
    return values;
}

void RocPlot::applyColours(const ThemeTokens &tokens) {
    QPen dashed(tokens.muted, 1.6);
    dashed.setStyle(Qt::DashLine);
    m_diagonal->setPen(dashed);
    m_curve->setPen(QPen(tokens.accent, 2));
    m_ring->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(tokens.text, 2), QBrush(tokens.surface), 10));
    m_text->setColor(tokens.text);
    m_text->setFont(font());
}

QString RocPlot::hoverText(const QPoint &position) const {
    const double x = plot()->xAxis->pixelToCoord(position.x()), y = plot()->yAxis->pixelToCoord(position.y());
    double nearest = 0.05;
    QString text;
    for (std::size_t i = 0; i < m_content.curve.thresholds.size(); ++i) {
        const double distance = std::hypot(m_content.curve.falsePositiveRate[i] - x, m_content.curve.truePositiveRate[i] - y);
        if (distance < nearest) {
            nearest = distance;
            text = tr("recall %1, false positive rate %2")
                       .arg(plotFigure(m_content.curve.truePositiveRate[i]), plotFigure(m_content.curve.falsePositiveRate[i]));
        }
    }
    return text;
}

}  // namespace warbler::ui
