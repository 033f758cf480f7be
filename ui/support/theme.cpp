// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/theme.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QStyle>
#include <QStyleFactory>

namespace warbler::ui {

QColor mixColours(const QColor &foreground, const QColor &background, double share) {
    const auto channel = [share](int front, int back) {
        return static_cast<int>(std::lround(share * front + (1 - share) * back));
    };
    return QColor(channel(foreground.red(), background.red()), channel(foreground.green(), background.green()),
                  channel(foreground.blue(), background.blue()));
}

double contrastRatio(const QColor &a, const QColor &b) {
    const auto luminance = [](const QColor &colour) {
        const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
    };
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

namespace {

ThemeTokens light() {
    ThemeTokens t;
    t.name = ThemeName::Light;
    t.window = QColor(0xF6F7F9);
    t.surface = QColor(0xFFFFFF);
    t.text = QColor(0x1B1F24);
    t.muted = QColor(0x57606A);
    t.border = QColor(0x848D97);
    t.hairline = QColor(0xDDE1E6);
    t.accent = QColor(0x0B63C5);
    t.onAccent = QColor(0xFFFFFF);
    t.ok = QColor(0x1A7F37);
    t.warning = QColor(0x8A5D00);
    t.bad = QColor(0xBC2530);
    t.selection = mixColours(t.accent, t.surface, 0.14);
    t.categories = {QColor(0x0068A8), QColor(0xC04A00), QColor(0x007A57), QColor(0x8B3FA0), QColor(0x8A6A00),
                    QColor(0xB62B68), QColor(0x0F7580), QColor(0x5E6F14), QColor(0x7A4A2B), QColor(0x59626C)};
    return t;
}

ThemeTokens dark() {
    ThemeTokens t;
    t.name = ThemeName::Dark;
    t.window = QColor(0x15181C);
    t.surface = QColor(0x1E2228);
    t.text = QColor(0xE6EAEF);
    t.muted = QColor(0xA4AEB9);
    t.border = QColor(0x6B7682);
    t.hairline = QColor(0x2E343C);
    t.accent = QColor(0x6CB2FF);
    t.onAccent = QColor(0x0B1520);
    t.ok = QColor(0x57D07C);
    t.warning = QColor(0xE3B341);
    t.bad = QColor(0xFF8A80);
    t.selection = mixColours(t.accent, t.surface, 0.20);
    t.categories = {QColor(0x5BB4F0), QColor(0xFF9152), QColor(0x3CCB9E), QColor(0xD694EA), QColor(0xE5C04A),
                    QColor(0xFF8FBC), QColor(0x55CFDC), QColor(0xB9CE5C), QColor(0xD9A583), QColor(0xB4BEC9)};
    return t;
}

// The same hue, moved towards the text colour until it stands out from both grounds.
QColor strongColour(QColor colour, const ThemeTokens &t, double least) {
    const QColor start = colour;
    for (int step = 1; step <= 50; ++step) {
        if (std::min(contrastRatio(colour, t.surface), contrastRatio(colour, t.window)) >= least)
            break;
        colour = mixColours(t.text, start, step / 50.0);
    }
    return colour;
}

ThemeTokens highContrast(ThemeTokens t, ThemeName name) {
    t.name = name;
    t.text = t.isDark() ? QColor(Qt::white) : QColor(Qt::black);
    for (QColor *colour : {&t.muted, &t.accent, &t.ok, &t.warning, &t.bad, &t.border})
        *colour = strongColour(*colour, t, 7.1);
    for (QColor &colour : t.categories)
        colour = strongColour(colour, t, 7.1);
    t.selection = mixColours(t.accent, t.surface, t.isDark() ? 0.20 : 0.14);
    t.onAccent = t.isDark() ? QColor(Qt::black) : QColor(Qt::white);
    return t;
}

const std::array<ThemeTokens, 4> &table() {
    static const std::array<ThemeTokens, 4> themes = {light(), dark(),
                                                      highContrast(light(), ThemeName::LightHighContrast),
                                                      highContrast(dark(), ThemeName::DarkHighContrast)};
    return themes;
}

QString styleSheet(const ThemeTokens &t) {
    // Rail, cards and key caps only; everything else is the palette's.
    return QStringLiteral(
               "#rail { background: %1; border: none; border-right: 1px solid %2; }"
               "#pageHeader, #pageHost { background: %6; }"
               "#jobBar { background: %1; border-top: 1px solid %2; }"
               "QFrame[card=\"true\"] { background: %1; border: 1px solid %2; border-radius: 6px; }"
               "QLabel[keyCap=\"true\"] { background: %1; color: %3; border: 1px solid %4; border-radius: 3px; "
               "padding: 0 4px; }"
               "QPushButton { background: %1; color: %3; border: 1px solid %4; border-radius: 6px; padding: 5px 14px; }"
               "QPushButton:hover { background: %6; }"
               "QPushButton:focus { border: 2px solid %5; padding: 4px 13px; }"
               "QPushButton:disabled { color: %9; border: 1px solid %2; background: %6; }"
               "QProgressBar { background: %2; border: none; border-radius: 3px; }"
               "QProgressBar::chunk { background: %5; border-radius: 3px; }"
               "QHeaderView { background: %1; border: none; }"
               "QHeaderView::section { background: %1; color: %9; border: none; border-bottom: 1px solid %2; padding: "
               "4px 8px; }"
               "QTableView { border: 1px solid %2; border-radius: 6px; }"
               "#importPreview::item, #labelValues::item { padding: 0 8px; }"
               "QPushButton[filled=\"true\"] { background: %5; color: %7; border: 1px solid %5; border-radius: 6px; "
               "padding: 6px 16px; }"
               "QPushButton[filled=\"true\"]:hover { background: %8; }"
               "QPushButton[filled=\"true\"]:focus { border: 2px solid %3; padding: 5px 15px; }"
               "QPushButton[filled=\"true\"]:disabled { background: %6; color: %9; border: 1px solid %2; }"
               "QPushButton[link=\"true\"] { border: none; background: transparent; color: %5; padding: 4px 0; "
               "text-align: left; }"
               "QPushButton[link=\"true\"]:hover, QPushButton[link=\"true\"]:focus { text-decoration: underline; }"
               "QToolButton[chip=\"true\"] { background: %1; color: %3; border: 1px solid %4; border-radius: 11px; "
               "padding: 3px 10px; }"
               "QToolButton[chip=\"true\"]:checked { background: %10; border: 1px solid %5; }"
               "QToolButton[chip=\"true\"]:focus { border: 2px solid %5; padding: 2px 9px; }"
               "QToolTip { background: %1; color: %3; border: 1px solid %4; padding: 4px; }")
        .arg(t.surface.name(), t.hairline.name(), t.text.name(), t.border.name(), t.accent.name(), t.window.name(),
             t.onAccent.name(), mixColours(t.text, t.accent, 0.12).name(), t.muted.name(), t.selection.name());
}

}  // namespace

const ThemeTokens &themeTokens(ThemeName name) { return table()[static_cast<std::size_t>(name)]; }

const ThemeTokens &tokensOf(const QPalette &palette) {
    const QColor window = palette.color(QPalette::Active, QPalette::Window);
    const QColor text = palette.color(QPalette::Active, QPalette::WindowText);
    for (const ThemeTokens &t : table())
        if (t.window == window && t.text == text)
            return t;
    return themeTokens(window.lightnessF() < 0.5 ? ThemeName::Dark : ThemeName::Light);
}

QPalette themePalette(ThemeName name) {
    const ThemeTokens &t = themeTokens(name);
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, const QColor &colour, const QColor &disabled) {
        palette.setColor(QPalette::Active, role, colour);
        palette.setColor(QPalette::Inactive, role, colour);
        palette.setColor(QPalette::Disabled, role, disabled);
    };
    const QColor faint = mixColours(t.muted, t.window, 0.75);
    set(QPalette::Window, t.window, t.window);
    set(QPalette::WindowText, t.text, faint);
    set(QPalette::Base, t.surface, t.window);
    set(QPalette::AlternateBase, mixColours(t.window, t.surface, 0.5), t.window);
    set(QPalette::Text, t.text, faint);
    set(QPalette::PlaceholderText, t.muted, faint);
    set(QPalette::Button, t.surface, t.window);
    set(QPalette::ButtonText, t.text, faint);
    set(QPalette::BrightText, t.bad, t.bad);
    set(QPalette::Highlight, t.selection, t.hairline);
    set(QPalette::HighlightedText, t.text, faint);
    set(QPalette::Link, t.accent, faint);
    set(QPalette::LinkVisited, t.accent, faint);
    set(QPalette::ToolTipBase, t.surface, t.surface);
    set(QPalette::ToolTipText, t.text, t.text);
    set(QPalette::Light, mixColours(t.surface, t.window, 0.5), t.window);
    set(QPalette::Midlight, t.hairline, t.hairline);
    set(QPalette::Mid, t.border, t.hairline);
    set(QPalette::Dark, t.border, t.hairline);
    set(QPalette::Shadow, t.border, t.hairline);
    return palette;
}

void applyTheme(QApplication &application, ThemeName name) {
    if (!application.style() || application.style()->name() != QLatin1String("fusion"))
        application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    application.setPalette(themePalette(name));
    application.setStyleSheet(styleSheet(themeTokens(name)));
}

double textScale(TextSize size) {
    switch (size) {
    case TextSize::Small:
        return 0.85;
    case TextSize::Body:
        return 1.0;
    case TextSize::Title:
        return 1.35;
    case TextSize::Tweet:
        return 1.4;
    case TextSize::Figure:
        return 1.8;
    }
    return 1.0;
}

QFont scaledFont(const QFont &base, TextSize size) {
    QFont font(base);
    if (base.pointSizeF() > 0)
        font.setPointSizeF(base.pointSizeF() * textScale(size));
    else
        font.setPixelSize(static_cast<int>(std::lround(base.pixelSize() * textScale(size))));
    return font;
}

std::vector<DrawnPair> drawnPairs(ThemeName name) {
    const ThemeTokens &t = themeTokens(name);
    const bool strong = name == ThemeName::LightHighContrast || name == ThemeName::DarkHighContrast;
    const double text = strong ? 7.0 : 4.5;
    const double mark = strong ? 7.0 : 3.0;
    std::vector<DrawnPair> pairs;
    const auto add = [&pairs](const char *what, const QColor &front, const QColor &back, double least) {
        pairs.push_back({QString::fromLatin1(what), front, back, least});
    };
    for (const QColor &ground : {t.window, t.surface}) {
        add("text", t.text, ground, text);
        add("muted text", t.muted, ground, text);
        add("link", t.accent, ground, text);
        add("ok", t.ok, ground, text);
        add("warning", t.warning, ground, text);
        add("bad", t.bad, ground, text);
        add("border of controls", t.border, ground, mark);
    }
    for (const QColor &category : t.categories)
        add("category on surface", category, t.surface, text);
    add("text on a selection", t.text, t.selection, text);
    add("text on the filled button", t.onAccent, t.accent, text);
    add("text on the filled button under the pointer", t.onAccent, mixColours(t.text, t.accent, 0.12), text);
    add("text on a matrix cell", t.text, mixColours(t.accent, t.surface, 0.5), strong ? 4.5 : 4.5);
    return pairs;
}

}  // namespace warbler::ui
