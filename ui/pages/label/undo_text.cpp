// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/label/undo_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

#include "ui/support/text.h"

namespace warbler::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(UndoText)
};

QString importText(const QRegularExpressionMatch &act) {
    const auto count = [&act](const char *name) {
        return QLocale::c().toInt(act.captured(QLatin1String(name)).remove(QLatin1Char(',')));
    };
    QStringList parts;
    if (const int tweets = count("tweets"); tweets > 0)
        parts << Words::tr("%Ln tweets", nullptr, tweets);
    if (const int labels = count("labels"); labels > 0)
        parts << Words::tr("%Ln labels", nullptr, labels);
    const QString file = act.captured(QStringLiteral("file"));
    return parts.isEmpty() ? Words::tr("import of %1").arg(file)
                           : Words::tr("import of %1 (%2)").arg(file, parts.join(QStringLiteral(", ")));
}

}  // namespace

QString undoSentence(const std::string &sentence) {
    return (sentence.rfind("Redo ", 0) == 0 ? Words::tr("Redo %1") : Words::tr("Undo %1")).arg(undoneAct(sentence));
}

QString undoneAct(const std::string &sentence) {
    const QString whole = oneLine(fromUtf8(sentence));
    const QString act = whole.mid(whole.indexOf(QLatin1Char(' ')) + 1);  // without Undo or Redo
    static const QRegularExpression import(QStringLiteral(
        "^import of (?<file>.*?)(?: \\((?:(?<tweets>[0-9,]+) tweets?)?(?:, )?(?:(?<labels>[0-9,]+) labels?)?\\))?$"));
    if (const auto match = import.match(act); match.hasMatch())
        return importText(match);
    static const QRegularExpression single(
        QStringLiteral("^(?<kind>label \"(?<category>.*)\"|clear|skip|not codable|unsure|flag) on (?<tweet>.*)$"));
    const auto match = single.match(act);
    const QString kind = match.captured(QStringLiteral("kind")), tweet = match.captured(QStringLiteral("tweet"));
    if (kind.startsWith(QStringLiteral("label")))
        return Words::tr("label \"%1\" on %2").arg(match.captured(QStringLiteral("category")), tweet);
    static const std::pair<const char *, const char *> kinds[] = {
        {"clear", QT_TRANSLATE_NOOP("UndoText", "clear on %1")},
        {"skip", QT_TRANSLATE_NOOP("UndoText", "skip on %1")},
        {"not codable", QT_TRANSLATE_NOOP("UndoText", "not codable on %1")},
        {"unsure", QT_TRANSLATE_NOOP("UndoText", "unsure on %1")},
        {"flag", QT_TRANSLATE_NOOP("UndoText", "flag on %1")},
    };
    for (const auto &known : kinds)
        if (kind == QLatin1String(known.first))
            return QCoreApplication::translate("UndoText", known.second).arg(tweet);
    return act;
}

}  // namespace warbler::ui
