// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QApplication>
#include <QString>

namespace warbler::ui {
class MainWindow;
class Session;
class ThemeChoice;
class Translation;
}  // namespace warbler::ui

namespace warbler::gui {

class SignalWatch;

// Owns every lifetime of the window's program and ends them in order: window, job threads (the engine dies on its
// thread), project.
class Application : public QApplication {
    Q_OBJECT
public:
    Application(int &argc, char **argv);
    ~Application() override;
    // file: a CSV or a project; empty: the last project, else the start page.
    void start(const QString &file);
    // As Quit, for someone who cannot answer: open questions are turned back, what goes on is stopped and kept.
    void end();

protected:
    bool notify(QObject *receiver, QEvent *event) override;

private:
    std::unique_ptr<SignalWatch> m_signals;
    std::unique_ptr<ui::Translation> m_translation;
    std::unique_ptr<ui::ThemeChoice> m_theme;
    std::unique_ptr<ui::Session> m_session;
    std::unique_ptr<ui::MainWindow> m_window;
};

}  // namespace warbler::gui
