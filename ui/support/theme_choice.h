// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

class QApplication;
class QDBusVariant;

namespace warbler::ui {

enum class ThemeRule { System, Light, Dark, HighContrast };

// Which theme the window wears: the user's rule and, for System and HighContrast, what the desktop says. The desktop is
// asked over D-Bus without waiting (org.freedesktop.portal.Settings, color-scheme); until it answers, and where there
// is no portal, the palette the program started with decides.
class ThemeChoice : public QObject {
    Q_OBJECT
public:
    explicit ThemeChoice(QApplication &application, QObject *parent = nullptr);
    ThemeRule rule() const { return m_rule; }
    void setRule(ThemeRule rule);  // stored

private Q_SLOTS:
    void portalChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void askPortal();
    void takeScheme(unsigned int scheme);  // 1: dark, 2: light, else no wish
    void apply();
    QApplication &m_application;
    ThemeRule m_rule;
    bool m_isSystemDark;
};

}  // namespace warbler::ui
