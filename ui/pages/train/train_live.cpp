// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/train_live.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/plots/tuning_curves_plot.h"
#include "ui/support/job_monitor.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/captions.h"
#include "ui/widgets/figure_strip.h"
#include "ui/widgets/figure_table_view.h"
#include "ui/widgets/run_tables.h"
#include "ui/widgets/verdict_line.h"

namespace warbler::ui {

namespace {
enum Figure { kEpoch, kLoss, kMacroF1, kSpeed, kLeft };
}

TrainLive::TrainLive(QWidget *parent)
    : QWidget(parent),
      m_strip(new FigureStrip(
          QStringLiteral("trainFigures"),
          {tr("Epoch"), tr("Training loss"), tr("Macro-F1"), tr("Tweets a second"), tr("Time left")}, this)),
      m_sentence(mutedLabel({}, this)), m_verdict(new VerdictLine(QStringLiteral("runVerdict"), this)),
      m_loss(new TuningCurvesPlot(TuningCurvesPlot::Kind::Loss, this)),
      m_scores(new TuningCurvesPlot(TuningCurvesPlot::Kind::Score, this)),
      m_rate(new TuningCurvesPlot(TuningCurvesPlot::Kind::LearningRate, this)),
      m_table(new FigureTableView(QStringLiteral("epochTable"), tr("Epochs"), this)) {
    m_sentence->setObjectName(QStringLiteral("runSentence"));
    m_sentence->setWordWrap(true);
    m_loss->setObjectName(QStringLiteral("lossPlot"));
    m_scores->setObjectName(QStringLiteral("scorePlot"));
    m_rate->setObjectName(QStringLiteral("ratePlot"));
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(kSpace8);
    outer->addWidget(m_strip);
    outer->addWidget(m_sentence);
    outer->addWidget(m_verdict);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *inner = new QWidget;
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace8);
    m_loss->setMinimumHeight(190);
    m_scores->setMinimumHeight(190);
    m_rate->setMinimumHeight(130);
    column->addWidget(m_loss, 3);
    column->addWidget(m_scores, 3);
    column->addWidget(m_table);
    column->addWidget(m_rate, 2);
    scroll->setWidget(inner);
    outer->addWidget(scroll, 1);
    for (TuningCurvesPlot *a : {m_loss, m_scores, m_rate})
        for (TuningCurvesPlot *b : {m_loss, m_scores, m_rate})
            if (a != b)
                link(a, b);
    clear();
}

void TrainLive::link(TuningCurvesPlot *a, TuningCurvesPlot *b) {
    connect(a, &TuningCurvesPlot::rangeChanged, b, &TuningCurvesPlot::setRange);
}

void TrainLive::clear() {
    m_epochs.clear();
    m_last = {};
    for (TuningCurvesPlot *plot : {m_loss, m_scores, m_rate})
        plot->clear();
    m_table->setTable(epochTable({}), -1);
    m_table->fitHeight(8);
    m_sentence->clear();
    m_verdict->show({});
    showFigures();
    m_strip->setFigure(kSpeed, {});
    m_strip->setFigure(kLeft, {});
}

void TrainLive::append(std::span<const JobEvent> events) {
    bool hasEpoch = false;
    for (const JobEvent &event : events) {
        if (const auto *step = std::get_if<StepDone>(&event)) {
            // A resumed run goes back to its checkpoint.
            while (!m_epochs.empty() && m_epochs.back().step >= step->step)
                m_epochs.pop_back();
            m_last = *step;
        } else if (const auto *epoch = std::get_if<EpochDone>(&event)) {
            if (epoch->isBest)
                for (EpochDone &earlier : m_epochs)
                    earlier.isBest = false;
            m_epochs.push_back(*epoch);
            hasEpoch = true;
        }
    }
    for (TuningCurvesPlot *plot : {m_loss, m_scores, m_rate})
        plot->append(events);
    if (hasEpoch) {
        m_table->setTable(epochTable(m_epochs), -1);
        m_table->fitHeight(8);
    }
    showFigures();
}

void TrainLive::showFigures() {
    if (m_last.step == 0) {
        m_strip->setFigure(kEpoch, {});
        m_strip->setFigure(kLoss, {});
        m_strip->setFigure(kMacroF1, {});
        return;
    }
    m_strip->setFigure(
        kEpoch, m_epochCount > 0 ? tr("%1 of %2").arg(m_last.epoch).arg(m_epochCount) : QString::number(m_last.epoch),
        tr("step %1 of %2").arg(countText(m_last.step), countText(m_last.steps)));
    const std::vector<double> average = m_loss->smoothedLosses();
    const QString validation = m_epochs.empty() || !m_epochs.back().validationLoss
                                   ? QString()
                                   : tr("validation %1").arg(shareText(*m_epochs.back().validationLoss, 3));
    m_strip->setFigure(kLoss, shareText(average.empty() ? m_last.loss : average.back(), 3), validation);
    for (auto epoch = m_epochs.rbegin(); epoch != m_epochs.rend(); ++epoch) {
        m_strip->setName(kMacroF1, epoch->rmse ? tr("RMSE") : tr("Macro-F1"));
        if (epoch->rmse) {
            m_strip->setFigure(kMacroF1, shareText(*epoch->rmse),
                               tr("the mean %1").arg(shareText(epoch->meanRmse.value_or(0))));
            return;
        }
        if (epoch->macroF1) {
            m_strip->setFigure(kMacroF1, shareText(*epoch->macroF1),
                               tr("majority %1").arg(shareText(epoch->majorityMacroF1.value_or(0))));
            return;
        }
    }
    m_strip->setFigure(kMacroF1, {}, tr("after the first epoch"));
}

void TrainLive::showClock(const JobMonitor *job, int epochs) {
    m_epochCount = epochs;
    if (!job) {
        m_strip->setFigure(kLeft, {});
        return;
    }
    if (job->epoch() == 0)
        return;
    const std::optional<double> rate = job->rate(), left = job->secondsLeft();
    m_strip->setFigure(kSpeed, rate ? countText(static_cast<std::int64_t>(*rate)) : QString());
    m_strip->setFigure(kLeft, left ? durationText(*left) : QString(), job->isPaused() ? tr("paused") : QString());
}

void TrainLive::setSentence(const QString &sentence) { m_sentence->setText(sentence); }

}  // namespace warbler::ui
