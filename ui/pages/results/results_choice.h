// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

#include "core/corpus/run_repository.h"

class QComboBox;
class QHBoxLayout;

namespace warbler::ui {

// Which run is looked at, on which side's tweets, and which other run beside it.
class ResultsChoice : public QWidget {
    Q_OBJECT
public:
    explicit ResultsChoice(QWidget *parent = nullptr);
    // Those that have results. Chooses wanted, with 0 the one of before, else the newest tuned one.
    void setRuns(std::vector<Run> runs, RunId wanted);
    const Run *run() const;    // nullptr: there is none
    const Run *other() const;  // nullptr: none but that run
    Side side() const;
    void showSide(Side side, bool canChange);
    void setCanCompare(bool canCompare);

Q_SIGNALS:
    void chosen();  // by the user

private:
    QComboBox *box(QHBoxLayout *row, const char *name, const QString &label, int stretch);
    const Run *runOf(const QComboBox *box) const;

    QComboBox *m_run, *m_side, *m_other;
    std::vector<Run> m_runs;
};

}  // namespace warbler::ui
