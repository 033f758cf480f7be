// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/category_mark.h"

#include <cmath>
#include <numbers>

#include <QPainter>
#include <QPixmap>

#include "ui/support/theme.h"

namespace warbler::ui {

namespace {

enum class Shape { Disc, Triangle, Square, Diamond, Star, Hexagon, DownTriangle, Cross, HalfDisc, Ring };

Shape shapeOf(int index) {
    const int safe = index < 0 ? 0 : index;
    return static_cast<Shape>((safe + safe / kCategoryColours) % kCategoryColours);
}

QPainterPath polygon(const QRectF &box, int corners, double firstAngle, double innerShare = 1) {
    QPainterPath path;
    const int points = innerShare < 1 ? 2 * corners : corners;
    for (int i = 0; i < points; ++i) {
        const double angle = firstAngle + 2 * std::numbers::pi * i / points;
        const double radius = (innerShare < 1 && i % 2 == 1 ? innerShare : 1) * box.width() / 2;
        const QPointF at = box.center() + QPointF(radius * std::cos(angle), radius * std::sin(angle));
        i == 0 ? path.moveTo(at) : path.lineTo(at);
    }
    path.closeSubpath();
    return path;
}

}  // namespace

QPainterPath categoryPath(int index, const QRectF &box) {
    constexpr double up = -std::numbers::pi / 2;
    QPainterPath path;
    switch (shapeOf(index)) {
    case Shape::Disc:
        path.addEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5));
        break;
    case Shape::Triangle:
        path = polygon(box.translated(0, box.height() * 0.1), 3, up);
        break;
    case Shape::Square:
        path.addRect(box.adjusted(box.width() * 0.08, box.height() * 0.08, -box.width() * 0.08, -box.height() * 0.08));
        break;
    case Shape::Diamond:
        path = polygon(box, 4, up);
        break;
    case Shape::Star:
        path = polygon(box.adjusted(-1, -1, 1, 1), 5, up, 0.45);
        break;
    case Shape::Hexagon:
        path = polygon(box, 6, 0);
        break;
    case Shape::DownTriangle:
        path = polygon(box.translated(0, -box.height() * 0.1), 3, -up);
        break;
    case Shape::Cross: {
        const double w = box.width() / 3;
        path.addRect(box.left() + w, box.top(), w, box.height());
        QPainterPath bar;
        bar.addRect(box.left(), box.top() + w, box.width(), w);
        path = path.united(bar);
        break;
    }
    case Shape::HalfDisc:
        path.moveTo(box.left(), box.center().y() + box.height() * 0.2);
        path.arcTo(box.translated(0, box.height() * 0.2), 180, -180);
        path.closeSubpath();
        break;
    case Shape::Ring: {
        path.addEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5));
        const double hole = box.width() * 0.27;
        QPainterPath inner;
        inner.addEllipse(box.adjusted(hole, hole, -hole, -hole));
        path = path.subtracted(inner);
        break;
    }
    }
    return path;
}

void paintCategoryMark(QPainter &painter, const QRectF &box, int index, const QColor &ink) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(categoryPath(index, box), ink);
    painter.restore();
}

void paintCategoryMark(QPainter &painter, const QRectF &box, int index, const ThemeTokens &tokens) {
    paintCategoryMark(painter, box, index, tokens.category(index));
}

QIcon categoryIcon(int index, const ThemeTokens &tokens, int side) {
    QIcon icon;
    for (const int scale : {1, 2}) {
        QPixmap picture(side * scale, side * scale);
        picture.fill(Qt::transparent);
        picture.setDevicePixelRatio(scale);
        QPainter painter(&picture);
        paintCategoryMark(painter, QRectF(2, 2, side - 4, side - 4), index, tokens);
        painter.end();
        icon.addPixmap(picture);
        icon.addPixmap(picture, QIcon::Selected);  // the style would tint it
    }
    return icon;
}

}  // namespace warbler::ui
