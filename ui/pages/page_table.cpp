// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/page_table.h"

#include <QCoreApplication>

#include "ui/pages/codebook_page.h"
#include "ui/pages/label_page.h"
#include "ui/pages/overview_page.h"
#include "ui/pages/tweets_page.h"

namespace warbler::ui {

namespace {

template <class P>
Page *make(Session &session, QWidget *parent) {
    return new P(session, parent);
}

QString tr(const char *text) { return QCoreApplication::translate("PageTable", text); }

}  // namespace

std::vector<PageEntry> pageTable() {
    return {
        {PageId::Overview, "pageOverview", "overview", tr("Overview"), false, make<OverviewPage>},
        {PageId::Tweets, "pageTweets", "tweets", tr("Tweets"), false, make<TweetsPage>},
        {PageId::Codebook, "pageCodebook", "codebook", tr("Codebook"), false, make<CodebookPage>},
        {PageId::Label, "pageLabel", "label", tr("Label"), false, make<LabelPage>},
    };
}

}  // namespace warbler::ui
