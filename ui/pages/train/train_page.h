// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QStringList>

#include "core/corpus/run_repository.h"
#include "core/tuning/tune_request.h"
#include "core/workflows/training_outlook.h"
#include "ui/pages/page.h"
#include "ui/support/kept_focus.h"

class QPushButton;
class QTimer;

namespace warbler {
class JobControl;
}

namespace warbler::ui {

class RunView;
class TrainForm;
class TrainJob;

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
    QPushButton *button(const char *name, QAction *action);
    void makeButtons();
    void listenToParts();
    void listenToSession();
    void readModels();
    void readRuns(RunId wanted);
    void planLater();
    void plan();
    void showOutlook(const TrainingOutlook &outlook);
    void showNoOutlook(const QString &sentence);  // why
    void start();
    void startCheck(const TuneRequest &request);
    void resume();
    void stop();
    void lockForJob();
    void finishJob(RunId run, bool hasSucceeded);
    void tellStop(const Run &run);
    void classifyWith(RunId run);
    bool isScarcityAccepted();  // asks
    void updateActions();
    void forget();  // everything that was read from the project, and the form's settings

    TrainJob *m_job;
    TrainForm *m_form;
    RunView *m_view;
    QTimer *m_planTimer;
    QAction *m_start, *m_pause, *m_stop, *m_resume, *m_results;
    QPushButton *m_startButton, *m_pauseButton, *m_stopButton, *m_resumeButton;
    std::shared_ptr<JobControl> m_planning;
    QStringList m_scarce;  // a line for each category with too few training tweets
    bool m_canStart = false, m_hasModels = false;
    KeptFocus m_focus{this};
};

}  // namespace warbler::ui
