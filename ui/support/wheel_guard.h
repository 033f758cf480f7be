// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace warbler::ui {

// The mouse wheel scrolls pages and never changes a value: over a number, a choice or a slider it goes to the page
// around it. Watches the whole program; GUI thread.
class WheelGuard : public QObject {
    Q_OBJECT
public:
    explicit WheelGuard(QObject *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

}  // namespace warbler::ui
