// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

namespace warbler::ui {

// Makes the pictures compiled into this library visible; needed once before the first icon.
void initResources();
// Colours an icon may have; read from the program's palette at each paint, so that a change of theme changes the icon.
enum class Ink { Text, Muted, Accent, Ok, Warning, Bad };
// resources/icons/<name>.svg: 20 px, one stroke in currentColor.
QIcon themedIcon(const QString &name, Ink ink);
// The same in a colour that stays.
QIcon tintedIcon(const QString &name, const QColor &ink);
QPixmap tintedPixmap(const QString &name, const QColor &ink, int side, double devicePixelRatio);

}  // namespace warbler::ui
