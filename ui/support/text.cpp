// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/text.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace warbler::ui {

QString fromUtf8(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

std::string toUtf8(const QString &text) {
    const QByteArray bytes = text.toUtf8();
    return std::string(bytes.constData(), static_cast<std::size_t>(bytes.size()));
}

QString countText(std::int64_t count) { return QLocale().toString(static_cast<qlonglong>(count)); }

QString shareText(double share, int decimals) {
    if (std::isnan(share))
        return QCoreApplication::translate("Numbers", "n/a");
    QString text = QString::number(share, 'f', decimals);
    if (text.startsWith(QLatin1String("0.")))
        text.remove(0, 1);
    else if (text.startsWith(QLatin1String("-0.")))
        text.replace(0, 2, QChar(0x2212));
    else if (text.startsWith(u'-'))
        text.replace(0, 1, QChar(0x2212));
    return text;
}

QString bytesText(std::uint64_t bytes) {
    return QLocale().formattedDataSize(static_cast<qint64>(bytes),
                                       bytes < 10'000'000'000u && bytes > 1'000'000'000u ? 1 : 0,
                                       QLocale::DataSizeSIFormat);
}

QString durationText(double seconds) {
    const auto whole = static_cast<qint64>(std::llround(std::max(0.0, seconds)));
    if (whole < 60)
        return QCoreApplication::translate("Numbers", "%1 s").arg(whole);
    if (whole < 3600) {
        return whole % 60 == 0 ? QCoreApplication::translate("Numbers", "%1 min").arg(whole / 60)
                               : QCoreApplication::translate("Numbers", "%1 min %2 s").arg(whole / 60).arg(whole % 60);
    }
    return QCoreApplication::translate("Numbers", "%1 h %2 min").arg(whole / 3600).arg(whole / 60 % 60);
}

namespace {
QDateTime localMoment(const std::string &isoUtc) {
    return QDateTime::fromString(fromUtf8(isoUtc), Qt::ISODateWithMs).toLocalTime();
}
}  // namespace

QString localDateText(const std::string &isoUtc) {
    const QDateTime moment = localMoment(isoUtc);
    // In the order and with the dots of the language.
    return moment.isValid() ? QLocale().toString(moment.date(), QCoreApplication::translate("Numbers", "d MMM yyyy"))
                            : fromUtf8(isoUtc);
}

QString localTimeText(const std::string &isoUtc) {
    const QDateTime moment = localMoment(isoUtc);
    return moment.isValid() ? moment.toString(QStringLiteral("HH:mm:ss")) : fromUtf8(isoUtc);
}

QString oneLine(const QString &text) {
    QString line = text;
    for (QChar &letter : line)
        if (letter == QLatin1Char('\n') || letter == QLatin1Char('\r') || letter == QLatin1Char('\t') ||
            letter == QChar(0x2028))
            letter = QLatin1Char(' ');
    return line;
}

}  // namespace warbler::ui
