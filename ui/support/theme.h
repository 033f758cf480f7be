// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QString>

class QApplication;

namespace warbler::ui {

enum class ThemeName { Light, Dark, LightHighContrast, DarkHighContrast };

inline constexpr int kCategoryColours = 10;

// One table of colours, read by widgets, plots, icons and the contrast test. Code that paints asks tokensOf(palette())
// at each paint, so that a change of theme needs no bookkeeping.
struct ThemeTokens {
    ThemeName name;
    QColor window, surface, text, muted, border, hairline;
    QColor accent, onAccent, ok, warning, bad;
    QColor selection;  // already mixed with the surface: opaque
    std::array<QColor, kCategoryColours> categories;

    bool isDark() const { return name == ThemeName::Dark || name == ThemeName::DarkHighContrast; }
    // Colour of a category by Category::colour; further ones repeat the colours (with new shapes).
    QColor category(int index) const {
        return categories[static_cast<std::size_t>(((index % kCategoryColours) + kCategoryColours) % kCategoryColours)];
    }
};

const ThemeTokens &themeTokens(ThemeName name);
// The theme a palette was made from; a foreign palette gives light or dark by the lightness of its window.
const ThemeTokens &tokensOf(const QPalette &palette);
QPalette themePalette(ThemeName name);
// Fusion style, palette and style sheet.
void applyTheme(QApplication &application, ThemeName name);

// Sizes relative to the system's font; weights stay.
enum class TextSize { Small, Body, Title, Tweet, Figure };
double textScale(TextSize size);  // .85 1 1.35 1.4 1.8
QFont scaledFont(const QFont &base, TextSize size);

inline constexpr int kSpace4 = 4, kSpace8 = 8, kSpace12 = 12, kSpace16 = 16, kSpace24 = 24;
inline constexpr int kRadius = 6;
inline constexpr int kRowHeight = 34;

// foreground at `share` (0..1) over background, opaque.
QColor mixColours(const QColor &foreground, const QColor &background, double share);
// WCAG 2.1 contrast of two opaque colours, 1..21.
double contrastRatio(const QColor &a, const QColor &b);

// A pair of colours drawn somewhere in the window, and what it must reach: 4.5 (text) or 3 (marks); 7 in high contrast.
struct DrawnPair {
    QString what;
    QColor foreground, background;
    double least;
};
std::vector<DrawnPair> drawnPairs(ThemeName name);

}  // namespace warbler::ui
