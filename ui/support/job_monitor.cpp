// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/job_monitor.h"

#include <algorithm>
#include <numeric>

#include <QCoreApplication>
#include <QStringList>

#include "ui/support/text.h"

namespace warbler::ui {

namespace {

constexpr std::size_t kStepsBeforeEta = 20;

// The phases core names in plain English; one it does not know is shown as it came.
QString phaseText(const std::string &name) {
    static const std::pair<const char *, const char *> words[] = {
        {"Reading tweets", QT_TRANSLATE_NOOP("Phase", "Reading tweets")},
        {"Storing tweets", QT_TRANSLATE_NOOP("Phase", "Storing tweets")},
        {"Loading the model", QT_TRANSLATE_NOOP("Phase", "Loading the model")},
        {"Preparing tweets", QT_TRANSLATE_NOOP("Phase", "Preparing tweets")},
        {"Training", QT_TRANSLATE_NOOP("Phase", "Training")},
        {"Evaluating", QT_TRANSLATE_NOOP("Phase", "Evaluating")},
        {"Classifying", QT_TRANSLATE_NOOP("Phase", "Classifying")},
        {"Writing", QT_TRANSLATE_NOOP("Phase", "Writing")},
    };
    for (const auto &word : words)
        if (name == word.first)
            return QCoreApplication::translate("Phase", word.second);
    return fromUtf8(name);
}

}  // namespace

JobMonitor::JobMonitor(QString name, JobKind kind, std::shared_ptr<JobControl> control, QObject *parent)
    : QObject(parent), m_name(std::move(name)), m_kind(kind), m_control(std::move(control)) {
    m_clock.start();
    m_timer.setInterval(kJobRefresh);
    connect(&m_timer, &QTimer::timeout, this, [this] { drain(); });
    m_timer.start();
}

void JobMonitor::drain() {
    if (m_outcome)
        return;
    EventQueue::Batch batch = m_control->events().take();
    for (const JobEvent &event : batch.events)
        sumUp(event);
    if (!batch.events.empty()) {
        Q_EMIT batchTaken(batch.events);
        Q_EMIT progressed();
    }
    if (batch.outcome) {
        m_timer.stop();
        m_outcome = std::move(batch.outcome);
        Q_EMIT finished(*m_outcome);
    }
}

void JobMonitor::sumUp(const JobEvent &event) {
    if (const auto *phase = std::get_if<PhaseStarted>(&event)) {
        m_phase = phaseText(phase->name);
        m_total = phase->total;
        m_done = 0;
        m_epoch = 0;
        m_isCounting = false;
        restartClock();
    } else if (const auto *part = std::get_if<PartStarted>(&event)) {
        if (m_part.part > 0)
            m_partSeconds.push_back(static_cast<double>(m_partClock.elapsed()) / 1000);
        m_part = *part;
        m_partClock.restart();
    } else if (const auto *rows = std::get_if<RowsDone>(&event)) {
        // What is done at the first report was done before: a job that goes on counts from there.
        if (!m_isCounting) {
            m_isCounting = true;
            m_doneAtClock = rows->done;
            m_clock.restart();
        }
        m_done = rows->done;
    } else if (const auto *step = std::get_if<StepDone>(&event)) {
        m_done = step->examples;
        m_total = step->examplesTotal;
        m_epoch = step->epoch;
        m_stepsLeft = step->steps - step->step;
        if (m_stepSeconds.empty())
            m_doneAtClock = m_done;  // a resumed run starts in the middle
        m_stepSeconds.push_back(step->seconds);
    }
}

void JobMonitor::restartClock() {
    m_clock.restart();
    m_doneAtClock = m_done;
    m_stepSeconds.clear();
}

std::optional<double> JobMonitor::rate() const {
    const double seconds = static_cast<double>(m_clock.elapsed()) / 1000;
    if (seconds < 0.5 || m_done <= m_doneAtClock)
        return std::nullopt;
    return static_cast<double>(m_done - m_doneAtClock) / seconds;
}

std::optional<double> JobMonitor::secondsLeft() const {
    // Folds and trials take about as long as those before them; the first says nothing about the whole.
    if (m_part.part > 0) {
        if (m_partSeconds.empty())
            return std::nullopt;
        const double mean = std::accumulate(m_partSeconds.begin(), m_partSeconds.end(), 0.0) /
                            static_cast<double>(m_partSeconds.size());
        return std::max(0.0, mean - static_cast<double>(m_partClock.elapsed()) / 1000) +
               mean * (m_part.parts - m_part.part);
    }
    if (m_epoch > 0) {
        if (m_stepSeconds.size() < kStepsBeforeEta)
            return std::nullopt;
        std::vector<double> sorted = m_stepSeconds;
        const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
        std::nth_element(sorted.begin(), middle, sorted.end());
        return *middle * static_cast<double>(m_stepsLeft);
    }
    const std::optional<double> perSecond = rate();
    if (!perSecond || m_total <= 0)
        return std::nullopt;
    return static_cast<double>(std::max<std::int64_t>(0, m_total - m_done)) / *perSecond;
}

QString JobMonitor::sentence() const {
    QStringList parts;
    if (m_part.part > 0)
        parts << (m_part.kind == PartStarted::Kind::Fold ? tr("Fold %1 of %2") : tr("Trial %1 of %2"))
                     .arg(m_part.part)
                     .arg(m_part.parts);
    parts << (m_phase.isEmpty() ? m_name : m_phase);
    if (m_isStopping)
        parts << tr("stopping");
    else if (isPaused())
        parts << tr("paused");
    if (m_epoch > 0)
        parts << (m_epochs > 0 ? tr("epoch %1 of %2").arg(m_epoch).arg(m_epochs) : tr("epoch %1").arg(m_epoch));
    if (m_total > 0)
        parts << tr("%1/%2").arg(countText(m_done), countText(m_total));
    else if (m_done > 0)
        parts << countText(m_done);
    if (const auto perSecond = rate(); perSecond && *perSecond >= 2 && !isPaused())
        parts << tr("%1 a second").arg(countText(static_cast<std::int64_t>(*perSecond)));
    if (!isPaused() && !m_isStopping && m_total > 0) {
        const std::optional<double> left = secondsLeft();
        parts << (left ? tr("%1 left").arg(durationText(*left)) : tr("%1 left").arg(QChar(0x2014)));
    }
    return parts.join(QStringLiteral(" \u00b7 "));
}

void JobMonitor::requestStop() {
    m_isStopping = true;
    m_control->requestStop();
    Q_EMIT progressed();
}

void JobMonitor::setPaused(bool paused) {
    m_control->setPaused(paused);
    if (!paused)
        restartClock();
    Q_EMIT progressed();
}

}  // namespace warbler::ui
