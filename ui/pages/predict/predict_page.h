// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QElapsedTimer>
#include <QPointer>

#include "core/codebook/codebook.h"
#include "core/corpus/run_repository.h"
#include "ui/pages/page.h"

class QButtonGroup;
class QComboBox;
class QLabel;
class QPushButton;

namespace warbler {
class JobControl;
}

namespace warbler {
class PredictionRepository;
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
    // What stands in the project about one run, read away from the window's thread.
    struct Progress {
        std::int64_t tweets = 0, classified = 0;
        std::int64_t again = 0;                  // judged by an earlier checkpoint or with another text
        std::vector<std::string> names, values;  // of the categories, in the run's order
        std::vector<std::int64_t> perCategory;
        int positive = 0;
        std::vector<std::int64_t>
            histogram;  // of p(category of interest), equal steps from 0 to 1; of numbers, from low to high
        bool isOfNumbers = false;
        double low = 0, mean = 0, high = 0;  // of the predicted numbers
        Codebook codebook;
    };
    static void readNumbers(Progress &progress, const PredictionRepository &predictions, RunId run);
    static Progress progressOf(Project &project, const Run &run);
    void makeActions();
    QWidget *makeHead();
    QWidget *makeExport();
    void readRuns();
    void showRuns(std::vector<Run> runs);
    void readProgress();
    void show(const Progress &progress);
    void classify();
    void exportCsv();
    void updateActions();
    const Run *run() const;
    bool isComplete() const { return m_progress.tweets > 0 && m_progress.classified == m_progress.tweets; }

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
    Progress m_progress;
};

}  // namespace warbler::ui
