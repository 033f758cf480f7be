// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/theme_choice.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

#include "ui/support/settings.h"
#include "ui/support/theme.h"

namespace warbler::ui {

namespace {

const char *const kRules[] = {"system", "light", "dark", "high-contrast"};

ThemeRule storedRule() {
    const QString stored = settingText(Setting::Theme);
    for (int i = 0; i < 4; ++i)
        if (stored == QLatin1String(kRules[i]))
            return static_cast<ThemeRule>(i);
    return ThemeRule::System;
}

QString portal(const char *part) { return QStringLiteral("org.freedesktop.portal.") + QLatin1String(part); }

}  // namespace

ThemeChoice::ThemeChoice(QApplication &application, QObject *parent)
    : QObject(parent), m_application(application), m_rule(storedRule()),
      m_isSystemDark(application.palette().color(QPalette::Window).lightnessF() < 0.5) {
    apply();
    askPortal();
}

void ThemeChoice::setRule(ThemeRule rule) {
    m_rule = rule;
    storeSetting(Setting::Theme, QString::fromLatin1(kRules[static_cast<int>(rule)]));
    apply();
}

void ThemeChoice::askPortal() {
    if (!qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS"))
        return;  // sessionBus() would start a bus of its own
    QDBusConnection bus = QDBusConnection::sessionBus();
    const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
    bus.connect(portal("Desktop"), path, portal("Settings"), QStringLiteral("SettingChanged"), this,
                SLOT(portalChanged(QString, QString, QDBusVariant)));
    QDBusMessage question =
        QDBusMessage::createMethodCall(portal("Desktop"), path, portal("Settings"), QStringLiteral("Read"));
    question << QStringLiteral("org.freedesktop.appearance") << QStringLiteral("color-scheme");
    auto *answer = new QDBusPendingCallWatcher(bus.asyncCall(question, 2000), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        const QDBusPendingReply<QDBusVariant> reply = *answer;
        if (!reply.isError()) {
            // Read wraps the value in a second variant.
            const QVariant value = reply.value().variant();
            takeScheme(value.canConvert<QDBusVariant>() ? value.value<QDBusVariant>().variant().toUInt()
                                                        : value.toUInt());
        }
        answer->deleteLater();
    });
}

void ThemeChoice::portalChanged(const QString &group, const QString &key, const QDBusVariant &value) {
    if (group == QLatin1String("org.freedesktop.appearance") && key == QLatin1String("color-scheme"))
        takeScheme(value.variant().toUInt());
}

void ThemeChoice::takeScheme(unsigned int scheme) {
    if (scheme != 1 && scheme != 2)
        return;
    const bool isDark = scheme == 1;
    if (isDark == m_isSystemDark)
        return;
    m_isSystemDark = isDark;
    apply();
}

void ThemeChoice::apply() {
    ThemeName name = m_isSystemDark ? ThemeName::Dark : ThemeName::Light;
    if (m_rule == ThemeRule::Light)
        name = ThemeName::Light;
    else if (m_rule == ThemeRule::Dark)
        name = ThemeName::Dark;
    else if (m_rule == ThemeRule::HighContrast)
        name = m_isSystemDark ? ThemeName::DarkHighContrast : ThemeName::LightHighContrast;
    applyTheme(m_application, name);
}

}  // namespace warbler::ui
