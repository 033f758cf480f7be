// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progress.h"

#include <ostream>

#include "core/base/number_text.h"

namespace warbler::cli {

namespace {

using Clock = std::chrono::steady_clock;

std::string figure(const std::optional<double> &value) { return value ? fixedText(*value, 3) : "n/a"; }

std::string duration(double seconds) {
    const long long whole = static_cast<long long>(seconds + 0.5);
    return whole < 60 ? std::to_string(whole) + " s"
                      : std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
}

}  // namespace

Progress::Progress(std::ostream &err, bool isTerminal)
    : m_err(err), m_isTerminal(isTerminal), m_start(Clock::now()), m_last(m_start) {}

void Progress::show(const JobEvent &event) {
    const char *clear = m_isTerminal ? "\r\033[K" : "";
    if (const auto *phase = std::get_if<PhaseStarted>(&event)) {
        m_phase = phase->name;
        m_total = phase->total;
        m_start = m_last = Clock::now();
        m_before.reset();
        if (!m_isTerminal)
            m_err << m_phase << std::endl;
    } else if (const auto *rows = std::get_if<RowsDone>(&event)) {
        tick(rows->done, m_total);
    } else if (const auto *step = std::get_if<StepDone>(&event)) {
        tick(step->examples, step->examplesTotal);
    } else if (const auto *epoch = std::get_if<EpochDone>(&event)) {
        m_err << clear << "epoch " << epoch->epoch << ": train loss " << fixedText(epoch->trainLoss, 4);
        if (epoch->accuracy)
            m_err << ", " << epoch->side << " loss " << figure(epoch->validationLoss) << ", accuracy "
                  << figure(epoch->accuracy) << ", F1 " << figure(epoch->f1) << ", precision "
                  << figure(epoch->precision) << ", recall " << figure(epoch->recall) << ", macro-F1 "
                  << figure(epoch->macroF1) << " (majority: F1 " << figure(epoch->majorityF1) << ", macro-F1 "
                  << figure(epoch->majorityMacroF1) << ")" << (epoch->isBest ? " best" : "");
        if (epoch->rmse)
            m_err << ", " << epoch->side << " RMSE " << figure(epoch->rmse) << ", MAE " << figure(epoch->mae)
                  << ", Pearson " << figure(epoch->pearson) << ", R2 " << figure(epoch->r2) << " (mean: RMSE "
                  << figure(epoch->meanRmse) << ")" << (epoch->isBest ? " best" : "");
        m_err << ", " << fixedText(epoch->seconds, 1) << " s" << std::endl;
    } else if (const auto *part = std::get_if<PartStarted>(&event)) {
        m_err << clear << part->name << std::endl;
    } else if (const auto *warned = std::get_if<Warned>(&event)) {
        m_err << clear << "note: " << warned->sentence << std::endl;
    }
}

void Progress::tick(std::int64_t done, std::int64_t total) {
    const Clock::time_point now = Clock::now();
    // What is done at the first report was done before: a run that goes on counts from there.
    if (!m_before) {
        m_before = done;
        m_start = now;
    }
    const auto wait = m_isTerminal ? std::chrono::milliseconds(200) : std::chrono::milliseconds(30000);
    if (now - m_last < wait)
        return;
    m_last = now;
    const double seconds = std::chrono::duration<double>(now - m_start).count();
    const double rate = seconds > 0 ? double(done - *m_before) / seconds : 0;
    m_err << (m_isTerminal ? "\r\033[K" : "") << m_phase << " " << groupedText(done);
    if (total > 0)
        m_err << "/" << groupedText(total);
    m_err << ", " << fixedText(rate, rate < 10 ? 1 : 0) << "/s";
    if (total > done && rate > 0)
        m_err << ", " << duration(double(total - done) / rate) << " left";
    if (!m_isTerminal)
        m_err << "\n";
    m_err << std::flush;
}

}  // namespace warbler::cli
