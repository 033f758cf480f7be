// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace warbler::ui {

// Draws what TweetModel's roles say: a glyph for the state, a chip for the category, one elided line of text.
class TweetDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    enum class Form { Table, List };  // List: glyph, end of the id and text in one cell
    explicit TweetDelegate(Form form, QObject *parent = nullptr) : QStyledItemDelegate(parent), m_form(form) {}
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintGlyph(QPainter *painter, const QRectF &box, const QModelIndex &index,
                    const QStyleOptionViewItem &option) const;
    void paintChip(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    Form m_form;
};

}  // namespace warbler::ui
