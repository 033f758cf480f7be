// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tweet_drawer.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/support/icons.h"
#include "ui/support/theme.h"
#include "ui/widgets/captions.h"
#include "ui/widgets/figure_table_view.h"
#include "ui/widgets/tweet_view.h"

namespace warbler::ui {

TweetDrawer::TweetDrawer(QWidget *parent)
    : QFrame(parent), m_heading(headingLabel({}, this)),
      m_table(new FigureTableView(QStringLiteral("drawerTable"), tr("Tweets of the cell"), this)),
      m_text(new TweetView(this)) {
    setObjectName(QStringLiteral("tweetDrawer"));
    setProperty("card", true);
    setMinimumWidth(320);
    m_heading->setWordWrap(true);
    m_heading->setObjectName(QStringLiteral("drawerHeading"));
    m_text->setObjectName(QStringLiteral("drawerText"));
    m_text->setAccessibleName(tr("Tweet"));
    auto *close = new QToolButton(this);
    close->setObjectName(QStringLiteral("closeDrawerButton"));
    close->setIcon(tintedIcon(QStringLiteral("close"), tokensOf(palette()).muted));
    close->setAutoRaise(true);
    close->setAccessibleName(tr("Close"));
    close->setToolTip(tr("Close"));
    auto *open = new QPushButton(tr("Open on the Label page"), this);
    open->setObjectName(QStringLiteral("drawerOpenButton"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace12, kSpace12, kSpace12, kSpace12);
    column->setSpacing(kSpace8);
    auto *head = new QHBoxLayout;
    head->addWidget(m_heading, 1);
    head->addWidget(close);
    column->addLayout(head);
    column->addWidget(m_table, 3);
    column->addWidget(m_text, 2);
    column->addWidget(open, 0, Qt::AlignRight);
    hide();
    connect(close, &QToolButton::clicked, this, [this] { hide(); });
    connect(m_table, &FigureTableView::keyChosen, this, [this](std::int64_t key) {
        for (const FigureRow &row : m_table->table().rows)
            if (row.key == key)
                m_text->setTweet(row.cells.front().tip);
    });
    connect(m_table, &FigureTableView::keyOpened, this,
            [this](std::int64_t key) { Q_EMIT tweetOpened(TweetKey{key}); });
    connect(open, &QPushButton::clicked, this, [this] {
        if (m_table->chosenKey() != 0)
            Q_EMIT tweetOpened(TweetKey{m_table->chosenKey()});
    });
}

void TweetDrawer::show(const QString &heading, FigureTable tweets) {
    m_heading->setText(heading);
    const std::int64_t first = tweets.rows.empty() ? 0 : tweets.rows.front().key;
    m_table->setTable(std::move(tweets));
    m_text->setTweet({});
    QFrame::show();
    if (first != 0)
        m_table->chooseKey(first);
}

const FigureTable &TweetDrawer::tweets() const { return m_table->table(); }

QString TweetDrawer::heading() const { return m_heading->text(); }

}  // namespace warbler::ui
