// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QPointer>
#include <QStringList>

#include "core/corpus/run_repository.h"
#include "core/models/model_folder.h"
#include "core/workflows/project_tuning.h"
#include "ui/pages/page.h"
#include "ui/support/kept_focus.h"

class QComboBox;
class QPushButton;
class QStackedWidget;
class QTimer;

namespace warbler {
class JobControl;
}

namespace warbler::ui {

class JobMonitor;
class CheckResults;
class TrainForm;
class TrainLive;
class TrainPreview;
struct TrainingOutlook;

// A run from its settings to its end: form at the left; at the right the data it would learn from, or the curves of the
// run that is chosen above them.
class TrainPage : public Page {
    Q_OBJECT
public:
    explicit TrainPage(Session &session, QWidget *parent = nullptr);
    QString title() const override;
    QString stateSentence() const override;
    QAction *nextAction() override;
    RailMark railMark() const override;
    void refresh() override;
    std::vector<QAction *> menuActions() const override;
    void readActions() override { updateActions(); }

private:
    void makeActions();
    void makeButtons();
    void readModels();
    void readRuns(RunId wanted);
    void showRuns(std::vector<Run> runs, RunId wanted);
    void planLater();
    void plan();
    void showChosenRun();
    // How many runs Start makes: one, folds times rounds, or trials.
    void countRuns(TrainingOutlook &outlook) const;
    void start();
    void resume();
    void stop();
    void startCheck(TuneRequest request);
    void readChecked(RunKind kind, RunId id);  // id 0: the newest
    void follow(JobMonitor *job, int epochs);
    void finishJob(const JobOutcome &outcome);
    void tellStop(const Run &run);
    void classifyWith(RunId run);
    bool isScarcityAccepted();  // asks
    void updateActions();
    void forget();  // everything that was read from the project, and the form's settings
    const Run *chosenRun() const;
    const Run *newestInterrupted() const;  // nullptr: the newest run ended as it should

    TrainForm *m_form;
    TrainPreview *m_preview;
    TrainLive *m_live;
    CheckResults *m_checked;
    QStackedWidget *m_right;
    QComboBox *m_runBox;
    QTimer *m_planTimer;
    QAction *m_start, *m_pause, *m_stop, *m_resume, *m_results;
    QPushButton *m_startButton, *m_pauseButton, *m_stopButton, *m_resumeButton;
    std::shared_ptr<JobControl> m_planning;
    QPointer<JobMonitor> m_job;
    std::shared_ptr<ProjectTuneResult> m_result;
    std::vector<Run> m_runs;
    QStringList m_scarce;                // a line for each category with too few training tweets
    std::optional<RunKind> m_checkKind;  // of the job that goes on; empty: a run
    int m_epochs = 0;
    bool m_canStart = false, m_hasModels = false, m_isFirstBatch = false;
    bool m_isFresh = true;  // no runs of this project were shown yet
    KeptFocus m_focus{this};
};

}  // namespace warbler::ui
