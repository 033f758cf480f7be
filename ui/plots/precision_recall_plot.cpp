// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/precision_recall_plot.h"

#include <cmath>

#include <qcustomplot.h>

#include "ui/support/theme.h"

namespace warbler::ui {

PrecisionRecallPlot::PrecisionRecallPlot(QWidget *parent) : PlotFrame(parent) {
    plot()->xAxis->setLabel(tr("Recall"));
    plot()->yAxis->setLabel(tr("Precision"));
    plot()->xAxis->setRange(-0.02, 1.02);
    plot()->yAxis->setRange(-0.02, 1.02);
    m_chance = plot()->addGraph();
    m_curve = new QCPCurve(plot()->xAxis, plot()->yAxis);
    m_ring = plot()->addGraph();
    m_ring->setLineStyle(QCPGraph::lsNone);
    m_text = new QCPItemText(plot());
    m_text->setPositionAlignment(Qt::AlignLeft | Qt::AlignBottom);
    m_text->position->setType(QCPItemPosition::ptPlotCoords);
    m_text->position->setCoords(0.01, 0.04);
    clear();
}

void PrecisionRecallPlot::setContent(Content content) {
    m_content = std::move(content);
    const PrecisionRecallCurve &curve = m_content.curve;
    QVector<double> index, x, y;
    for (std::size_t i = 0; i < curve.recall.size(); ++i) {
        index.append(static_cast<double>(i));
        x.append(curve.recall[i]);
        y.append(curve.precision[i]);
    }
    m_curve->setData(index, x, y, true);
    const bool isEmpty = x.isEmpty();
    m_chance->setData(isEmpty ? QVector<double>() : QVector<double>{0, 1},
                      isEmpty ? QVector<double>() : QVector<double>{m_content.share, m_content.share});
    m_ring->setData(isEmpty ? QVector<double>() : QVector<double>{m_content.recall},
                    isEmpty ? QVector<double>() : QVector<double>{m_content.precision});
    m_text->setText(curve.averagePrecision ? tr("average precision %1").arg(plotFigure(*curve.averagePrecision)) : QString());
    dataChanged();
}

void PrecisionRecallPlot::clear() { setContent({}); }

std::vector<QPointF> PrecisionRecallPlot::points() const {
    std::vector<QPointF> points;
    for (const QCPCurveData &point : *m_curve->data())
        points.emplace_back(point.key, point.value);
    return points;
}

QString PrecisionRecallPlot::title() const {
    return m_content.positive.isEmpty() ? tr("Precision and recall")
                                        : tr("Precision and recall for \u201c%1\u201d").arg(m_content.positive);
}

QString PrecisionRecallPlot::summary() const {
    if (!m_content.curve.averagePrecision)
        return tr("No precision-recall curve yet.");
    return tr("Average precision %1; at the threshold in use the precision is %2 with a recall of %3. Guessing reaches %4.")
        .arg(plotFigure(*m_content.curve.averagePrecision), plotFigure(m_content.precision), plotFigure(m_content.recall),
             plotFigure(m_content.share));
}

PlotTable PrecisionRecallPlot::table() const {
    PlotTable values{{tr("threshold"), tr("recall"), tr("precision")}, {}};
    const PrecisionRecallCurve &curve = m_content.curve;
    for (std::size_t i = 0; i < curve.recall.size(); ++i)
        values.rows.push_back({i < curve.thresholds.size() ? plotNumber(curve.thresholds[i]) : QString(), plotNumber(curve.recall[i]),
                               plotNumber(curve.precision[i])});
    return values;
}

void PrecisionRecallPlot::applyColours(const ThemeTokens &tokens) {
    QPen dashed(tokens.muted, 1.6);
    dashed.setStyle(Qt::DashLine);
    m_chance->setPen(dashed);
    m_curve->setPen(QPen(tokens.accent, 2));
    m_ring->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(tokens.text, 2), QBrush(tokens.surface), 10));
    m_text->setColor(tokens.text);
    m_text->setFont(font());
}

QString PrecisionRecallPlot::hoverText(const QPoint &position) const {
    const double x = plot()->xAxis->pixelToCoord(position.x()), y = plot()->yAxis->pixelToCoord(position.y());
    double nearest = 0.05;
    QString text;
    const PrecisionRecallCurve &curve = m_content.curve;
    for (std::size_t i = 0; i < curve.recall.size(); ++i) {
        const double distance = std::hypot(curve.recall[i] - x, curve.precision[i] - y);
        if (distance < nearest) {
            nearest = distance;
            text = tr("precision %1, recall %2").arg(plotFigure(curve.precision[i]), plotFigure(curve.recall[i]));
        }
    }
    return text;
}

}  // namespace warbler::ui
