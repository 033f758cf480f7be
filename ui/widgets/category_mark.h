// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QPainterPath>
#include <QRectF>

class QPainter;

namespace warbler::ui {

struct ThemeTokens;

// Shape of a category by Category::colour: disc, triangle, square, diamond, star, hexagon, down-triangle, cross,
// half-disc, ring; from the eleventh on the colours repeat with new shapes. Every category is told by colour, shape and
// text.
QPainterPath categoryPath(int index, const QRectF &box);
void paintCategoryMark(QPainter &painter, const QRectF &box, int index, const ThemeTokens &tokens);
// In `ink` instead of the category's colour: on a selection.
void paintCategoryMark(QPainter &painter, const QRectF &box, int index, const QColor &ink);
QIcon categoryIcon(int index, const ThemeTokens &tokens, int side = 16);

}  // namespace warbler::ui
