// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How the Label page looks and what its acts are; what they do stands in label_page.cpp.
#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/pages/label/label_keys.h"
#include "ui/pages/label/label_page.h"
#include "ui/pages/label/label_undo.h"
#include "ui/support/icons.h"
#include "ui/support/mnemonics.h"
#include "ui/support/settings.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/category_buttons.h"
#include "ui/widgets/tweet_delegate.h"
#include "ui/widgets/tweet_model.h"
#include "ui/widgets/tweet_view.h"
#include "ui/widgets/wrapping_row.h"

namespace warbler::ui {

namespace {

constexpr int kListWidth = 260, kPanelWidth = 264, kReaderHeight = 300;

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

void LabelPage::makeLayout() {
    auto *work = new QWidget(this);
    auto *row = new QHBoxLayout(work);
    row->setContentsMargins(kSpace24, 0, kSpace24, kSpace16);
    m_splitter = new QSplitter(work);
    m_splitter->setObjectName(QStringLiteral("labelSplitter"));
    m_splitter->setHandleWidth(kSpace16);
    m_splitter->addWidget(makeList());
    m_splitter->addWidget(makeReader());
    m_splitter->addWidget(makePanel());
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({kListWidth, 600, kPanelWidth});
    for (int i = 0; i < 3; ++i)
        m_splitter->setCollapsible(i, false);
    m_splitter->restoreState(widgetState(m_splitter->objectName()));
    connect(m_splitter, &QSplitter::splitterMoved, this,
            [this] { storeWidgetState(m_splitter->objectName(), m_splitter->saveState()); });
    row->addWidget(m_splitter);

    auto *empty = new QWidget(this);
    auto *column = new QVBoxLayout(empty);
    m_emptySentence = new QLabel(empty);
    m_emptySentence->setObjectName(QStringLiteral("labelEmptySentence"));
    m_emptyButton = new QPushButton(empty);
    m_emptyButton->setObjectName(QStringLiteral("labelEmptyButton"));
    m_emptyButton->setProperty("filled", true);
    column->addStretch(2);
    column->addWidget(m_emptySentence, 0, Qt::AlignHCenter);
    column->addSpacing(kSpace12);
    column->addWidget(m_emptyButton, 0, Qt::AlignHCenter);
    m_emptyOther = new QPushButton(tr("Look at all tweets"), empty);
    m_emptyOther->setObjectName(QStringLiteral("labelAllTweetsButton"));
    connect(m_emptyOther, &QPushButton::clicked, this, [this] {
        m_filter->setCurrentIndex(m_filter->findData(static_cast<int>(TweetFilter::State::Any)));
        loadTweets();
    });
    column->addWidget(m_emptyOther, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(m_emptyButton, &QPushButton::clicked, this, [this] {
        if (m_emptyAction.isEmpty())
            Q_EMIT pageRequested(m_emptyPage);
        else
            Q_EMIT actionRequested(m_emptyAction);
    });

    m_stack = new QStackedWidget(this);
    m_stack->addWidget(work);
    m_stack->addWidget(empty);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_stack);
}

QWidget *LabelPage::makeList() {
    auto *side = new QWidget(this);
    side->setMinimumWidth(176);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace8);
    auto *head = new QHBoxLayout;
    m_filter = new QComboBox(side);
    m_filter->setObjectName(QStringLiteral("labelFilterBox"));
    m_filter->setAccessibleName(tr("Which tweets"));
    using State = TweetFilter::State;
    for (const auto &choice : {std::pair(tr("Unlabelled"), State::Unlabelled), std::pair(tr("All tweets"), State::Any),
                               std::pair(tr("Labelled"), State::Labelled), std::pair(tr("Skipped"), State::Skipped),
                               std::pair(tr("Not codable"), State::NotCodable), std::pair(tr("Unsure"), State::Unsure),
                               std::pair(tr("Flagged"), State::Flagged)})
        m_filter->addItem(choice.first, static_cast<int>(choice.second));
    m_filterCount = quietLabel(side, "labelFilterCount");
    head->addWidget(m_filter, 1);
    head->addWidget(m_filterCount);
    column->addLayout(head);
    m_list = new QListView(side);
    m_list->setObjectName(QStringLiteral("labelList"));
    m_list->setAccessibleName(tr("Tweets in this order"));
    m_list->setModel(m_model);
    m_list->setModelColumn(TweetModel::Text);
    m_list->setItemDelegate(new TweetDelegate(TweetDelegate::Form::List, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    column->addWidget(m_list, 1);
    m_order = new QComboBox(side);
    m_order->setObjectName(QStringLiteral("labelOrderBox"));
    m_order->setAccessibleName(tr("Order of the tweets"));
    m_order->addItem(tr("Random order"), QStringLiteral("random"));
    m_order->addItem(tr("As imported"), QStringLiteral("import"));
    m_order->setToolTip(
        tr("Random: the same order on every computer. Labels taken in another order are no random sample."));
    m_order->setCurrentIndex(std::max(0, m_order->findData(settingText(Setting::LabelOrder))));
    column->addWidget(m_order);
    return side;
}

QWidget *LabelPage::makeReader() {
    auto *card = new QFrame(this);
    card->setProperty("card", true);
    card->setMinimumWidth(476);  // the four acts with their keys, also in the smallest window
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(kSpace24, kSpace12, kSpace24, kSpace16);
    column->setSpacing(kSpace12);
    m_where = quietLabel(card, "labelWhere");
    m_where->setToolTip(tr("Fast: labels given less than a quarter of a second after their tweet was shown."));
    m_where->setAlignment(Qt::AlignHCenter);
    m_question = new QLabel(card);
    m_question->setObjectName(QStringLiteral("labelQuestion"));
    m_question->setWordWrap(true);
    m_question->setAlignment(Qt::AlignHCenter);
    m_view = new TweetView(card);
    m_view->setMinimumHeight(kReaderHeight / 2);
    m_context = quietLabel(card, "labelContext");
    m_own = new QLabel(card);
    m_own->setObjectName(QStringLiteral("labelOwn"));
    m_own->setTextFormat(Qt::PlainText);
    m_buttons = new CategoryButtons(card);
    m_buttons->setObjectName(QStringLiteral("categoryButtons"));
    column->addWidget(m_where);
    column->addWidget(m_question);
    // The first line of every tweet stands at the same height: the reader has all the room there is, from the top.
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
        acts->addWidget(actionButton(m_keys->action(entry.first), QString::fromLatin1(entry.second), card));
    column->addLayout(acts);
    m_undoLine = quietLabel(card, "labelUndoLine");
    column->addWidget(m_undoLine);
    return card;
}

QWidget *LabelPage::makePanel() {
    auto *area = new QScrollArea(this);
    area->setObjectName(QStringLiteral("codebookPanel"));
    area->setAccessibleName(tr("Codebook"));
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setMinimumWidth(168);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    m_panel = new QLabel(area);
    m_panel->setObjectName(QStringLiteral("codebookPanelText"));
    m_panel->setWordWrap(true);
    m_panel->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_panel->setTextFormat(Qt::RichText);
    m_panel->setContentsMargins(0, 0, kSpace8, 0);
    area->setWidget(m_panel);
    m_panelHost = area;
    area->setVisible(settingText(Setting::CodebookPanel) == QLatin1String("shown"));
    return area;
}

void LabelPage::togglePanel() {
    const bool isShown = !m_panelHost->isVisible();
    m_panelHost->setVisible(isShown);
    storeSetting(Setting::CodebookPanel, isShown ? QStringLiteral("shown") : QStringLiteral("hidden"));
}

TweetFilter::State LabelPage::filterState() const {
    return static_cast<TweetFilter::State>(m_filter->currentData().toInt());
}

TweetOrder LabelPage::order() const {
    return m_order->currentData().toString() == QLatin1String("random") ? TweetOrder::Random : TweetOrder::Import;
}

void LabelPage::changeEvent(QEvent *event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_panel)
        fillPanel();
}

void LabelPage::fillPanel() {
    const ThemeTokens &t = tokensOf(palette());
    QString html = QStringLiteral("<p style='margin-bottom:8px'><b>%1</b> <span style='color:%2'>H</span></p>")
                       .arg(tr("Codebook"), t.muted.name());
    for (const Category &category : m_codebook.active()) {
        html += QStringLiteral(
                    "<p style='margin-top:12px;margin-bottom:2px'><span style='color:%1'>\u25a0</span> <b>%2</b> <span "
                    "style='color:%3'>%4</span></p>")
                    .arg(t.category(category.colour).name(), fromUtf8(category.name).toHtmlEscaped(), t.muted.name(),
                         fromUtf8(category.key));
        if (!category.definition.empty())
            html += QStringLiteral("<p style='margin-top:0;margin-bottom:2px'>%1</p>")
                        .arg(fromUtf8(category.definition).toHtmlEscaped());
        if (!category.include.empty())
            html += QStringLiteral("<p style='margin-top:0;margin-bottom:2px'>+ %1</p>")
                        .arg(fromUtf8(category.include).toHtmlEscaped());
        if (!category.exclude.empty())
            html += QStringLiteral("<p style='margin-top:0;margin-bottom:2px'>\u2212 %1</p>")
                        .arg(fromUtf8(category.exclude).toHtmlEscaped());
    }
    m_panel->setText(html);
}

std::vector<QAction *> LabelPage::menuActions() const {
    std::vector<QAction *> actions;
    for (QAction *action : m_keys->actions())
        if (action != m_undo->undoAction() && action != m_undo->redoAction())
            actions.push_back(action);
    return actions;
}

QAction *LabelPage::undoAction() const { return m_undo->undoAction(); }

QAction *LabelPage::redoAction() const { return m_undo->redoAction(); }

void LabelPage::makeActions() {
    m_keys->add("actionSkip", tr("&Skip for now"), {Qt::Key_Space}, [this] { act(LabelAction::Skip, {}, Step::Next); });
    m_keys->add("actionNotCodable", tr("&Not codable"), {Qt::Key_X},
                [this] { act(LabelAction::NotCodable, {}, Step::Next); });
    m_keys->add("actionUnsure", tr("&Unsure"), {Qt::Key_U}, [this] { act(LabelAction::Unsure, {}, Step::Stay); });
    m_keys->add("actionFlag", tr("&Flag"), {Qt::Key_F}, [this] { act(LabelAction::Flag, {}, Step::Stay); });
    m_keys->add("actionClearLabel", tr("&Clear my label"), {Qt::Key_Delete},
                [this] { act(LabelAction::Clear, {}, Step::Stay); });
    m_undo = new LabelUndo(session(), *m_keys, this);
    m_keys->add("actionNextTweet", tr("Ne&xt tweet"), {Qt::Key_Right, Qt::Key_PageDown}, [this] { next(); });
    m_keys->add("actionPreviousTweet", tr("&Previous tweet"), {Qt::Key_Left, Qt::Key_PageUp}, [this] { previous(); });
    m_keys->add("actionCodebookPanel", tr("Code&book panel"), {Qt::Key_H}, [this] { togglePanel(); });
    m_train = new QAction(tr("Train\u2026"), this);
    m_train->setObjectName(QStringLiteral("actionTrainFromLabels"));
    connect(m_train, &QAction::triggered, this, [this] { Q_EMIT pageRequested(PageId::Train); });
    m_toCodebook = new QAction(tr("Add categories\u2026"), this);
    m_toCodebook->setObjectName(QStringLiteral("actionAddCategoriesToLabel"));
    connect(m_toCodebook, &QAction::triggered, this, [this] { Q_EMIT pageRequested(PageId::Codebook); });
}

}  // namespace warbler::ui
