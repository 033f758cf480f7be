// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/label/tweet_queue.h"

#include <algorithm>
#include <utility>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QVBoxLayout>

#include "core/jobs/job_thread.h"
#include "ui/support/session.h"
#include "ui/support/settings.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/tweet_delegate.h"
#include "ui/widgets/tweet_model.h"

namespace warbler::ui {

TweetQueue::TweetQueue(Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_model(new TweetModel(this)), m_state(new QComboBox(this)),
      m_count(new QLabel(this)), m_list(new QListView(this)), m_order(new QComboBox(this)) {
    setMinimumWidth(176);
    makeState();
    makeList();
    makeOrder();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace8);
    auto *head = new QHBoxLayout;
    head->addWidget(m_state, 1);
    head->addWidget(m_count);
    column->addLayout(head);
    column->addWidget(m_list, 1);
    column->addWidget(m_order);
}

void TweetQueue::makeState() {
    m_state->setObjectName(QStringLiteral("labelFilterBox"));
    m_state->setAccessibleName(tr("Which tweets"));
    using State = TweetFilter::State;
    for (const auto &choice : {std::pair(tr("Unlabelled"), State::Unlabelled), std::pair(tr("All tweets"), State::Any),
                               std::pair(tr("Labelled"), State::Labelled), std::pair(tr("Skipped"), State::Skipped),
                               std::pair(tr("Not codable"), State::NotCodable), std::pair(tr("Unsure"), State::Unsure),
                               std::pair(tr("Flagged"), State::Flagged)})
        m_state->addItem(choice.first, static_cast<int>(choice.second));
    connect(m_state, &QComboBox::activated, this, [this] { load(); });
    m_count->setObjectName(QStringLiteral("labelFilterCount"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_count->setTextFormat(Qt::PlainText);
}

void TweetQueue::makeList() {
    m_list->setObjectName(QStringLiteral("labelList"));
    m_list->setAccessibleName(tr("Tweets in this order"));
    m_list->setModel(m_model);
    m_list->setModelColumn(TweetModel::Text);
    m_list->setItemDelegate(new TweetDelegate(TweetDelegate::Form::List, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &now) {
        // The list scrolls by itself, and never under a mouse button that is being pressed.
        if (now.isValid() && now.row() != m_row)
            takeRow(now.row());
    });
}

void TweetQueue::makeOrder() {
    m_order->setObjectName(QStringLiteral("labelOrderBox"));
    m_order->setAccessibleName(tr("Order of the tweets"));
    m_order->addItem(tr("Random order"), QStringLiteral("random"));
    m_order->addItem(tr("As imported"), QStringLiteral("import"));
    m_order->setToolTip(
        tr("Random: the same order on every computer. Labels taken in another order are no random sample."));
    m_order->setCurrentIndex(std::max(0, m_order->findData(settingText(Setting::LabelOrder))));
    connect(m_order, &QComboBox::activated, this, [this] {
        storeSetting(Setting::LabelOrder, m_order->currentData().toString());
        load();
    });
}

TweetFilter::State TweetQueue::state() const { return static_cast<TweetFilter::State>(m_state->currentData().toInt()); }

TweetOrder TweetQueue::order() const {
    return m_order->currentData().toString() == QLatin1String("random") ? TweetOrder::Random : TweetOrder::Import;
}

bool TweetQueue::isEmpty() const { return m_model->rowCount() == 0; }

QString TweetQueue::placeText() const {
    if (m_row < 0)
        return m_order->currentText();
    const QString place = m_row >= m_length
                              ? tr("skipped before: %1 of %2")
                                    .arg(countText(m_row + 1 - m_length), countText(m_model->rowCount() - m_length))
                              : tr("%1 of %2").arg(countText(m_row + 1), countText(m_length));
    return QStringLiteral("%1 \u00b7 %2").arg(m_order->currentText(), place);
}

// After the last unlabelled tweet the list is read anew: skipped tweets may be left.
bool TweetQueue::hasNext() const {
    return m_row + 1 < m_model->rowCount() || state() == TweetFilter::State::Unlabelled;
}

void TweetQueue::setCodebook(const Codebook &codebook) {
    m_model->setProject(m_session.sharedProject());
    m_model->setCodebook(codebook);
}

void TweetQueue::load() {
    if (!m_session.hasProject())
        return;
    if (m_loading)
        m_loading->requestStop();
    TweetFilter filter;
    filter.state = state();
    m_loading = m_session.read<std::vector<TweetKey>>(
        JobKind::Search, this,
        [project = m_session.sharedProject(), filter, wanted = order()](std::stop_token) {
            return TweetRepository(*project).keys(filter, wanted);
        },
        [this](std::vector<TweetKey> tweets) { take(std::move(tweets)); });
}

void TweetQueue::loadAll() {
    m_state->setCurrentIndex(m_state->findData(static_cast<int>(TweetFilter::State::Any)));
    load();
}

void TweetQueue::resetState() { m_state->setCurrentIndex(0); }

void TweetQueue::take(std::vector<TweetKey> tweets) {
    m_loading.reset();
    m_model->setKeys(std::move(tweets));
    m_length = m_model->rowCount();
    Q_EMIT loaded();
    m_row = -1;
    const TweetKey wanted = std::exchange(m_wanted, {});
    const int row = m_model->rowOf(wanted.row != 0 ? wanted : m_current);
    if (wanted.row != 0 && row < 0) {
        setShown(wanted);  // not in this state, and still it was asked for
    } else if (m_length > 0) {
        showRow(std::max(0, row));
    } else {
        m_current = {};
        Q_EMIT emptied();
    }
}

void TweetQueue::showRow(int row) {
    m_row = row;
    const QModelIndex index = m_model->index(row, TweetModel::Text);
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
    takeRow(row);
}

void TweetQueue::takeRow(int row) {
    m_row = row;
    setShown(m_model->keyAt(row));
}

void TweetQueue::setShown(TweetKey tweet) {
    m_current = tweet;
    Q_EMIT tweetShown(tweet);
}

void TweetQueue::show(TweetKey tweet) {
    const int row = m_model->rowOf(tweet);
    if (row >= 0)
        showRow(row);
    else
        setShown(tweet);
}

void TweetQueue::showAfterLoad(TweetKey tweet) {
    m_wanted = tweet;
    m_current = {};
}

void TweetQueue::next() {
    if (m_row + 1 < m_model->rowCount())
        showRow(m_row + 1);
    else if (m_current.row != 0 && state() == TweetFilter::State::Unlabelled)
        load();  // what is left: skipped ones, or nothing
    else if (m_current.row != 0)
        setShown(m_current);
}

void TweetQueue::previous() {
    if (m_row > 0)
        showRow(m_row - 1);
}

void TweetQueue::readAgain() { m_model->forgetAll(); }

void TweetQueue::readAgain(TweetKey tweet) { m_model->forget(tweet); }

void TweetQueue::append(TweetKey tweet) {
    if (state() == TweetFilter::State::Unlabelled && m_row >= 0)
        m_model->append(tweet);
}

void TweetQueue::takeBack(TweetKey tweet) {
    const int last = m_model->rowCount() - 1;
    if (last > m_row && last > m_model->rowOf(tweet) && m_model->keyAt(last) == tweet)
        m_model->removeLast();
    m_model->forget(tweet);
}

void TweetQueue::dropCurrent() { m_current = {}; }

void TweetQueue::forget() {
    m_current = {};
    m_wanted = {};
    m_row = -1;
    m_length = 0;
    m_loading.reset();
    m_model->setProject(nullptr);
    m_model->setCodebook({});
    m_count->clear();
}

void TweetQueue::setCount(std::int64_t tweets) { m_count->setText(countText(tweets)); }

}  // namespace warbler::ui
