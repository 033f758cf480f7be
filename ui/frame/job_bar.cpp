// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/job_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include "ui/support/theme.h"

namespace warbler::ui {

namespace {
constexpr int kParts = 1000;
}

JobBar::JobBar(QWidget *parent)
    : QFrame(parent), m_sentence(new QLabel(this)), m_progress(new QProgressBar(this)),
      m_cancel(new QPushButton(tr("Cancel"), this)) {
    setObjectName(QStringLiteral("jobBar"));
    m_sentence->setObjectName(QStringLiteral("jobSentence"));
    m_progress->setObjectName(QStringLiteral("jobProgress"));
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(6);
    m_progress->setMinimumWidth(160);
    m_cancel->setObjectName(QStringLiteral("cancelJobButton"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kSpace24, kSpace8, kSpace24, kSpace8);
    row->setSpacing(kSpace16);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_progress, 1);
    row->addWidget(m_cancel);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_job)
            m_job->requestStop();
    });
    hide();
}

void JobBar::showJob(JobMonitor *job) {
    if (m_job)
        m_job->disconnect(this);
    m_job = job;
    setVisible(job != nullptr);
    if (!job) {
        // Nothing of a closed project stays, not even where nobody sees it.
        m_sentence->clear();
        m_progress->setAccessibleDescription({});
        return;
    }
    connect(job, &JobMonitor::progressed, this, [this] { read(); });
    read();
}

void JobBar::read() {
    m_sentence->setText(m_job->sentence());
    m_progress->setRange(0, m_job->total() > 0 ? kParts : 0);
    if (m_job->total() > 0)
        m_progress->setValue(static_cast<int>(kParts * std::min(m_job->doneCount(), m_job->total()) / m_job->total()));
    m_progress->setAccessibleDescription(m_job->sentence());
    m_cancel->setEnabled(!m_job->isStopping());
    m_cancel->setText(m_job->isStopping() ? tr("Stopping") : tr("Cancel"));
}

}  // namespace warbler::ui
