// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/icons.h"

#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

// Outside the namespace: the macro declares a global function.
static void initResourcesOutside() { Q_INIT_RESOURCE(warbler); }

namespace warbler::ui {

void initResources() { initResourcesOutside(); }

QPixmap tintedPixmap(const QString &name, const QColor &ink, int side, double devicePixelRatio) {
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    const int pixels = static_cast<int>(side * devicePixelRatio);
    QPixmap picture(pixels, pixels);
    picture.fill(Qt::transparent);
    if (!file.open(QIODevice::ReadOnly))
        return picture;
    QByteArray svg = file.readAll();
    svg.replace("currentColor", ink.name().toLatin1());
    QSvgRenderer renderer(svg);
    QPainter painter(&picture);
    renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    painter.end();
    picture.setDevicePixelRatio(devicePixelRatio);
    return picture;
}

QIcon tintedIcon(const QString &name, const QColor &ink) {
    QIcon icon;
    icon.addPixmap(tintedPixmap(name, ink, 20, 1));
    icon.addPixmap(tintedPixmap(name, ink, 20, 2));
    return icon;
}

}  // namespace warbler::ui
