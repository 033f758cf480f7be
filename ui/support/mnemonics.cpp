// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/mnemonics.h"

namespace warbler::ui {

QString withoutMnemonic(const QString &text) {
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != u'&') {
            plain += text[i];
        } else if (i + 1 < text.size() && text[i + 1] == u'&') {
            plain += QStringLiteral("&&");
            ++i;
        }
    }
    return plain;
}

QString withPlainAmpersands(const QString &text) {
    QString escaped = text;
    return escaped.replace(u'&', QStringLiteral("&&"));
}

}  // namespace warbler::ui
