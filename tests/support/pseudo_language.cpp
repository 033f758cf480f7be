// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/pseudo_language.h"

#include <cstring>

#include <QRegularExpression>

namespace warbler::test {

namespace {

// Words of the added letters, with blanks in between, since a long sentence has more places to break, too.
constexpr char16_t kMore[] = u"\u00ebr\u00efm \u00f6lut\u00e0 ver\u00fb nost ";

QString accented(const QString &piece) {
    QString text = piece;
    const QString plain = QStringLiteral("aeiouAEIOU"),
                  strange = QStringLiteral("\u00e5\u00e9\u00ef\u00f8\u00fc\u00c5\u00c9\u00cf\u00d8\u00dc");
    for (QChar &letter : text)
        if (const qsizetype at = plain.indexOf(letter); at >= 0)
            letter = strange[at];
    return text;
}

}  // namespace

QString PseudoLanguage::pseudo(const QString &sentence) {
    static const QRegularExpression kept(
        QStringLiteral("%L?[0-9n]|&.|\\{[a-z]+\\}|\\\\n|\\([^)]*\\*[^)]*\\)|;;|<[^>]*>"));
    const QString end = QStringLiteral("\u2026.:?");
    qsizetype body = sentence.size();
    while (body > 0 && (sentence[body - 1].isSpace() || end.contains(sentence[body - 1])))
        --body;
    QString text;
    qsizetype letters = 0, from = 0;
    const QString middle = sentence.left(body);
    for (auto it = kept.globalMatch(middle); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        text += accented(middle.mid(from, match.capturedStart() - from)) + match.captured();
        letters += match.capturedStart() - from;
        from = match.capturedEnd();
    }
    text += accented(middle.mid(from));
    letters += middle.size() - from;
    const QString more = QString::fromUtf16(kMore);
    QString added;
    while (added.size() * 10 < letters * 4)
        added += more[added.size() % more.size()];
    if (added.endsWith(QLatin1Char(' ')))
        added.back() = QLatin1Char('x');
    return text + added + sentence.mid(body);
}

QString PseudoLanguage::translate(const char *context, const char *source, const char *, int) const {
    // What says something to Qt, as "QT_LAYOUT_DIRECTION" and the names of keys in shortcuts, is no sentence.
    if (!source || !*source || std::strncmp(source, "QT_", 3) == 0 || std::strcmp(context, "QShortcut") == 0)
        return {};
    return pseudo(QString::fromUtf8(source));
}

}  // namespace warbler::test
