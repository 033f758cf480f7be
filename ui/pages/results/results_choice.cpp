// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/results/results_choice.h"

#include <algorithm>
#include <utility>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>

#include "ui/support/theme.h"
#include "ui/widgets/captions.h"
#include "ui/widgets/run_tables.h"

namespace warbler::ui {

ResultsChoice::ResultsChoice(QWidget *parent) : QWidget(parent) {
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace8);
    m_run = box(row, "resultsRunBox", tr("Run"), 3);
    m_side = box(row, "resultsSideBox", tr("Tweets"), 1);
    m_side->addItem(tr("Test"), static_cast<int>(Side::Test));
    m_side->addItem(tr("Validation"), static_cast<int>(Side::Validation));
    m_other = box(row, "resultsOtherBox", tr("Beside"), 3);
}

QComboBox *ResultsChoice::box(QHBoxLayout *row, const char *name, const QString &label, int stretch) {
    auto *box = new QComboBox(this);
    box->setObjectName(QString::fromLatin1(name));
    box->setAccessibleName(label);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(14);
    auto *words = mutedLabel(label, this);
    words->setBuddy(box);
    row->addWidget(words);
    row->addWidget(box, stretch);
    connect(box, &QComboBox::activated, this, [this] { Q_EMIT chosen(); });
    return box;
}

void ResultsChoice::setRuns(std::vector<Run> runs, RunId wanted) {
    const qlonglong before = wanted.row != 0 ? wanted.row : m_run->currentData().toLongLong();
    const qlonglong otherBefore = m_other->currentData().toLongLong();
    m_runs = std::move(runs);
    m_run->clear();
    m_other->clear();
    int firstTuned = -1;
    for (const Run &run : m_runs) {
        if (run.kind == RunKind::Loaded || run.kind == RunKind::Search || run.state == RunState::Running)
            continue;
        if (firstTuned < 0 && run.kind == RunKind::Tuned)
            firstTuned = m_run->count();
        m_run->addItem(runLine(run), static_cast<qlonglong>(run.id.row));
        m_other->addItem(runLine(run), static_cast<qlonglong>(run.id.row));
    }
    const int index = m_run->findData(before);
    m_run->setCurrentIndex(index >= 0 ? index : std::max(0, firstTuned));
    // Beside: what was chosen, else the next older run, else the word model.
    int beside = m_other->findData(otherBefore);
    if (beside < 0 || beside == m_run->currentIndex())
        beside = m_run->currentIndex() + 1 < m_other->count() ? m_run->currentIndex() + 1 : m_run->currentIndex() - 1;
    m_other->setCurrentIndex(std::max(0, beside));
}

const Run *ResultsChoice::runOf(const QComboBox *box) const {
    for (const Run &run : m_runs)
        if (run.id.row == box->currentData().toLongLong() && run.id.row != 0)
            return &run;
    return nullptr;
}

const Run *ResultsChoice::run() const { return runOf(m_run); }

const Run *ResultsChoice::other() const {
    const Run *shown = run(), *other = runOf(m_other);
    return other && shown && other->id == shown->id ? nullptr : other;
}

Side ResultsChoice::side() const { return static_cast<Side>(m_side->currentData().toInt()); }

void ResultsChoice::showSide(Side side, bool canChange) {
    m_side->setCurrentIndex(m_side->findData(static_cast<int>(side)));
    m_side->setEnabled(canChange);
}

void ResultsChoice::setCanCompare(bool canCompare) { m_other->setEnabled(canCompare); }

}  // namespace warbler::ui
