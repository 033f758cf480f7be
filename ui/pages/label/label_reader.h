// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "core/codebook/codebook.h"
#include "core/corpus/tweet.h"
#include "ui/pages/label/decision_text.h"

class QAction;
class QLabel;

namespace warbler::ui {

class CategoryButtons;
class LabelKeys;
class TweetView;

// The tweet to be labelled: where it stands in the queue, the question, its text, what the coders decided, a button for
// each category and each act, and how the last act is taken back.
class LabelReader : public QFrame {
    Q_OBJECT
public:
    explicit LabelReader(const LabelKeys &keys, QWidget *parent = nullptr);
    void setCodebook(const Codebook &codebook);
    void show(const Tweet &tweet, const DecisionText &decision);
    void setPlace(const QString &sentence);
    void setUndo(const QString &sentence);
    void setCanLabel(bool canLabel);
    void light(CodeId code);  // answers a key as the button of that category does
    void clear();

Q_SIGNALS:
    void categoryChosen(warbler::CodeId code);

private:
    QLabel *m_place, *m_question, *m_context, *m_own, *m_undo;
    TweetView *m_view;
    CategoryButtons *m_buttons;
};

}  // namespace warbler::ui
