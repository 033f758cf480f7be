// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/pages/page.h"

class QFrame;
class QLabel;
class QPushButton;
class QToolButton;

namespace warbler::ui {

class ElidedLabel;

// A notice as a line under the title, where other programs would open a box: icon, sentence, one button, close. Its
// line is always there, so that nothing below it moves; a sentence that is longer opens as a whole by "More".
class NoticeLine : public QWidget {
    Q_OBJECT
public:
    explicit NoticeLine(QWidget *parent = nullptr);
    void showNotice(const Notice &notice);
    void clear();
    void clearIfQuiet();                // a success or a hint; what went wrong stays until it is closed
    void settle(const QString &cause);  // what it tells of is no more
    QString sentence() const;

Q_SIGNALS:
    void changed();  // a notice came or went

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void tint();
    void fit();
    void showWhole();
    Notice m_notice;
    QLabel *m_icon;
    ElidedLabel *m_sentence;
    QToolButton *m_more;
    QPushButton *m_button;
    QToolButton *m_close;
    QFrame *m_card;
};

}  // namespace warbler::ui
