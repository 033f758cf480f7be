// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/start_view.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/pages/overview/card_parts.h"
#include "ui/support/mnemonics.h"
#include "ui/support/settings.h"
#include "ui/support/theme.h"

namespace warbler::ui {

namespace {
constexpr int kRecentShown = 4;
}

StartView::StartView(QWidget *parent)
    : QWidget(parent), m_import(new QPushButton(tr("Import tweets\u2026"), this)), m_recent(new QWidget(this)) {
    auto *sentence =
        new QLabel(tr("Start with a CSV of tweets: one row per tweet, some of them labelled or none."), this);
    sentence->setFont(scaledFont(font(), TextSize::Title));
    m_import->setObjectName(QStringLiteral("importTweetsButton"));
    m_import->setProperty("filled", true);
    auto *demo = new QPushButton(tr("Open the demo"), this);
    demo->setObjectName(QStringLiteral("openDemoButton"));
    demo->setToolTip(tr("400 invented tweets about the tram of a city that does not exist, half of them labelled."));
    for (QPushButton *button : {m_import, demo}) {
        button->setFont(scaledFont(font(), TextSize::Title));
        button->setMinimumHeight(48);
    }
    connect(m_import, &QPushButton::clicked, this,
            [this] { Q_EMIT actionRequested(QStringLiteral("actionImportTweets")); });
    connect(demo, &QPushButton::clicked, this, [this] { Q_EMIT actionRequested(QStringLiteral("actionOpenDemo")); });
    auto *row = new QHBoxLayout;
    row->setSpacing(kSpace12);
    row->addStretch(1);
    row->addWidget(m_import);
    row->addWidget(demo);
    row->addStretch(1);
    new QVBoxLayout(m_recent);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(kSpace12);
    column->addStretch(2);
    column->addWidget(sentence, 0, Qt::AlignHCenter);
    column->addSpacing(kSpace12);
    column->addLayout(row);
    auto *hint = noteLabel(tr("A file can also be dropped here. Nothing leaves this computer."), this);
    hint->setWordWrap(false);
    column->addWidget(hint, 0, Qt::AlignHCenter);
    column->addSpacing(kSpace24);
    column->addWidget(m_recent, 0, Qt::AlignHCenter);
    column->addStretch(3);
}

void StartView::readRecentFiles() {
    qDeleteAll(m_recent->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    int shown = 0;
    for (const QString &path : recentFiles()) {
        if (!QFileInfo::exists(path) || shown == kRecentShown)
            continue;
        auto *button = linkButton(withPlainAmpersands(path), m_recent);
        button->setObjectName(QStringLiteral("recentButton%1").arg(++shown));
        connect(button, &QPushButton::clicked, this, [this, path] { Q_EMIT fileRequested(path); });
        m_recent->layout()->addWidget(button);
    }
}

void StartView::takeFocus() { m_import->setFocus(); }

}  // namespace warbler::ui
