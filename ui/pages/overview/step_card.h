// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace warbler::ui {

// A step of the study: number, name, one figure, one sentence and a link to its page.
class StepCard : public QFrame {
    Q_OBJECT
public:
    struct Content {
        QString figure, sentence, link;
    };
    StepCard(int number, const QString &name, QWidget *parent = nullptr);
    void show(const Content &content);

Q_SIGNALS:
    void linkFollowed();

private:
    QLabel *m_figure, *m_sentence;
    QPushButton *m_link;
};

}  // namespace warbler::ui
