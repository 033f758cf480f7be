// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/pages/page.h"

class QLabel;
class QPushButton;

namespace warbler::ui {

// Stands in place of the reader where there is no tweet to label: why, and what to do next.
class NothingToLabel : public QWidget {
    Q_OBJECT
public:
    explicit NothingToLabel(QWidget *parent = nullptr);
    // The button leads to a page, or triggers an action of the frame, by its object name.
    void showPage(const QString &sentence, const QString &button, PageId page);
    void showAction(const QString &sentence, const QString &button, const QString &action);
    void offerAllTweets(bool isOffered);
    void setCanImport(bool canImport);  // no two imports at once

Q_SIGNALS:
    void pageRequested(warbler::ui::PageId page);
    void actionRequested(const QString &objectName);
    void allTweetsRequested();

private:
    QLabel *m_sentence;
    QPushButton *m_button, *m_allTweets;
    QString m_action;  // empty: the button leads to m_page
    PageId m_page = PageId::Label;
};

}  // namespace warbler::ui
