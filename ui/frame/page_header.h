// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

class QAction;
class QLabel;
class QPushButton;

namespace warbler::ui {

// Title, one sentence of state, and the page's next step as the one filled button.
class PageHeader : public QWidget {
    Q_OBJECT
public:
    explicit PageHeader(QWidget *parent = nullptr);
    void show(const QString &title, const QString &sentence, QAction *next);

protected:
    void changeEvent(QEvent *event) override;

private:
    void readAction();
    void restyle();
    QLabel *m_title;
    QLabel *m_sentence;
    QPushButton *m_button;
    QPointer<QAction> m_action;
};

}  // namespace warbler::ui
