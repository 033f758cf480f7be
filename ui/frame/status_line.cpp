// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/status_line.h"

#include <thread>

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "core/corpus/label_repository.h"
#include "ui/support/dialogs.h"
#include "ui/support/session.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"

namespace warbler::ui {

StatusLine::StatusLine(Session &session, QWidget *parent)
    : QFrame(parent), m_session(session), m_coder(new QToolButton(this)), m_saved(new QLabel(this)),
      m_tweets(new QLabel(this)), m_labelled(new QLabel(this)), m_device(new QLabel(this)) {
    setObjectName(QStringLiteral("statusLine"));
    m_coder->setObjectName(QStringLiteral("coderButton"));
    m_coder->setAutoRaise(true);
    m_coder->setFocusPolicy(Qt::TabFocus);
    m_saved->setObjectName(QStringLiteral("savedLabel"));
    m_tweets->setObjectName(QStringLiteral("tweetsLabel"));
    m_labelled->setObjectName(QStringLiteral("labelledLabel"));
    m_device->setObjectName(QStringLiteral("deviceLabel"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kSpace12, 2, kSpace24, 2);
    row->setSpacing(kSpace24);
    row->addWidget(m_coder);
    row->addWidget(m_saved);
    row->addWidget(m_tweets);
    row->addWidget(m_labelled);
    row->addStretch(1);
    row->addWidget(m_device);
    connect(m_coder, &QToolButton::clicked, this, [this] {
        const QString name = dialogs::askText(this, QStringLiteral("coderDialog"),
                                              tr("Name of the coder whose labels these are:"), m_session.coder());
        m_session.setCoder(name);
    });
    connect(&session, &Session::coderChanged, this, [this] { readCoder(); });
    connect(&session, &Session::saved, this, [this] { readSaved(); });
    for (const auto signal :
         {&Session::projectOpened, &Session::projectClosed, &Session::tweetsChanged, &Session::labelsChanged})
        connect(&session, signal, this, [this] {
            readSaved();
            readProject();
        });
    readCoder();
    readSaved();
    const CudaState cuda = cudaState();
    m_device->setText(deviceText(cuda, std::max(1u, std::thread::hardware_concurrency())));
    if (cuda == CudaState::NotInstalled)
        m_device->setToolTip(
            tr("There is an NVIDIA driver, but Warbler was set up without CUDA: packaging/setup.sh --gpu adds it."));
}

QString StatusLine::deviceText(CudaState cuda, unsigned threads) {
    if (cuda == CudaState::Ready)
        return tr("NVIDIA card");
    const QString processor = tr("CPU, %n threads", nullptr, static_cast<int>(threads));
    return cuda == CudaState::NotInstalled ? tr("%1 (NVIDIA card not set up)").arg(processor) : processor;
}

void StatusLine::readCoder() {
    m_coder->setText(m_session.coder());
    m_coder->setAccessibleName(tr("Coder: %1").arg(m_session.coder()));
    m_coder->setToolTip(tr("Labels are stored under this name. Click to change it."));
}

void StatusLine::readSaved() {
    if (!m_session.hasProject())
        m_saved->clear();
    else
        m_saved->setText(m_session.savedAt().isEmpty() ? tr("Everything is saved")
                                                       : tr("Saved %1").arg(m_session.savedAt()));
}

void StatusLine::readProject() {
    if (!m_session.hasProject()) {
        m_tweets->clear();
        m_labelled->clear();
        return;
    }
    if (m_counting)
        m_counting->requestStop();
    m_counting = m_session.read<LabelCounts>(
        JobKind::Search, this,
        [project = m_session.sharedProject()](std::stop_token) { return LabelRepository(*project).counts(); },
        [this](const LabelCounts &counts) {
            m_tweets->setText(tr("%Ln tweets", nullptr, static_cast<int>(counts.tweets)));
            m_labelled->setText(tr("%1 labelled").arg(countText(counts.labelled)));
        });
}

}  // namespace warbler::ui
