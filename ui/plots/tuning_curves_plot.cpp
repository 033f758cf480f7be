// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/tuning_curves_plot.h"

#include <algorithm>
#include <cmath>

#include <qcustomplot.h>

#include "ui/support/theme.h"

namespace warbler::ui {

TuningCurvesPlot::TuningCurvesPlot(Kind kind, QWidget *parent) : PlotFrame(parent), m_kind(kind) {
    plot()->xAxis->setLabel(tr("Step"));
    switch (kind) {
    case Kind::Loss:
        plot()->yAxis->setLabel(tr("Loss (nats)"));
        m_lines = {addLine(QString()), addLine(tr("training")), addLine(tr("validation"))};
        break;
    case Kind::Score:
        plot()->yAxis->setLabel(tr("Score on validation tweets"));
        m_lines = {addLine(tr("F1")), addLine(tr("macro-F1")), addLine(tr("accuracy")), addLine(tr("majority"))};
        break;
    case Kind::LearningRate:
        plot()->yAxis->setLabel(tr("Learning rate"));
        m_lines = {addLine(QString())};
        break;
    }
    m_best = plot()->addGraph();
    m_best->setLineStyle(QCPGraph::lsNone);
    plot()->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    plot()->axisRect()->setRangeDrag(Qt::Horizontal);
    plot()->axisRect()->setRangeZoom(Qt::Horizontal);
    plot()->axisRect()->setAutoMargins(QCP::msLeft | QCP::msTop | QCP::msBottom);
    plot()->axisRect()->setMargins(QMargins(0, 0, 96, 0));
    // Neither zooming nor dragging shows what lies beyond the data.
    connect(plot()->xAxis, qOverload<const QCPRange &>(&QCPAxis::rangeChanged), this, [this](const QCPRange &range) {
        const QCPRange inside = range.bounded(0, m_end);
        if (inside != range) {
            plot()->xAxis->setRange(inside);
            return;
        }
        m_isZoomed = range.lower > 0 || range.upper < m_end;
        if (m_isWheeling)
            Q_EMIT rangeChanged(range.lower, range.upper);
    });
    // QCustomPlot tells of the wheel before the axis moves.
    connect(plot(), &QCustomPlot::mouseWheel, this, [this] {
        m_isWheeling = true;
        QMetaObject::invokeMethod(
            this, [this] { m_isWheeling = false; }, Qt::QueuedConnection);
    });
    connect(plot(), &QCustomPlot::mouseRelease, this,
            [this] { Q_EMIT rangeChanged(plot()->xAxis->range().lower, plot()->xAxis->range().upper); });
    connect(plot(), &QCustomPlot::mouseDoubleClick, this, [this] {
        m_isZoomed = false;
        redraw();
        Q_EMIT rangeChanged(plot()->xAxis->range().lower, plot()->xAxis->range().upper);
    });
    redraw();
}

TuningCurvesPlot::Line TuningCurvesPlot::addLine(const QString &name) {
    auto *text = new QCPItemText(plot());
    text->setText(name);
    text->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    text->setClipToAxisRect(false);
    text->setVisible(false);
    return {plot()->addGraph(), text};
}

void TuningCurvesPlot::append(std::span<const JobEvent> events) {
    bool isChanged = false;
    for (const JobEvent &event : events) {
        if (const auto *step = std::get_if<StepDone>(&event)) {
            while (!m_steps.empty() && m_steps.back().step >= step->step)
                m_steps.pop_back();
            while (!m_epochs.empty() && m_epochs.back().step >= step->step)
                m_epochs.pop_back();
            m_steps.push_back(*step);
            if (step->steps > 0)
                m_totalSteps = step->steps;
            isChanged = true;
        } else if (const auto *epoch = std::get_if<EpochDone>(&event)) {
            if (epoch->isBest)
                for (EpochDone &earlier : m_epochs)
                    earlier.isBest = false;
            m_epochs.push_back(*epoch);
            isChanged = true;
        }
    }
    if (isChanged)
        redraw();
}

void TuningCurvesPlot::clear() {
    m_steps.clear();
    m_epochs.clear();
    m_totalSteps = 0;
    m_isZoomed = false;
    redraw();
}

void TuningCurvesPlot::setSteps(std::int64_t steps) {
    m_totalSteps = steps;
    redraw();
}

void TuningCurvesPlot::setSmoothing(double weight) {
    m_weight = std::clamp(weight, 0.0, 0.99);
    redraw();
}

std::vector<double> TuningCurvesPlot::smoothedLosses() const {
    std::vector<double> values;
    double sum = 0, power = 1;
    for (const StepDone &step : m_steps) {
        sum = m_weight * sum + (1 - m_weight) * step.loss;
        power *= m_weight;
        values.push_back(sum / (1 - power));
    }
    return values;
}

void TuningCurvesPlot::redraw() {
    QVector<double> steps, losses, rates;
    for (const StepDone &step : m_steps) {
        steps.append(static_cast<double>(step.step));
        losses.append(step.loss);
        rates.append(step.learningRate);
    }
    const auto setEpochs = [this](QCPGraph *graph, std::optional<double> EpochDone::*member) {
        QVector<double> x, y;
        for (const EpochDone &epoch : m_epochs) {
            if (epoch.*member) {
                x.append(static_cast<double>(epoch.step));
                y.append(*(epoch.*member));
            }
        }
        graph->setData(x, y, true);
    };
    m_best->setData({}, {});
    nameKinds();
    const Scores shown = scores();
    std::optional<double> EpochDone::*bestMember = m_kind == Kind::Loss ? &EpochDone::validationLoss : shown.main;
    for (const EpochDone &epoch : m_epochs)
        if (epoch.isBest && epoch.*bestMember && m_kind != Kind::LearningRate)
            m_best->setData({static_cast<double>(epoch.step)}, {*(epoch.*bestMember)});
    switch (m_kind) {
    case Kind::Loss: {
        const std::vector<double> average = smoothedLosses();
        m_lines[0].graph->setData(steps, losses, true);
        m_lines[1].graph->setData(steps, QVector<double>(average.begin(), average.end()), true);
        setEpochs(m_lines[2].graph, &EpochDone::validationLoss);
        break;
    }
    case Kind::Score:
        setEpochs(m_lines[0].graph, shown.second);
        setEpochs(m_lines[1].graph, shown.main);
        setEpochs(m_lines[2].graph, &EpochDone::accuracy);
        m_lines[3].graph->setData({}, {});
        if (!m_epochs.empty() && m_epochs.back().*shown.baseline) {
            const double end = static_cast<double>(std::max(m_totalSteps, m_epochs.back().step));
            m_lines[3].graph->setData({0, end},
                                      {*(m_epochs.back().*shown.baseline), *(m_epochs.back().*shown.baseline)});
        }
        break;
    case Kind::LearningRate:
        m_lines[0].graph->setData(steps, rates, true);
        break;
    }
    m_end = std::max<double>({1.0, static_cast<double>(m_totalSteps), steps.isEmpty() ? 0.0 : steps.last()});
    if (!m_isZoomed)
        plot()->xAxis->setRange(0, m_end);
    if (m_kind == Kind::Score && isOfNumbers()) {
        double high = 0;
        for (const EpochDone &epoch : m_epochs)
            high = std::max({high, epoch.rmse.value_or(0), epoch.mae.value_or(0), epoch.meanRmse.value_or(0)});
        plot()->yAxis->setRange(0, high > 0 ? high * 1.1 : 1);
    } else if (m_kind == Kind::Score) {
        plot()->yAxis->setRange(0, 1.02);
    } else {
        // A robust range: one wild first step must not flatten the rest.
        QVector<double> values = m_kind == Kind::Loss ? losses : rates;
        for (const EpochDone &epoch : m_epochs)
            if (m_kind == Kind::Loss && epoch.validationLoss)
                values.append(*epoch.validationLoss);
        std::sort(values.begin(), values.end());
        const double high = values.isEmpty() ? 1 : values[static_cast<int>(0.99 * (values.size() - 1))];
        plot()->yAxis->setRange(0, high > 0 ? high * 1.1 : 1);
    }
    nameLines();
    dataChanged();
}

bool TuningCurvesPlot::isOfNumbers() const {
    return std::any_of(m_epochs.begin(), m_epochs.end(), [](const EpochDone &epoch) { return epoch.rmse.has_value(); });
}

TuningCurvesPlot::Scores TuningCurvesPlot::scores() const {
    if (isOfNumbers())
        return {&EpochDone::rmse, &EpochDone::mae, &EpochDone::meanRmse};
    return {&EpochDone::macroF1, &EpochDone::f1, &EpochDone::majorityMacroF1};
}

void TuningCurvesPlot::nameKinds() {
    if (m_kind == Kind::Loss) {
        plot()->yAxis->setLabel(isOfNumbers() ? tr("Loss (squared error)") : tr("Loss (nats)"));
    } else if (m_kind == Kind::Score) {
        plot()->yAxis->setLabel(isOfNumbers() ? tr("Error on validation tweets") : tr("Score on validation tweets"));
        m_lines[0].name->setText(isOfNumbers() ? tr("MAE") : tr("F1"));
        m_lines[1].name->setText(isOfNumbers() ? tr("RMSE") : tr("macro-F1"));
        m_lines[3].name->setText(isOfNumbers() ? tr("the mean") : tr("majority"));
    }
}

void TuningCurvesPlot::nameLines() {
    // Names stand at the right end of their lines; those that would touch are pushed apart.
    struct Place {
        QCPItemText *text;
        double y;
    };
    std::vector<Place> places;
    const QCPRange range = plot()->yAxis->range();
    for (const Line &line : m_lines) {
        const bool isEmpty = line.graph->data()->isEmpty() || line.name->text().isEmpty();
        line.name->setVisible(!isEmpty);
        if (!isEmpty)
            places.push_back({line.name, (line.graph->data()->at(line.graph->data()->size() - 1)->value - range.lower) /
                                             range.size()});
    }
    std::sort(places.begin(), places.end(), [](const Place &a, const Place &b) { return a.y < b.y; });
    const double gap =
        1.3 * QFontMetrics(scaledFont(font(), TextSize::Small)).height() / std::max(80, plot()->height() - 60);
    for (std::size_t i = 1; i < places.size(); ++i)
        places[i].y = std::max(places[i].y, places[i - 1].y + gap);
    for (const Place &place : places) {
        place.text->position->setType(QCPItemPosition::ptAxisRectRatio);
        place.text->position->setCoords(1.01, 1 - place.y);
    }
}

QPointF TuningCurvesPlot::shownSteps() const { return {plot()->xAxis->range().lower, plot()->xAxis->range().upper}; }

void TuningCurvesPlot::setRange(double low, double high) {
    m_isZoomed = low > 0 || high < m_end;
    plot()->xAxis->setRange(low, high);
    plot()->replot(QCustomPlot::rpQueuedReplot);
}

void TuningCurvesPlot::applyColours(const ThemeTokens &tokens) {
    const auto paint = [this](std::size_t index, const QColor &colour, double width,
                              Qt::PenStyle style = Qt::SolidLine) {
        QPen pen(colour, width);
        pen.setStyle(style);
        m_lines[index].graph->setPen(pen);
        m_lines[index].name->setColor(colour);
        m_lines[index].name->setFont(scaledFont(font(), TextSize::Small));
    };
    const auto dots = [this](std::size_t index, const QColor &colour) {
        m_lines[index].graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, colour, 6));
    };
    switch (m_kind) {
    case Kind::Loss:
        paint(0, mixColours(tokens.muted, tokens.surface, 0.35), 1);
        paint(1, tokens.text, 2);
        paint(2, tokens.accent, 1.6);
        dots(2, tokens.accent);
        break;
    case Kind::Score:
        paint(0, tokens.category(1), 1.6);
        paint(1, tokens.accent, 2);
        paint(2, tokens.category(2), 1.6);
        paint(3, tokens.muted, 1.6, Qt::DashLine);
        dots(0, tokens.category(1));
        dots(1, tokens.accent);
        dots(2, tokens.category(2));
        break;
    case Kind::LearningRate:
        paint(0, tokens.text, 1.6);
        break;
    }
    m_best->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssTriangle, QPen(tokens.ok, 1.6), QBrush(tokens.ok), 9));
}

