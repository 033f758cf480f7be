// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/page_table.h"

#include <QCoreApplication>

#include "ui/pages/overview_page.h"

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
    };
}

}  // namespace warbler::ui
