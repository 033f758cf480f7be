// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/icons.h"

#include <algorithm>

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

#include "ui/support/theme.h"

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

namespace {

class ThemedEngine : public QIconEngine {
public:
    ThemedEngine(QString name, Ink ink) : m_name(std::move(name)), m_ink(ink) {}
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override {
        painter->drawPixmap(rect, picture(rect.size(), mode, painter->device()->devicePixelRatioF()));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override { return picture(size, mode, 1); }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override {
        return picture(size / scale, mode, scale);
    }
    QIconEngine *clone() const override { return new ThemedEngine(m_name, m_ink); }

private:
    QPixmap picture(const QSize &size, QIcon::Mode mode, double scale) const {
        const ThemeTokens &t = tokensOf(QGuiApplication::palette());
        return tintedPixmap(m_name, mode == QIcon::Disabled ? t.border : inkColour(t),
                            std::min(size.width(), size.height()), scale);
    }
    QColor inkColour(const ThemeTokens &t) const {
        switch (m_ink) {
        case Ink::Text:
            return t.text;
        case Ink::Muted:
            return t.muted;
        case Ink::Accent:
            return t.accent;
        case Ink::Ok:
            return t.ok;
        case Ink::Warning:
            return t.warning;
        case Ink::Bad:
            return t.bad;
        }
        return t.text;
    }
    QString m_name;
    Ink m_ink;
};

}  // namespace

QIcon tintedIcon(const QString &name, const QColor &ink) {
    QIcon icon;
    icon.addPixmap(tintedPixmap(name, ink, 20, 1));
    icon.addPixmap(tintedPixmap(name, ink, 20, 2));
    return icon;
}

QIcon themedIcon(const QString &name, Ink ink) { return QIcon(new ThemedEngine(name, ink)); }

}  // namespace warbler::ui
