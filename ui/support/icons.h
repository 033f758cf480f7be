// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

namespace warbler::ui {

// Makes the pictures compiled into this library visible; needed once before the first icon.
void initResources();
// resources/icons/<name>.svg: 20 px, one stroke in currentColor, drawn in `ink`.
QIcon tintedIcon(const QString &name, const QColor &ink);
QPixmap tintedPixmap(const QString &name, const QColor &ink, int side, double devicePixelRatio);

}  // namespace warbler::ui
