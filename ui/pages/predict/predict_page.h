// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QElapsedTimer>
#include <QPointer>

#include "core/corpus/run_repository.h"
#include "core/workflows/prediction_progress.h"
#include "ui/pages/page.h"

class QButtonGroup;
class QComboBox;
class QLabel;
class QPushButton;

namespace warbler {
class JobControl;
}

namespace warbler::ui {

class FigureStrip;
class FigureTableView;
class HistogramPlot;
class JobMonitor;

// Every tweet of the project gets a prediction of one run; then the CSV.
class PredictPage : public Page {
    Q_OBJECT
public:
    explicit PredictPage(Session &session, QWidget *parent = nullptr);
    QString title() const override;
    QString stateSentence() const override;
    QAction *nextAction() override;
    RailMark railMark() const override;
    void refresh() override;
    std::vector<QAction *> menuActions() const override;
    void readActions() override { updateActions(); }

private:
    void makeActions();
    QWidget *makeHead();
    QWidget *makeExport();
    void readRuns();
    void showRuns(std::vector<Run> runs);
    void readProgress();
    void show(const PredictionProgress &progress);
    void showCategories(const PredictedCategories &predicted);
    void showNumbers(const PredictedNumbers &predicted);
    void classify();
    void exportCsv();
    void updateActions();
    const Run *run() const;

    QComboBox *m_runBox;
    FigureStrip *m_strip;
    FigureTableView *m_table;
    HistogramPlot *m_histogram;
    QButtonGroup *m_profiles;
    QLabel *m_exportSentence;
    QPushButton *m_exportButton;
    QAction *m_classify, *m_export;
    std::shared_ptr<JobControl> m_reading;
    QPointer<JobMonitor> m_job;
    QElapsedTimer m_sinceRead;
    std::vector<Run> m_runs;
    RunId m_wanted;
    PredictionProgress m_progress;
};

}  // namespace warbler::ui
