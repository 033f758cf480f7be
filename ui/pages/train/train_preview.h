// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/workflows/training_outlook.h"

class QLabel;

namespace warbler::ui {

class FigureTableView;
class HistogramPlot;
class ReadExampleView;

// Problems and hints about an outlook, one sentence a line; empty: nothing to say.
QString checkSentences(const TrainingOutlook &outlook);
// "Needs about 0.8 GB of memory, 6.1 GB are free. About 45 s."
QString estimateSentence(const TrainingOutlook &outlook);

// Tweets per category and side, how long they are in tokens, and one of them token by token.
class TrainPreview : public QWidget {
    Q_OBJECT
public:
    explicit TrainPreview(QWidget *parent = nullptr);
    void show(const TrainingOutlook &outlook);
    void showNothing(const QString &sentence);

private:
    QLabel *m_facts;
    FigureTableView *m_sides;
    HistogramPlot *m_lengths;
    ReadExampleView *m_example;
};

}  // namespace warbler::ui
