// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextEdit>

namespace warbler::ui {

// One tweet to be read: at most 66 characters wide, lines 1.5 high, each paragraph in its own direction. Nothing in it
// is a link, nothing is fetched.
class TweetView : public QTextEdit {
    Q_OBJECT
public:
    explicit TweetView(QWidget *parent = nullptr);
    void setTweet(const QString &text);
    QString tweet() const { return m_text; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void layOut();
    QString m_text;
};

}  // namespace warbler::ui
