// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/language.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

#include "ui/support/settings.h"

// Outside the namespace: the macro declares a global function.
static void initTranslationsOutside() { Q_INIT_RESOURCE(translations); }

namespace warbler::ui {

namespace {

struct Entry {
    LanguageRule rule;
    const char *code;
};

// In the order of the languages' names.
constexpr Entry kLanguages[] = {{LanguageRule::German, "de"}, {LanguageRule::English, "en"}};

}  // namespace

LanguageRule storedLanguageRule() {
    const QString stored = settingText(Setting::Language);
    for (const Entry &entry : kLanguages)
        if (stored == QLatin1String(entry.code))
            return entry.rule;
    return LanguageRule::System;
}

void storeLanguageRule(LanguageRule rule) {
    const char *code = "system";
    for (const Entry &entry : kLanguages)
        if (entry.rule == rule)
            code = entry.code;
    storeSetting(Setting::Language, QString::fromLatin1(code));
}

QString spokenLanguage(LanguageRule rule, const QStringList &wished) {
    for (const Entry &entry : kLanguages)
        if (entry.rule == rule)
            return QString::fromLatin1(entry.code);
    for (const QString &wish : wished)
        for (const Entry &entry : kLanguages)
            if (QLocale(wish).language() == QLocale(QString::fromLatin1(entry.code)).language())
                return QString::fromLatin1(entry.code);
    return QStringLiteral("en");
}

Translation::Translation(LanguageRule rule) : m_language(spokenLanguage(rule, QLocale::system().uiLanguages())) {
    initTranslationsOutside();
    // Numbers and dates follow the system unless another language was chosen than the system's.
    if (const QLocale chosen(m_language);
        rule != LanguageRule::System && QLocale::system().language() != chosen.language())
        QLocale::setDefault(chosen);
    for (const char *name : {"qtbase_", "warbler_"}) {
        auto translator = std::make_unique<QTranslator>();
        // English needs none of Qt's words.
        if (translator->load(QStringLiteral(":/i18n/") + QLatin1String(name) + m_language) &&
            QCoreApplication::installTranslator(translator.get()))
            m_translators.push_back(std::move(translator));
    }
}

Translation::~Translation() = default;

}  // namespace warbler::ui
