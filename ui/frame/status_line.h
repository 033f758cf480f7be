// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>

#include <QFrame>

#include "core/learn/engine_loader.h"

class QLabel;
class QToolButton;

namespace warbler {
class JobControl;
}

namespace warbler::ui {

class Session;

// The foot of the window: coder (a click changes it), saved, tweets, labelled, device.
class StatusLine : public QFrame {
    Q_OBJECT
public:
    explicit StatusLine(Session &session, QWidget *parent = nullptr);
    // "CPU, 2 threads"; empty before the engine was asked.
    // What a run would use: the card where driver and CUDA libraries are there, else the processor's threads.
    static QString deviceText(CudaState cuda, unsigned threads);

private:
    void readProject();  // counts, quietly on the search thread
    void readSaved();
    void readCoder();
    Session &m_session;
    std::shared_ptr<JobControl> m_counting;
    QToolButton *m_coder;
    QLabel *m_saved;
    QLabel *m_tweets;
    QLabel *m_labelled;
    QLabel *m_device;
};

}  // namespace warbler::ui