QString TuningCurvesPlot::hoverText(const QPoint &position) const {
    if (m_steps.empty())
        return {};
    const double x = plot()->xAxis->pixelToCoord(position.x());
    const auto nearest = std::min_element(m_steps.begin(), m_steps.end(), [x](const StepDone &a, const StepDone &b) {
        return std::abs(double(a.step) - x) < std::abs(double(b.step) - x);
    });
    if (m_kind == Kind::Loss)
        return tr("step %1: loss %2").arg(nearest->step).arg(plotFigure(nearest->loss));
    if (m_kind == Kind::LearningRate)
        return tr("step %1: learning rate %2").arg(nearest->step).arg(nearest->learningRate, 0, 'g', 4);
    for (const EpochDone &epoch : m_epochs)
        if (epoch.rmse && std::abs(double(epoch.step) - x) < 0.02 * plot()->xAxis->range().size())
            return tr("epoch %1: RMSE %2, MAE %3")
                .arg(epoch.epoch)
                .arg(plotFigure(*epoch.rmse), plotFigure(epoch.mae.value_or(0)));
    for (const EpochDone &epoch : m_epochs)
        if (epoch.macroF1 && std::abs(double(epoch.step) - x) < 0.02 * plot()->xAxis->range().size())
            return tr("epoch %1: macro-F1 %2, F1 %3, accuracy %4")
                .arg(epoch.epoch)
                .arg(plotFigure(*epoch.macroF1), plotFigure(epoch.f1.value_or(0)),
                     plotFigure(epoch.accuracy.value_or(0)));
    return {};
}

