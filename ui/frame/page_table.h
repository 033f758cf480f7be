// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>

#include "ui/pages/page.h"

namespace warbler::ui {

// One row a page of the window: the only list of pages there is.
struct PageEntry {
    PageId id;
    const char *objectName;  // "pageTweets"; its rail button: "railTweets", its action: "actionShowTweets"
    const char *icon;        // resources/icons/<icon>.svg
    QString word;            // in the rail
    QString menuWord;        // the same with a mnemonic that no other menu has: "&Tweets"
    bool isBelow;            // at the foot of the rail
    Page *(*make)(Session &session, QWidget *parent);
};
std::vector<PageEntry> pageTable();

}  // namespace warbler::ui
