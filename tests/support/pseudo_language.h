// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace warbler::test {

// A language made up as it is asked for: every sentence of the window and of Qt gets accents and 40 % more letters.
// Placeholders, mnemonics, filters of file names and line breaks stay as they are.
class PseudoLanguage : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *context, const char *source, const char *comment, int n) const override;
    static QString pseudo(const QString &sentence);
};

}  // namespace warbler::test
