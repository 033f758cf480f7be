// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/roc_plot.h"

namespace warbler::ui {

RocPlot::RocPlot(QWidget *parent)
    : UnitSquarePlot(tr("False positive rate"), tr("True positive rate (recall)"), Qt::AlignRight | Qt::AlignBottom,
                     parent) {
    setDashed(0, 1);
    clear();
}

void RocPlot::setContent(Content content) {
    m_content = std::move(content);
    setCurve(m_content.curve.falsePositiveRate, m_content.curve.truePositiveRate);
    const RateBand band = m_content.band.value_or(RateBand());
    setBand(band.falsePositiveRate, band.low, band.high);
    setRing(m_content.curve.falsePositiveRate.empty()
                ? std::nullopt
                : std::optional(QPointF(m_content.falsePositiveRate, m_content.truePositiveRate)));
    setText(aucText());
    dataChanged();
}

void RocPlot::clear() { setContent({}); }

QString RocPlot::aucText() const {
    if (!m_content.curve.auc)
        return m_content.curve.falsePositiveRate.empty() ? QString() : tr("AUC n/a");
    QString text = tr("AUC %1").arg(plotFigure(*m_content.curve.auc));
    if (m_content.aucInterval)
        text += QStringLiteral(" [%1, %2]")
                    .arg(plotFigure(m_content.aucInterval->low), plotFigure(m_content.aucInterval->high));
    return text;
}

QString RocPlot::title() const {
    return m_content.positive.isEmpty() ? tr("ROC curve") : tr("ROC curve for “%1”").arg(m_content.positive);
}

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
        values.rows.push_back({plotNumber(threshold), plotNumber(m_content.curve.falsePositiveRate[i]),
                               plotNumber(m_content.curve.truePositiveRate[i])});
    }
    return values;
}

QString RocPlot::hoverText(const QPoint &position) const {
    const std::optional<std::size_t> i = nearest(position);
    return i ? tr("recall %1, false positive rate %2")
                   .arg(plotFigure(m_content.curve.truePositiveRate[*i]),
                        plotFigure(m_content.curve.falsePositiveRate[*i]))
             : QString();
}

}  // namespace warbler::ui
