// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/workflows/run_results.h"

class QLabel;

namespace warbler::ui {

class FigureStrip;
class VerdictLine;

// Four figures of a run that learnt categories, each with its interval and baselines, what they speak of, and the
// verdict.
class ResultFigures : public QWidget {
    Q_OBJECT
public:
    explicit ResultFigures(QWidget *parent = nullptr);
    void show(const RunResults &results);  // of a run that learnt categories

Q_SIGNALS:
    void wordModelChosen(warbler::RunId run);

private:
    void showScores(const RunResults &results);

    FigureStrip *m_strip;
    QLabel *m_sentence;
    VerdictLine *m_verdict;
};

}  // namespace warbler::ui
