// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/column_header.h"

#include <QPainter>

#include "ui/dialogs/preview_model.h"
#include "ui/support/theme.h"

namespace warbler::ui {

ColumnHeader::ColumnHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent) {
    setSectionsClickable(true);
    setHighlightSections(false);
    setMinimumSectionSize(80);
    setDefaultSectionSize(150);
}

QSize ColumnHeader::sizeHint() const {
    return QSize(QHeaderView::sizeHint().width(), 2 * fontMetrics().height() + 3 * kSpace8);
}

void ColumnHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const {
    const ThemeTokens &t = tokensOf(palette());
    const auto role =
        static_cast<ColumnRole>(model()->headerData(logicalIndex, Qt::Horizontal, PreviewModel::RoleOfColumn).toInt());
    painter->save();
    painter->fillRect(rect, t.surface);
    painter->setPen(t.hairline);
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    painter->drawLine(rect.topRight(), rect.bottomRight());
    const QRect inner = rect.adjusted(kSpace8, kSpace4, -kSpace8, -kSpace4);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter->setFont(bold);
    painter->setPen(t.text);
    const QString name = model()->headerData(logicalIndex, Qt::Horizontal).toString();
    const QRect upper(inner.left(), inner.top(), inner.width(), fontMetrics().height() + kSpace4);
    painter->drawText(upper, Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetrics(bold).elidedText(name, Qt::ElideRight, inner.width()));
    const QString word = columnRoleWord(role);
    painter->setFont(scaledFont(font(), TextSize::Small));
    const QFontMetrics small(painter->font());
    const QRect chip(inner.left(), upper.bottom() + kSpace4,
                     std::min(inner.width(), small.horizontalAdvance(word) + 2 * kSpace8), small.height() + 4);
    painter->setRenderHint(QPainter::Antialiasing);
    const bool isUsed = role != ColumnRole::None;
    painter->setPen(QPen(isUsed ? t.accent : t.hairline, 1));
    painter->setBrush(isUsed ? t.selection : t.surface);
    painter->drawRoundedRect(QRectF(chip).adjusted(0.5, 0.5, -0.5, -0.5), chip.height() / 2.0, chip.height() / 2.0);
    painter->setPen(isUsed ? t.text : t.muted);
    painter->drawText(chip, Qt::AlignCenter, word);
    painter->restore();
}

}  // namespace warbler::ui
