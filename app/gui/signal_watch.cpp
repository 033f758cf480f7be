// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/signal_watch.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <unistd.h>

#include <QSocketNotifier>

#include "core/base/error.h"

namespace warbler::gui {

namespace {

constexpr std::array kSignals = {SIGTERM, SIGINT, SIGHUP};
volatile std::sig_atomic_t writeEnd = -1;
std::array<struct sigaction, kSignals.size()> former;

extern "C" void passOn(int) {
    const int saved = errno;
    const char byte = 0;
    if (const int end = writeEnd; end >= 0) [[maybe_unused]]
        const ssize_t written = ::write(end, &byte, 1);  // full: it is told already
    errno = saved;
}

}  // namespace

SignalWatch::SignalWatch(QObject *parent) : QObject(parent) {
    if (::pipe2(m_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
        throw Error(ErrorCode::IoError, std::string("no pipe for signals: ") + std::strerror(errno));
    writeEnd = m_pipe[1];
    m_notifier = new QSocketNotifier(m_pipe[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] { take(); });
    struct sigaction action = {};
    action.sa_handler = passOn;
    action.sa_flags = SA_RESTART;
    ::sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < kSignals.size(); ++i)
        ::sigaction(kSignals[i], &action, &former[i]);
}

SignalWatch::~SignalWatch() {
    for (std::size_t i = 0; i < kSignals.size(); ++i)
        ::sigaction(kSignals[i], &former[i], nullptr);
    writeEnd = -1;
    for (const int end : m_pipe)
        ::close(end);
}

void SignalWatch::take() {
    char bytes[16];
    while (::read(m_pipe[0], bytes, sizeof bytes) > 0) {
    }
    Q_EMIT endAsked();
}

}  // namespace warbler::gui
