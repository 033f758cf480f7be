// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <functional>
#include <set>

#include <QDir>
#include <QPixmap>
#include <QTest>
#include <QWidget>

namespace warbler::test {

// Photographs widgets into a folder; a picture with hardly a colour in its middle is of an empty page and counts as a
// failure.
class Camera {
public:
    explicit Camera(const QString &folder) : m_folder(folder) { QDir().mkpath(folder); }

    // faults: what is wrong with a window beyond an empty picture, one line each; every line counts as a failure.
    void inspectBy(std::function<QStringList(const QWidget &)> faults) { m_faults = std::move(faults); }
    void shoot(QWidget &widget, const QString &name) {
        QTest::qWait(kSettleMs);  // fonts, layouts and quiet reads come to rest; nothing waits for a condition here
        if (m_faults)
            for (const QString &fault : m_faults(widget))
                fail(qPrintable(name + QStringLiteral(": ") + fault));
        const QPixmap picture = widget.grab();
        const QString file = m_folder.filePath(name + QStringLiteral(".png"));
        if (!picture.save(file)) {
            std::fprintf(stderr, "%s cannot be written\n", qPrintable(file));
            m_hasFailed = true;
        }
        const QImage image = picture.toImage();
        const QRect content = image.rect().adjusted(image.width() / 7, image.height() / 8, -10, -40);
        std::set<QRgb> colours;
        for (int y = content.top(); y < content.bottom(); y += 3)
            for (int x = content.left(); x < content.right(); x += 3)
                colours.insert(image.pixel(x, y));
        if (static_cast<int>(colours.size()) < kLeastColours) {
            std::fprintf(stderr, "%s is empty: %d colours\n", qPrintable(name), static_cast<int>(colours.size()));
            m_hasFailed = true;
        }
        std::printf("%s\n", qPrintable(file));
    }
    void fail(const char *what) {
        std::fprintf(stderr, "%s\n", what);
        m_hasFailed = true;
    }
    bool hasFailed() const { return m_hasFailed; }

private:
    static constexpr int kSettleMs = 300;
    static constexpr int kLeastColours = 12;  // an empty page has fewer

    QDir m_folder;
    std::function<QStringList(const QWidget &)> m_faults;
    bool m_hasFailed = false;
};

}  // namespace warbler::test
