// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/pages/page.h"

class QLabel;
class QPushButton;
class QToolButton;

namespace warbler::ui {

// A notice as a line under the title, where other programs would open a box: icon, sentence, one button, close.
class NoticeLine : public QWidget {
    Q_OBJECT
public:
    explicit NoticeLine(QWidget *parent = nullptr);
    void showNotice(const Notice &notice);
    void clear();
    void clearIfQuiet();  // a success or a hint; what went wrong stays until it is closed
    QString sentence() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void tint();
    Notice m_notice;
    QLabel *m_icon;
    QLabel *m_sentence;
    QPushButton *m_button;
    QToolButton *m_close;
};

}  // namespace warbler::ui
