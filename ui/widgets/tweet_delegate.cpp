// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tweet_delegate.h"

#include <QPainter>

#include "core/corpus/tweet.h"
#include "ui/support/icons.h"
#include "ui/support/theme.h"
#include "ui/widgets/category_mark.h"
#include "ui/widgets/tweet_model.h"

namespace warbler::ui {

namespace {
constexpr int kGlyph = 12;
}

QSize TweetDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const {
    return QSize(100, std::max(kRowHeight, option.fontMetrics.height() + kSpace12));
}

void TweetDelegate::paintGlyph(QPainter *painter, const QRectF &box, const QModelIndex &index,
                               const QStyleOptionViewItem &option) const {
    const ThemeTokens &t = tokensOf(option.palette);
    const bool isSelected = option.state & QStyle::State_Selected;
    const auto state = static_cast<LabelState>(index.data(TweetModel::StateRole).toInt());
    const int colour = index.data(TweetModel::ColourRole).toInt();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (state == LabelState::Labelled && colour >= 0) {
        paintCategoryMark(*painter, box, colour, isSelected ? t.text : t.category(colour));
    } else if (state == LabelState::Unlabelled) {
        painter->setPen(QPen(isSelected ? t.text : t.border, 1.4));
        painter->setBrush(Qt::NoBrush);
        painter->drawEllipse(box.adjusted(1.5, 1.5, -1.5, -1.5));
    } else {
        const QString name = state == LabelState::Skipped      ? QStringLiteral("skip")
                             : state == LabelState::NotCodable ? QStringLiteral("not_codable")
                                                               : QStringLiteral("warning");
        const QRectF larger = box.adjusted(-2, -2, 2, 2);
        painter->drawPixmap(larger.topLeft(),
                            tintedPixmap(name, isSelected ? t.text : t.muted, static_cast<int>(larger.width()),
                                         painter->device()->devicePixelRatioF()));
    }
    painter->restore();
}

void TweetDelegate::paintChip(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    const QString name = index.data(TweetModel::CategoryRole).toString();
    const int colour = index.data(TweetModel::ColourRole).toInt();
    if (name.isEmpty() || colour < 0)
        return;
    const ThemeTokens &t = tokensOf(option.palette);
    const QFontMetrics metrics(option.font);
    const int room = option.rect.width() - 2 * kSpace8;
    const QString shown = metrics.elidedText(name, Qt::ElideRight, room - kGlyph - 3 * kSpace8);
    const int width = std::min(room, metrics.horizontalAdvance(shown) + kGlyph + 3 * kSpace8);
    QRectF chip(option.rect.left() + kSpace8, option.rect.center().y() - metrics.height() / 2.0 - 2, width,
                metrics.height() + 5);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(t.hairline, 1));
    painter->setBrush(t.surface);  // also on a selection
    painter->drawRoundedRect(chip, chip.height() / 2, chip.height() / 2);
    paintCategoryMark(*painter, QRectF(chip.left() + kSpace8, chip.center().y() - kGlyph / 2.0, kGlyph, kGlyph), colour,
                      t);
    painter->setPen(t.text);
    painter->drawText(chip.adjusted(kGlyph + 2 * kSpace8, 0, -kSpace8, 0), Qt::AlignVCenter | Qt::AlignLeft, shown);
    painter->restore();
}

void TweetDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    QStyleOptionViewItem base(option);
    initStyleOption(&base, index);
    const ThemeTokens &t = tokensOf(option.palette);
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, t.selection);
    const QRectF glyph(option.rect.left() + kSpace8, option.rect.center().y() - kGlyph / 2.0 + 1, kGlyph, kGlyph);
    painter->setFont(option.font);
    if (m_form == Form::List) {
        paintGlyph(painter, glyph, index, option);
        QRect line = option.rect.adjusted(2 * kSpace8 + kGlyph, 0, -kSpace8, 0);
        const QString text = index.siblingAtColumn(TweetModel::Text).data().toString();
        painter->setPen(t.text);
        painter->drawText(line, Qt::AlignVCenter | Qt::AlignLeft,
                          option.fontMetrics.elidedText(text, Qt::ElideRight, line.width()));
        return;
    }
    switch (index.column()) {
    case TweetModel::State:
        paintGlyph(painter, glyph, index, option);
        return;
    case TweetModel::Category:
        paintChip(painter, option, index);
        return;
    default:
        break;
    }
    const bool isText = index.column() == TweetModel::Text;
    painter->setPen(isText || option.state & QStyle::State_Selected ? t.text : t.muted);
    const QRect line = option.rect.adjusted(kSpace8, 0, -kSpace8, 0);
    painter->drawText(line, Qt::AlignVCenter | Qt::AlignLeft,
                      option.fontMetrics.elidedText(base.text, Qt::ElideRight, line.width()));
}

}  // namespace warbler::ui
