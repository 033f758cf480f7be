// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QString>
#include <QStringList>

class QTranslator;

namespace warbler::ui {

// What the user chose in View > Language. A new choice counts from the next start on: a page writes its words once,
// when it is made.
enum class LanguageRule { System, English, German };

LanguageRule storedLanguageRule();
void storeLanguageRule(LanguageRule rule);

// The language to speak, "en" or "de". wished: what the system asks for, best first, as QLocale::uiLanguages().
QString spokenLanguage(LanguageRule rule, const QStringList &wished);

// The window's words and Qt's own in one language, and a locale for numbers and dates that fits. In force as long as it
// lives; made after the application and before the first window. GUI thread.
class Translation {
public:
    explicit Translation(LanguageRule rule);
    ~Translation();
    const QString &language() const { return m_language; }

private:
    QString m_language;
    std::vector<std::unique_ptr<QTranslator>> m_translators;
};

}  // namespace warbler::ui
