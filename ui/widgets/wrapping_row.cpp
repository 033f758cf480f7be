// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/wrapping_row.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QWidget>

#include "ui/support/theme.h"

namespace warbler::ui {

WrappingRow::WrappingRow(int spacing) {
    setSpacing(spacing);
    setContentsMargins(0, 0, 0, 0);
}

WrappingRow::~WrappingRow() = default;

void WrappingRow::addItem(QLayoutItem *item) { m_items.emplace_back(item); }

QLayoutItem *WrappingRow::itemAt(int index) const {
    return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)].get() : nullptr;
}

QLayoutItem *WrappingRow::takeAt(int index) {
    if (index < 0 || index >= count())
        return nullptr;
    QLayoutItem *item = m_items[static_cast<std::size_t>(index)].release();
    m_items.erase(m_items.begin() + index);
    return item;
}

int WrappingRow::heightForWidth(int width) const {
    const std::vector<QRect> all = places(QRect(0, 0, width, 0));
    return all.empty() ? 0 : all.back().bottom() + 1;
}

QSize WrappingRow::minimumSize() const {
    QSize least;
    for (const auto &item : m_items)
        if (!item->isEmpty())
            least = least.expandedTo(item->minimumSize());
    return least;
}

QSize WrappingRow::sizeHint() const {
    int width = 0;
    for (const auto &item : m_items)
        if (!item->isEmpty())
            width += item->sizeHint().width() + (width > 0 ? spacing() : 0);
    return {width, heightForWidth(std::max(width, 1))};
}

void WrappingRow::setGeometry(const QRect &rectangle) {
    QLayout::setGeometry(rectangle);
    const std::vector<QRect> all = places(rectangle);
    for (std::size_t i = 0; i < m_items.size(); ++i)
        m_items[i]->setGeometry(all[i]);
}

std::vector<QRect> WrappingRow::places(const QRect &rectangle) const {
    std::vector<QRect> all;
    int x = rectangle.x(), y = rectangle.y(), rowHeight = 0;
    for (const auto &item : m_items) {
        const QSize size = item->isEmpty() ? QSize() : item->sizeHint();
        if (x > rectangle.x() && x + size.width() > rectangle.x() + rectangle.width()) {
            x = rectangle.x();
            y += rowHeight + spacing();
            rowHeight = 0;
        }
        all.emplace_back(QPoint(x, y), size);
        if (!item->isEmpty())
            x += size.width() + spacing();
        rowHeight = std::max(rowHeight, size.height());
    }
    // The last rectangle reaches to the end of its row, so that the whole height can be read from it.
    if (!all.empty() && all.back().height() < rowHeight)
        all.back().setHeight(rowHeight);
    return all;
}

QWidget *sideBySide(QWidget *word, QWidget *field, QWidget *parent) {
    auto *pair = new QWidget(parent);
    auto *line = new QHBoxLayout(pair);
    line->setContentsMargins(0, 0, kSpace8, 0);
    line->setSpacing(kSpace8);
    line->addWidget(word);
    line->addWidget(field);
    return pair;
}

}  // namespace warbler::ui
