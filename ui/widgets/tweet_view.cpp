// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tweet_view.h"

#include <QEvent>
#include <QTextBlockFormat>
#include <QTextCursor>
#include <QTextDocument>

#include "ui/support/theme.h"

namespace warbler::ui {

namespace {
constexpr int kCharacters = 66;
// Of the font's own line spacing, which is about 1.3 of its size: together 1.5.
constexpr int kLineHeightPercent = 115;
}  // namespace

TweetView::TweetView(QWidget *parent) : QTextEdit(parent) {
    setObjectName(QStringLiteral("tweetView"));
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::ClickFocus);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setContextMenuPolicy(Qt::NoContextMenu);
    viewport()->setAutoFillBackground(false);
    viewport()->setCursor(Qt::ArrowCursor);
    layOut();
}

void TweetView::setTweet(const QString &text) {
    m_text = text;
    setAccessibleName(text);
    layOut();
}

void TweetView::layOut() {
    setFont(scaledFont(parentWidget() ? parentWidget()->font() : font(), TextSize::Tweet));
    setPlainText(m_text);
    QTextOption option = document()->defaultTextOption();
    option.setTextDirection(Qt::LayoutDirectionAuto);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document()->setDefaultTextOption(option);
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    QTextBlockFormat block;
    block.setLineHeight(kLineHeightPercent, QTextBlockFormat::ProportionalHeight);
    cursor.mergeBlockFormat(block);
    setMaximumWidth(fontMetrics().averageCharWidth() * kCharacters + 2 * kSpace16);
}

void TweetView::changeEvent(QEvent *event) {
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::PaletteChange)
        layOut();
}

}  // namespace warbler::ui