QString TuningCurvesPlot::title() const {
    switch (m_kind) {
    case Kind::Loss:
        return tr("Loss");
    case Kind::Score:
        return tr("Scores");
    case Kind::LearningRate:
        return tr("Learning rate");
    }
    return {};
}

QString TuningCurvesPlot::summary() const {
    if (m_steps.empty())
        return tr("No training step yet.");
    if (m_kind == Kind::LearningRate)
        return tr("The learning rate is %1 at step %2.")
            .arg(m_steps.back().learningRate, 0, 'g', 4)
            .arg(m_steps.back().step);
    if (m_kind == Kind::Loss)
        return tr("After step %1 the average training loss is %2.")
            .arg(m_steps.back().step)
            .arg(plotFigure(smoothedLosses().back()));
    for (auto epoch = m_epochs.rbegin(); epoch != m_epochs.rend(); ++epoch)
        if (epoch->rmse)
            return tr("After epoch %1 the RMSE is %2; always answering the mean gives %3.")
                .arg(epoch->epoch)
                .arg(plotFigure(*epoch->rmse), plotFigure(epoch->meanRmse.value_or(0)));
        else if (epoch->macroF1)
            return tr("After epoch %1 macro-F1 is %2; always answering the most frequent category gives %3.")
                .arg(epoch->epoch)
                .arg(plotFigure(*epoch->macroF1), plotFigure(epoch->majorityMacroF1.value_or(0)));
    return tr("No evaluation yet.");
}

