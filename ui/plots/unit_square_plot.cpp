// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/unit_square_plot.h"

#include <cmath>

#include <qcustomplot.h>

#include "ui/support/theme.h"

namespace warbler::ui {

namespace {

constexpr double kNear = 0.05;  // of the square's side

}  // namespace

UnitSquarePlot::UnitSquarePlot(const QString &xName, const QString &yName, Qt::Alignment textCorner, QWidget *parent)
    : PlotFrame(parent), m_low(plot()->addGraph()), m_high(plot()->addGraph()), m_dashed(plot()->addGraph()),
      m_curve(new QCPCurve(plot()->xAxis, plot()->yAxis)), m_ring(plot()->addGraph()), m_text(new QCPItemText(plot())) {
    plot()->xAxis->setLabel(xName);
    plot()->yAxis->setLabel(yName);
    plot()->xAxis->setRange(-0.02, 1.02);
    plot()->yAxis->setRange(-0.02, 1.02);
    m_high->setChannelFillGraph(m_low);
    m_ring->setLineStyle(QCPGraph::lsNone);
    m_text->setPositionAlignment(textCorner);
    m_text->position->setType(QCPItemPosition::ptPlotCoords);
    m_text->position->setCoords(textCorner & Qt::AlignRight ? 0.99 : 0.01, textCorner & Qt::AlignTop ? 0.98 : 0.04);
}

void UnitSquarePlot::setCurve(const std::vector<double> &x, const std::vector<double> &y) {
    QVector<double> index;
    for (std::size_t i = 0; i < x.size(); ++i)
        index.append(static_cast<double>(i));
    m_curve->setData(index, QVector<double>(x.begin(), x.end()), QVector<double>(y.begin(), y.end()), true);
}

void UnitSquarePlot::setBand(const std::vector<double> &x, const std::vector<double> &low,
                             const std::vector<double> &high) {
    const QVector<double> at(x.begin(), x.end());
    m_low->setData(at, QVector<double>(low.begin(), low.end()), true);
    m_high->setData(at, QVector<double>(high.begin(), high.end()), true);
}

int UnitSquarePlot::bandPoints() const { return m_high->dataCount(); }

void UnitSquarePlot::setDashed(double yAtZero, double yAtOne) { m_dashed->setData({0, 1}, {yAtZero, yAtOne}); }

void UnitSquarePlot::hideDashed() { m_dashed->setData({}, {}); }

void UnitSquarePlot::setRing(std::optional<QPointF> at) {
    if (at)
        m_ring->setData({at->x()}, {at->y()});
    else
        m_ring->setData({}, {});
}

void UnitSquarePlot::setText(const QString &text) { m_text->setText(text); }

std::vector<QPointF> UnitSquarePlot::points() const {
    std::vector<QPointF> points;
    for (const QCPCurveData &point : *m_curve->data())
        points.emplace_back(point.key, point.value);
    return points;
}

std::optional<std::size_t> UnitSquarePlot::nearest(const QPoint &position) const {
    const double x = plot()->xAxis->pixelToCoord(position.x()), y = plot()->yAxis->pixelToCoord(position.y());
    double least = kNear;
    std::optional<std::size_t> found;
    std::size_t index = 0;
    for (const QCPCurveData &point : *m_curve->data()) {
        const double distance = std::hypot(point.key - x, point.value - y);
        if (distance < least) {
            least = distance;
            found = index;
        }
        ++index;
    }
    return found;
}

QSize UnitSquarePlot::savedSize() const {
    QSize size(480, 520);
    plot()->toPixmap(size.width(), size.height());
    const QSize axes = plot()->axisRect()->size();
    size.rheight() += axes.width() - axes.height();
    return size;
}

void UnitSquarePlot::applyColours(const ThemeTokens &tokens) {
    m_low->setPen(Qt::NoPen);
    m_high->setPen(Qt::NoPen);
    m_high->setBrush(mixColours(tokens.accent, tokens.surface, 0.18));
    QPen dashed(tokens.muted, 1.6);
    dashed.setStyle(Qt::DashLine);
    m_dashed->setPen(dashed);
    m_curve->setPen(QPen(tokens.accent, 2));
    m_ring->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(tokens.text, 2), QBrush(tokens.surface), 10));
    m_text->setColor(tokens.text);
    m_text->setFont(font());
}

}  // namespace warbler::ui
