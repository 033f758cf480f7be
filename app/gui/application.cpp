// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/application.h"

#include <QFileInfo>
#include <QIcon>
#include <QTimer>

#include "core/base/error.h"
#include "core/learn/engine_loader.h"
#include "ui/main_window.h"
#include "ui/support/error_text.h"
#include "ui/support/icons.h"
#include "ui/support/session.h"
#include "ui/support/settings.h"
#include "ui/support/theme_choice.h"

namespace warbler::gui {

Application::Application(int &argc, char **argv) : QApplication(argc, argv) {
    setApplicationName(QStringLiteral("Warbler"));
    setDesktopFileName(QStringLiteral("warbler"));
    ui::initResources();
    setWindowIcon(QIcon(QStringLiteral(":/icons/warbler.svg")));
    m_theme = std::make_unique<ui::ThemeChoice>(*this);
    m_session = std::make_unique<ui::Session>([] { return std::make_unique<LazyEngine>(loadEngine); });
    m_window = std::make_unique<ui::MainWindow>(*m_session, *m_theme);
}

Application::~Application() {
    m_window.reset();
    m_session.reset();
    m_theme.reset();
}

void Application::start(const QString &file) {
    m_window->show();
    const QString last = ui::settingText(ui::Setting::LastProject);
    const QString wanted = !file.isEmpty() ? QFileInfo(file).absoluteFilePath() : QFileInfo::exists(last) ? last : QString();
    // After the first paint, so that the window stands before a large project is read.
    if (!wanted.isEmpty())
        QTimer::singleShot(0, m_window.get(), [this, wanted] { m_window->openPath(wanted); });
}

bool Application::notify(QObject *receiver, QEvent *event) {
    // An Error that no entry point of the window has caught is shown, not fatal: labels are on disk already.
    try {
        return QApplication::notify(receiver, event);
    } catch (const Error &error) {
        if (m_window)
            m_window->showNotice({ui::Notice::Kind::Problem, ui::errorSentence(error), {}, {}});
        return false;
    }
}

}  // namespace warbler::gui
