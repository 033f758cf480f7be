// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include <QMenuBar>

#include "app/gui/application.h"
#include "ui/frame/main_window.h"
#include "ui/support/language.h"

using namespace warbler;

namespace {

QString firstMenu(int argc, char **argv) {
    gui::Application application(argc, argv);
    for (QWidget *widget : QApplication::topLevelWidgets())
        if (auto *window = qobject_cast<ui::MainWindow *>(widget))
            return window->menuBar()->actions().first()->text();
    return {};
}

}  // namespace

// The program under a German desktop: the environment of this test says so.
int main(int argc, char **argv) {
    const QString bySystem = firstMenu(argc, argv);
    ui::storeLanguageRule(ui::LanguageRule::English);
    const QString byChoice = firstMenu(argc, argv);
    if (bySystem == QStringLiteral("&Datei") && byChoice == QStringLiteral("&File"))
        return 0;
    std::fprintf(stderr, "by the system \"%s\", by choice \"%s\"\n", qPrintable(bySystem), qPrintable(byChoice));
    return 1;
}
