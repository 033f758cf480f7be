// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <QTest>

#include "ui/support/icons.h"
#include "ui/support/theme.h"
#include "ui/widgets/category_mark.h"

using namespace warbler::ui;

class ThemeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyDrawnPairIsReadable_data() {
        QTest::addColumn<int>("theme");
        QTest::newRow("light") << static_cast<int>(ThemeName::Light);
        QTest::newRow("dark") << static_cast<int>(ThemeName::Dark);
        QTest::newRow("light, high contrast") << static_cast<int>(ThemeName::LightHighContrast);
        QTest::newRow("dark, high contrast") << static_cast<int>(ThemeName::DarkHighContrast);
    }
    void everyDrawnPairIsReadable() {
        QFETCH(int, theme);
        const std::vector<DrawnPair> pairs = drawnPairs(static_cast<ThemeName>(theme));
        QVERIFY(pairs.size() > 20);
        for (const DrawnPair &pair : pairs) {
            const double reached = contrastRatio(pair.foreground, pair.background);
            QVERIFY2(reached >= pair.least,
                     qPrintable(QStringLiteral("%1: %2 on %3 reaches %4, not %5")
                                    .arg(pair.what, pair.foreground.name(), pair.background.name())
                                    .arg(reached, 0, 'f', 2)
                                    .arg(pair.least)));
        }
    }
    void contrastIsThatOfTheStandard() {
        QCOMPARE(contrastRatio(Qt::white, Qt::black), 21.0);
        QVERIFY(std::abs(contrastRatio(QColor(0x767676), Qt::white) - 4.54) < 0.01);  // W3C's own example of a pass
        QVERIFY(std::abs(contrastRatio(QColor(0x777777), Qt::white) - 4.48) < 0.01);  // and of a failure
    }
    void aPaletteTellsItsTheme() {
        for (const ThemeName name :
             {ThemeName::Light, ThemeName::Dark, ThemeName::LightHighContrast, ThemeName::DarkHighContrast})
            QCOMPARE(static_cast<int>(tokensOf(themePalette(name)).name), static_cast<int>(name));
        QPalette foreign(QColor(0x202020));
        foreign.setColor(QPalette::Window, QColor(0x101010));
        QVERIFY(tokensOf(foreign).isDark());
    }
    void twentyCategoriesDifferInColourOrShape() {
        std::set<std::pair<QRgb, int>> seen;
        for (int i = 0; i < 20; ++i) {
            // Two marks are the same if colour and outline are.
            const QPainterPath path = categoryPath(i, QRectF(0, 0, 16, 16));
            const int outline = static_cast<int>(
                qHash(QStringLiteral("%1 %2").arg(path.elementCount()).arg(path.boundingRect().height(), 0, 'f', 3)) %
                100'000);
            seen.insert({themeTokens(ThemeName::Light).category(i).rgb(), outline});
        }
        QCOMPARE(seen.size(), std::size_t(20));
    }
    void everyIconIsThereAndIsDrawn() {
        initResources();
        for (const char *name : {"overview", "tweets",      "codebook", "label",   "train",   "results", "predict",
                                 "models",   "info",        "ok",       "warning", "problem", "close",   "search",
                                 "skip",     "not_codable", "flag",     "unsure",  "up",      "down",    "archive"}) {
            const QImage image = tintedPixmap(QString::fromLatin1(name), Qt::black, 20, 1).toImage();
            int inked = 0;
            for (int y = 0; y < 20; ++y)
                for (int x = 0; x < 20; ++x)
                    inked += qAlpha(image.pixel(x, y)) > 100 ? 1 : 0;
            QVERIFY2(inked > 8, name);
        }
    }
};

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
