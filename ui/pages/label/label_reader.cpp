// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/label/label_reader.h"

#include <QAction>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/pages/label/label_keys.h"
#include "ui/support/icons.h"
#include "ui/support/mnemonics.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/category_buttons.h"
#include "ui/widgets/tweet_view.h"
#include "ui/widgets/wrapping_row.h"

namespace warbler::ui {

namespace {

constexpr int kReaderHeight = 300;

QLabel *quietLabel(QWidget *parent, const char *name) {
    auto *label = new QLabel(parent);
    label->setObjectName(QString::fromLatin1(name));
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QToolButton *actionButton(QAction *action, const QString &icon, QWidget *parent) {
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setObjectName(action->objectName().replace(QLatin1String("action"), QString()).toLower() +
                          QStringLiteral("Button"));
    // On the action, since a button reads it anew whenever it changes.
    action->setIcon(themedIcon(icon, Ink::Muted));
    action->setIconVisibleInMenu(false);
    action->setIconText(QStringLiteral("%1  %2").arg(withoutMnemonic(action->text()),
                                                     action->shortcut().toString(QKeySequence::NativeText)));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

}  // namespace

LabelReader::LabelReader(const LabelKeys &keys, QWidget *parent)
    : QFrame(parent), m_place(quietLabel(this, "labelWhere")), m_question(new QLabel(this)),
      m_context(quietLabel(this, "labelContext")), m_own(new QLabel(this)), m_undo(quietLabel(this, "labelUndoLine")),
      m_view(new TweetView(this)), m_buttons(new CategoryButtons(this)) {
    setProperty("card", true);
    setMinimumWidth(476);  // the four acts with their keys, also in the smallest window
    m_place->setToolTip(tr("Fast: labels given less than a quarter of a second after their tweet was shown."));
    m_place->setAlignment(Qt::AlignHCenter);
    m_question->setObjectName(QStringLiteral("labelQuestion"));
    m_question->setWordWrap(true);
    m_question->setAlignment(Qt::AlignHCenter);
    m_view->setMinimumHeight(kReaderHeight / 2);
    m_own->setObjectName(QStringLiteral("labelOwn"));
    m_own->setTextFormat(Qt::PlainText);
    m_buttons->setObjectName(QStringLiteral("categoryButtons"));
    connect(m_buttons, &CategoryButtons::chosen, this, [this](CodeId code) { Q_EMIT categoryChosen(code); });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace24, kSpace12, kSpace24, kSpace16);
    column->setSpacing(kSpace12);
    column->addWidget(m_place);
    column->addWidget(m_question);
    // The first line of every tweet stands at the same height: the text has all the room there is, from the top.
    auto *reader = new QHBoxLayout;
    reader->addStretch(1);
    reader->addWidget(m_view, 100);
    reader->addStretch(1);
    column->addLayout(reader, 1);
    column->addWidget(m_context);
    column->addWidget(m_own);
    column->addWidget(m_buttons);
    auto *acts = new WrappingRow(kSpace4);
    const std::pair<const char *, const char *> shown[] = {{"actionSkip", "skip"},
                                                           {"actionNotCodable", "not_codable"},
                                                           {"actionUnsure", "unsure"},
                                                           {"actionFlag", "flag"}};
    for (const auto &entry : shown)
        acts->addWidget(actionButton(keys.action(entry.first), QString::fromLatin1(entry.second), this));
    column->addLayout(acts);
    column->addWidget(m_undo);
}

void LabelReader::setCodebook(const Codebook &codebook) {
    m_buttons->setCategories(codebook.active());
    m_question->setText(fromUtf8(codebook.variable.question));
    m_question->setVisible(!codebook.variable.question.empty());
}

void LabelReader::show(const Tweet &tweet, const DecisionText &decision) {
    m_view->setTweet(fromUtf8(tweet.text));
    QStringList context{tr("Id %1").arg(fromUtf8(tweet.id.text()))};
    if (!tweet.createdAt.empty())
        context.prepend(localDateText(tweet.createdAt));
    m_context->setText(context.join(QStringLiteral(" \u00b7 ")));
    m_own->setText(decision.sentence);
    m_buttons->setChosen(decision.chosen);
}

void LabelReader::setPlace(const QString &sentence) { m_place->setText(sentence); }

void LabelReader::setUndo(const QString &sentence) { m_undo->setText(sentence); }

void LabelReader::setCanLabel(bool canLabel) { m_buttons->setEnabled(canLabel); }

void LabelReader::light(CodeId code) { m_buttons->light(code); }

void LabelReader::clear() {
    m_buttons->setCategories({});
    m_view->setTweet({});
    for (QLabel *label : {m_place, m_question, m_context, m_own, m_undo})
        label->clear();
}

}  // namespace warbler::ui
