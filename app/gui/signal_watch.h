// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QSocketNotifier;

namespace warbler::gui {

// Tells SIGTERM, SIGINT and SIGHUP on the window's thread, through a pipe: inside a signal handler next to nothing is
// allowed. One at a time; the former handlers come back when it goes.
class SignalWatch : public QObject {
    Q_OBJECT
public:
    explicit SignalWatch(QObject *parent = nullptr);  // throws Error(IoError) where no pipe can be had
    ~SignalWatch() override;

Q_SIGNALS:
    void endAsked();

private:
    void take();
    int m_pipe[2] = {-1, -1};
    QSocketNotifier *m_notifier = nullptr;
};

}  // namespace warbler::gui