PlotTable TuningCurvesPlot::table() const {
    const auto orEmpty = [&](const std::optional<double> &value) { return value ? plotNumber(*value) : QString(); };
    if (m_kind == Kind::Score && isOfNumbers()) {
        PlotTable values{
            {tr("epoch"), tr("step"), tr("RMSE"), tr("MAE"), tr("Pearson r"), tr("R2"), tr("RMSE of the mean")}, {}};
        for (const EpochDone &epoch : m_epochs)
            values.rows.push_back({QString::number(epoch.epoch), QString::number(epoch.step), orEmpty(epoch.rmse),
                                   orEmpty(epoch.mae), orEmpty(epoch.pearson), orEmpty(epoch.r2),
                                   orEmpty(epoch.meanRmse)});
        return values;
    }
    if (m_kind == Kind::Score) {
        PlotTable values{{tr("epoch"), tr("step"), tr("F1"), tr("macro-F1"), tr("accuracy"), tr("majority macro-F1")},
                         {}};
        for (const EpochDone &epoch : m_epochs)
            values.rows.push_back({QString::number(epoch.epoch), QString::number(epoch.step), orEmpty(epoch.f1),
                                   orEmpty(epoch.macroF1), orEmpty(epoch.accuracy), orEmpty(epoch.majorityMacroF1)});
        return values;
    }
    PlotTable values{
        {tr("step"), tr("epoch"), tr("loss"), tr("average loss"), tr("learning rate"), tr("gradient norm")}, {}};
    const std::vector<double> average = smoothedLosses();
    for (std::size_t i = 0; i < m_steps.size(); ++i)
        values.rows.push_back({QString::number(m_steps[i].step), QString::number(m_steps[i].epoch),
                               plotNumber(m_steps[i].loss), plotNumber(average[i]), plotNumber(m_steps[i].learningRate),
                               plotNumber(m_steps[i].gradientNorm)});
    return values;
}

}  // namespace warbler::ui
