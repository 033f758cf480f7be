// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/precision_recall_plot.h"

namespace warbler::ui {

PrecisionRecallPlot::PrecisionRecallPlot(QWidget *parent)
    : UnitSquarePlot(tr("Recall"), tr("Precision"), Qt::AlignLeft | Qt::AlignBottom, parent) {
    clear();
}

void PrecisionRecallPlot::setContent(Content content) {
    m_content = std::move(content);
    const PrecisionRecallCurve &curve = m_content.curve;
    setCurve(curve.recall, curve.precision);
    if (curve.recall.empty()) {
        hideDashed();
        setRing({});
    } else {
        setDashed(m_content.share, m_content.share);
        setRing(QPointF(m_content.recall, m_content.precision));
    }
    setText(curve.averagePrecision ? tr("average precision %1").arg(plotFigure(*curve.averagePrecision)) : QString());
    dataChanged();
}

void PrecisionRecallPlot::clear() { setContent({}); }

QString PrecisionRecallPlot::title() const {
    return m_content.positive.isEmpty() ? tr("Precision and recall")
                                        : tr("Precision and recall for \u201c%1\u201d").arg(m_content.positive);
}

QString PrecisionRecallPlot::summary() const {
    if (!m_content.curve.averagePrecision)
        return tr("No precision-recall curve yet.");
    return tr("Average precision %1; at the threshold in use the precision is %2 with a recall of %3. Guessing reaches "
              "%4.")
        .arg(plotFigure(*m_content.curve.averagePrecision), plotFigure(m_content.precision),
             plotFigure(m_content.recall), plotFigure(m_content.share));
}

PlotTable PrecisionRecallPlot::table() const {
    PlotTable values{{tr("threshold"), tr("recall"), tr("precision")}, {}};
    const PrecisionRecallCurve &curve = m_content.curve;
    for (std::size_t i = 0; i < curve.recall.size(); ++i)
        values.rows.push_back({i < curve.thresholds.size() ? plotNumber(curve.thresholds[i]) : QString(),
                               plotNumber(curve.recall[i]), plotNumber(curve.precision[i])});
    return values;
}

QString PrecisionRecallPlot::hoverText(const QPoint &position) const {
    const std::optional<std::size_t> i = nearest(position);
    return i ? tr("precision %1, recall %2")
                   .arg(plotFigure(m_content.curve.precision[*i]), plotFigure(m_content.curve.recall[*i]))
             : QString();
}

}  // namespace warbler::ui
