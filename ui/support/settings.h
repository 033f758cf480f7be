// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace warbler::ui {

// What the window remembers outside any project, in <config folder>/warbler.ini.
enum class Setting {
    Coder,
    Theme,
    WindowGeometry,
    WindowState,
    LastProject,
    RecentFiles,
    LastFolder,
    LabelOrder,
    CodebookPanel,
    Language
};

QString settingText(Setting setting);  // its default where nothing was stored
void storeSetting(Setting setting, const QString &value);
QByteArray settingBytes(Setting setting);
void storeSetting(Setting setting, const QByteArray &value);
// Free-form state of one widget: splitters and column widths, by object name.
QByteArray widgetState(const QString &objectName);
void storeWidgetState(const QString &objectName, const QByteArray &state);

QString storedCoder();  // else the system's user name
void storeCoder(const QString &coder);
QStringList recentFiles();  // newest first, at most 10; some may be gone
void addRecentFile(const QString &path);
// Tests: forgets everything.
void resetSettings();

}  // namespace warbler::ui
