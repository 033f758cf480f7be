// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

#include "core/corpus/run_repository.h"
#include "core/learn/setting_text.h"

class QComboBox;
class QStackedWidget;

namespace warbler::ui {

class CheckResults;
class Session;
class TrainJob;
class TrainLive;
class TrainPreview;

// The right side of the Train page: a choice of run above the data that a new run would learn from, the curves of a
// run, or the folds and trials of a check. Follows the job while it goes on.
class RunView : public QWidget {
    Q_OBJECT
public:
    RunView(Session &session, TrainJob &job, QWidget *parent = nullptr);
    TrainPreview *preview() const { return m_preview; }
    // Chooses wanted, with 0 the one of before; at first the newest one if it was interrupted.
    void setRuns(std::vector<Run> runs, RunId wanted);
    const Run *chosenRun() const;          // nullptr: a new run
    const Run *newestInterrupted() const;  // nullptr: the newest run ended as it should
    int listedCount() const;
    void forget();  // everything that was read from the project

Q_SIGNALS:
    void runChosen();
    void settingsChosen(const std::vector<SettingText> &settings);  // of a trial, for the form
    void wordModelChosen(warbler::RunId run);

private:
    void listenToJob();
    void showJob();
    void showBatch(const std::vector<JobEvent> &events);
    void showChosen();
    void readRun(const Run &run);
    void readCheck(RunKind kind, RunId id);  // id 0: the newest

    Session &m_session;
    TrainJob &m_job;
    QComboBox *m_box;
    QStackedWidget *m_stack;
    TrainPreview *m_preview;
    TrainLive *m_live;
    CheckResults *m_check;
    std::vector<Run> m_runs;
    bool m_isFirstBatch = false;
    bool m_isFresh = true;  // no runs of this project were shown yet
};

}  // namespace warbler::ui
