// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/application.h"

#include <QDialog>
#include <QFileInfo>
#include <QIcon>
#include <QThread>
#include <QTimer>

#include "app/gui/signal_watch.h"
#include "core/learn/engine_loader.h"
#include "ui/frame/main_window.h"
#include "ui/support/icons.h"
#include "ui/support/language.h"
#include "ui/support/session.h"
#include "ui/support/settings.h"
#include "ui/support/theme_choice.h"

namespace warbler::gui {

namespace {
constexpr int kTurnBackMs = 10;
}

Application::Application(int &argc, char **argv) : QApplication(argc, argv) {
    setApplicationName(QStringLiteral("Warbler"));
    setDesktopFileName(QStringLiteral("warbler"));
    ui::initResources();
    setWindowIcon(QIcon(QStringLiteral(":/icons/warbler.svg")));
    m_translation = std::make_unique<ui::Translation>(ui::storedLanguageRule());
    m_theme = std::make_unique<ui::ThemeChoice>(*this);
    m_session = std::make_unique<ui::Session>([] { return std::make_unique<LazyEngine>(loadEngine); });
    m_window = std::make_unique<ui::MainWindow>(*m_session, *m_theme);
    m_signals = std::make_unique<SignalWatch>();
    connect(m_signals.get(), &SignalWatch::endAsked, this, [this] { end(); });
}

Application::~Application() {
    m_window.reset();
    m_session.reset();
    m_theme.reset();
    m_translation.reset();
}

void Application::start(const QString &file) {
    m_window->show();
    const QString last = ui::settingText(ui::Setting::LastProject);
    const QString wanted = !file.isEmpty()           ? QFileInfo(file).absoluteFilePath()
                           : QFileInfo::exists(last) ? last
                                                     : QString();
    // After the first paint, so that the window stands before a large project is read.
    if (!wanted.isEmpty())
        QTimer::singleShot(0, m_window.get(), [this, wanted] { m_window->openPath(wanted); });
}

bool Application::notify(QObject *receiver, QEvent *event) {
    // What no entry point of the window has caught is shown, not fatal: labels are on disk already.
    try {
        return QApplication::notify(receiver, event);
    } catch (...) {
        if (m_window)
            m_window->showNotice(ui::caughtNotice());
        return false;
    }
}

void Application::end() {
    if (auto *question = qobject_cast<QDialog *>(activeModalWidget()))
        question->reject();
    if (QWidget *popup = activePopupWidget())
        popup->close();
    // Whoever asked has to hear the answer before the window goes.
    if (activeModalWidget() || QThread::currentThread()->loopLevel() > 1) {
        QTimer::singleShot(kTurnBackMs, this, [this] { end(); });
        return;
    }
    m_window->closeUnasked();
    quit();
}

}  // namespace warbler::gui
