// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview_page.h"

namespace warbler::ui {

OverviewPage::OverviewPage(Session &session, QWidget *parent) : Page(PageId::Overview, session, parent) {}

QString OverviewPage::title() const { return tr("Overview"); }

}  // namespace warbler::ui
