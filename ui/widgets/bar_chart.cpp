// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/bar_chart.h"

#include <algorithm>

#include <QPainter>

#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/category_mark.h"

namespace warbler::ui {

namespace {
constexpr int kBarHeight = 14, kMark = 12, kRow = 28;
}

BarChart::BarChart(QWidget *parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

void BarChart::setBars(std::vector<Bar> bars) {
    m_bars = std::move(bars);
    QStringList words;
    for (const Bar &bar : m_bars)
        words << QStringLiteral("%1: %2").arg(bar.name, countText(bar.count));
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

QSize BarChart::sizeHint() const {
    return QSize(400,
                 std::max<int>(1, static_cast<int>(m_bars.size())) * std::max(kRow, fontMetrics().height() + kSpace8));
}

void BarChart::paintEvent(QPaintEvent *) {
    if (m_bars.empty())
        return;
    const ThemeTokens &t = tokensOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    int names = 0, numbers = 0;
    std::int64_t most = 1;
    for (const Bar &bar : m_bars) {
        names = std::max(names, fontMetrics().horizontalAdvance(bar.name));
        numbers = std::max(numbers, fontMetrics().horizontalAdvance(countText(bar.count)));
        most = std::max(most, bar.count);
    }
    names = std::min(names + 2, width() / 3);
    const int left = kMark + kSpace8 + names + kSpace12;
    const int room = std::max(10, width() - left - numbers - kSpace12);
    const int row = height() / static_cast<int>(m_bars.size());
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const Bar &bar = m_bars[i];
        const double middle = row * (static_cast<double>(i) + 0.5);
        const QColor ink = bar.category < 0 ? t.accent : t.category(bar.category);
        if (bar.category >= 0)
            paintCategoryMark(painter, QRectF(0, middle - kMark / 2.0, kMark, kMark), bar.category, t);
        painter.setPen(t.text);
        const QRectF line(0, middle - row / 2.0, width(), row);
        const int nameLeft = bar.category >= 0 ? kMark + kSpace8 : 0;
        painter.drawText(line.adjusted(nameLeft, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                         fontMetrics().elidedText(bar.name, Qt::ElideRight, names));
        const double length = std::max(2.0, static_cast<double>(bar.count) / static_cast<double>(most) * room);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        if (bar.count > 0)
            painter.drawRoundedRect(QRectF(left, middle - kBarHeight / 2.0, length, kBarHeight), 3, 3);
        painter.setPen(t.text);
        painter.drawText(QRectF(left + length + kSpace8, line.top(), numbers + kSpace8, row),
                         Qt::AlignVCenter | Qt::AlignLeft, countText(bar.count));
    }
}

}  // namespace warbler::ui
