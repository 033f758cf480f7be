// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPointer>

#include "ui/support/job_monitor.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace warbler::ui {

// One line under the page, only while a job runs: phase, done/total, rate, time left, Cancel.
class JobBar : public QFrame {
    Q_OBJECT
public:
    explicit JobBar(QWidget *parent = nullptr);
    void showJob(JobMonitor *job);  // nullptr: hides the bar

private:
    void read();
    QPointer<JobMonitor> m_job;
    QLabel *m_sentence;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
};

}  // namespace warbler::ui
