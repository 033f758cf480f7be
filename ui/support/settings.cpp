// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/settings.h"

#include <array>

#include <pwd.h>
#include <unistd.h>

#include <QSettings>

#include "core/base/file_ops.h"
#include "ui/support/text.h"

namespace warbler::ui {

namespace {

struct Entry {
    Setting setting;
    const char *key;
    const char *fallback;
};

constexpr std::array<Entry, 10> kTable = {{
    {Setting::Coder, "coder", ""},
    {Setting::Theme, "view/theme", "system"},  // system, light, dark, high-contrast
    {Setting::WindowGeometry, "window/geometry", ""},
    {Setting::WindowState, "window/state", ""},
    {Setting::LastProject, "files/last-project", ""},
    {Setting::RecentFiles, "files/recent", ""},
    {Setting::LastFolder, "files/last-folder", ""},
    {Setting::LabelOrder, "label/order", "random"},  // random, import
    {Setting::CodebookPanel, "label/codebook", "shown"},
    {Setting::Language, "view/language", "system"},  // system, en, de
}};

constexpr int kRecentFiles = 10;

const Entry &entry(Setting setting) { return kTable[static_cast<std::size_t>(setting)]; }

class File : public QSettings {
public:
    File() : QSettings(fromUtf8(configFolder()) + QStringLiteral("/warbler.ini"), QSettings::IniFormat) {}
};

QString keyOf(Setting setting) { return QString::fromLatin1(entry(setting).key); }

QString systemUser() {
    const passwd *account = getpwuid(getuid());
    return account && account->pw_name && *account->pw_name ? QString::fromLocal8Bit(account->pw_name)
                                                            : QStringLiteral("coder");
}

}  // namespace

QString settingText(Setting setting) {
    return File().value(keyOf(setting), QString::fromLatin1(entry(setting).fallback)).toString();
}

void storeSetting(Setting setting, const QString &value) { File().setValue(keyOf(setting), value); }

QByteArray settingBytes(Setting setting) { return File().value(keyOf(setting)).toByteArray(); }

void storeSetting(Setting setting, const QByteArray &value) { File().setValue(keyOf(setting), value); }

QByteArray widgetState(const QString &objectName) {
    return File().value(QStringLiteral("widgets/") + objectName).toByteArray();
}

void storeWidgetState(const QString &objectName, const QByteArray &state) {
    File().setValue(QStringLiteral("widgets/") + objectName, state);
}

QString storedCoder() {
    const QString name = settingText(Setting::Coder);
    return name.isEmpty() ? systemUser() : name;
}

void storeCoder(const QString &coder) { storeSetting(Setting::Coder, coder); }

QStringList recentFiles() { return File().value(keyOf(Setting::RecentFiles)).toStringList(); }

void addRecentFile(const QString &path) {
    QStringList files = recentFiles();
    files.removeAll(path);
    files.prepend(path);
    while (files.size() > kRecentFiles)
        files.removeLast();
    File().setValue(keyOf(Setting::RecentFiles), files);
    storeSetting(Setting::LastProject, path);
}

void resetSettings() { File().clear(); }

}  // namespace warbler::ui
