// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractButton>
#include <QFrame>

#include "ui/frame/page_table.h"
#include "ui/pages/page.h"

class QVBoxLayout;

namespace warbler::ui {

// An entry of the rail: icon, word, and a tick or a dot.
class RailButton : public QAbstractButton {
    Q_OBJECT
public:
    RailButton(const PageEntry &entry, QWidget *parent);
    PageId page() const { return m_page; }
    void setMark(RailMark mark);
    void setWordShown(bool shown);
    QSize sizeHint() const override;
    int wordWidth() const;  // with icon and mark beside the word

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    PageId m_page;
    QString m_icon;
    RailMark m_mark = RailMark::None;
    bool m_isWordShown = true;
};

// The pages of the window from top to bottom: icon and word, icons alone in a narrow window.
class Rail : public QFrame {
    Q_OBJECT
public:
    enum class Width { Words, Icons };
    explicit Rail(const std::vector<PageEntry> &entries, QWidget *parent = nullptr);
    void setCurrent(PageId page);
    void setMark(PageId page, RailMark mark);
    void setPageEnabled(PageId page, bool enabled);
    void setWidth(Width width);

Q_SIGNALS:
    void pageChosen(warbler::ui::PageId page);

private:
    RailButton *button(PageId page) const;
    std::vector<RailButton *> m_buttons;
};

}  // namespace warbler::ui
