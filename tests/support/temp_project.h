// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include <QString>
#include <QTemporaryDir>

#include "tests/support/fake_engine.h"
#include "ui/frame/main_window.h"
#include "ui/support/session.h"
#include "ui/support/theme_choice.h"

class QAction;

namespace warbler::test {

// A folder that goes with the test, and files in it.
class TempFolder {
public:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString write(const QString &name, const QByteArray &bytes) const;
    // A file of the source tree, copied here under its own name.
    QString copy(const QString &relativeToSource) const;

private:
    QTemporaryDir m_folder;
};

// The real window over a session with a FakeEngine, in an empty folder; made anew for every test.
class TestWindow {
public:
    TestWindow();
    explicit TestWindow(ui::Session::MakeEngine makeEngine);  // the real one
    // A project made from a CSV with all guesses taken, and opened in the window.
    void importCsv(const QString &csv);
    // "tweet_id,text,label": `labelled` of `tweets` rows carry yes or no.
    void importGenerated(int tweets, int labelled);

    ui::Session &session() { return *m_session; }
    ui::MainWindow &window() { return *m_window; }
    TempFolder &folder() { return m_folder; }
    EngineScript &engine() { return *m_script; }

    // By object name; a missing or disabled one fails the test and gives null.
    QAction *action(const QString &name);
    void trigger(const QString &name);
    template <class T>
    T *find(const QString &name) {
        return m_window->findChild<T *>(name);
    }
    bool waitForJobs();  // until the job bar is empty

private:
    TempFolder m_folder;
    std::shared_ptr<EngineScript> m_script;
    std::unique_ptr<ui::ThemeChoice> m_theme;
    std::unique_ptr<ui::Session> m_session;
    std::unique_ptr<ui::MainWindow> m_window;
};

}  // namespace warbler::test
