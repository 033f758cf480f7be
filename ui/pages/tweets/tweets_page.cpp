// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tweets/tweets_page.h"

#include <QAction>
#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/corpus/codebook_repository.h"
#include "core/jobs/job_thread.h"
#include "ui/support/error_text.h"
#include "ui/support/icons.h"
#include "ui/support/session.h"
#include "ui/support/settings.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/category_mark.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/tweet_delegate.h"
#include "ui/widgets/tweet_model.h"
#include "ui/widgets/tweet_view.h"

namespace warbler::ui {

namespace {
constexpr int kTypingMs = 150;
constexpr int kPreviewHeight = 190;
}  // namespace

TweetsPage::TweetsPage(Session &session, QWidget *parent)
    : Page(PageId::Tweets, session, parent), m_model(new TweetModel(this)), m_typing(new QTimer(this)),
      m_stack(new QStackedWidget(this)) {
    makeActions();
    auto *filled = new QWidget(m_stack);
    auto *column = new QVBoxLayout(filled);
    column->setContentsMargins(kSpace24, 0, kSpace24, kSpace16);
    column->setSpacing(kSpace12);
    column->addWidget(makeSearch());
    m_splitter = new QSplitter(Qt::Vertical, filled);
    m_splitter->setObjectName(QStringLiteral("tweetsSplitter"));
    m_splitter->setHandleWidth(kSpace12);
    m_splitter->addWidget(makeTable());
    m_splitter->addWidget(makePreview());
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({500, kPreviewHeight});
    m_splitter->setCollapsible(0, false);
    m_splitter->restoreState(widgetState(m_splitter->objectName()));
    connect(m_splitter, &QSplitter::splitterMoved, this,
            [this] { storeWidgetState(m_splitter->objectName(), m_splitter->saveState()); });
    column->addWidget(m_splitter, 1);
    m_stack->addWidget(filled);
    m_stack->addWidget(makeEmpty());
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_stack);

    m_typing->setSingleShot(true);
    m_typing->setInterval(kTypingMs);
    connect(m_typing, &QTimer::timeout, this, [this] { load(); });
    const auto stale = [this] {
        m_isStale = true;
        if (isVisible())
            refresh();
        else if (this->session().hasProject())
            readCounts();
    };
    connect(&session, &Session::tweetsChanged, this, stale);
    connect(&session, &Session::codebookChanged, this, stale);
    connect(&session, &Session::projectOpened, this, [this] {
        m_isStale = true;
        readCounts();  // for the rail
    });
    connect(&session, &Session::projectClosing, this, [this] { forget(); });
    connect(&session, &Session::labelsChanged, this, [this] {
        m_model->forgetAll();
        if (isVisible())
            readCounts();
    });
}

QString TweetsPage::title() const { return tr("Tweets"); }

QString TweetsPage::stateSentence() const {
    if (!session().hasProject() || m_counts.tweets == 0)
        return {};
    return tr("%Ln tweets, %1 labelled.", nullptr, static_cast<int>(m_counts.tweets)).arg(countText(m_counts.labelled));
}

QAction *TweetsPage::nextAction() { return m_counts.tweets > 0 ? m_label : nullptr; }

RailMark TweetsPage::railMark() const { return m_counts.tweets > 0 ? RailMark::Done : RailMark::None; }

std::vector<QAction *> TweetsPage::menuActions() const { return m_actions; }

void TweetsPage::makeActions() {
    m_find = new QAction(tr("&Find\u2026"), this);
    m_find->setObjectName(QStringLiteral("actionFindTweets"));
    m_find->setShortcut(QKeySequence::Find);
    connect(m_find, &QAction::triggered, this, [this] {
        Q_EMIT pageRequested(PageId::Tweets);
        m_search->setFocus();
        m_search->selectAll();
    });
    m_label = new QAction(tr("Label\u2026"), this);
    m_label->setObjectName(QStringLiteral("actionLabelTweets"));
    connect(m_label, &QAction::triggered, this, [this] { Q_EMIT pageRequested(PageId::Label); });
    m_open = new QAction(tr("&Label this tweet"), this);
    m_open->setObjectName(QStringLiteral("actionLabelChosenTweet"));
    connect(m_open, &QAction::triggered, this, [this] {
        const TweetKey key = m_model->keyAt(m_table->currentIndex().row());
        if (key.row != 0)
            session().tellLabelWanted(key);
    });
    m_actions = {m_find, m_open};
}

void TweetsPage::readActions() {
    const bool hasTweets = session().hasProject() && TweetRepository(session().project()).count() > 0;
    m_find->setEnabled(hasTweets);
    m_import->setEnabled(!session().job(JobKind::Files));  // no two imports at once
    m_label->setEnabled(hasTweets);
    m_open->setEnabled(hasTweets && m_model->keyAt(m_table->currentIndex().row()).row != 0);
}

QWidget *TweetsPage::makeSearch() {
    auto *host = new QWidget(this);
    auto *column = new QVBoxLayout(host);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace8);
    m_search = new QLineEdit(host);
    m_search->setObjectName(QStringLiteral("searchField"));
    m_search->setAccessibleName(tr("Search the tweets"));
    m_search->setPlaceholderText(tr("Search: words, \u201c"
                                    "a phrase\u201d, prefix*, AND OR NOT"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon(QStringLiteral("search"), Ink::Muted), QLineEdit::LeadingPosition);
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_typing->start(); });
    column->addWidget(m_search);
    auto *chips = new QHBoxLayout;
    chips->setSpacing(kSpace4);
    m_states = new QButtonGroup(this);
    using State = TweetFilter::State;
    const std::pair<QString, State> choices[] = {
        {tr("All"), State::Any},         {tr("Labelled"), State::Labelled},      {tr("Unlabelled"), State::Unlabelled},
        {tr("Skipped"), State::Skipped}, {tr("Not codable"), State::NotCodable}, {tr("Unsure"), State::Unsure},
        {tr("Flagged"), State::Flagged}};
    const char *const names[] = {"stateAny",        "stateLabelled", "stateUnlabelled", "stateSkipped",
                                 "stateNotCodable", "stateUnsure",   "stateFlagged"};
    int at = 0;
    for (const auto &choice : choices) {
        auto *chip = new QToolButton(host);
        chip->setObjectName(QString::fromLatin1(names[at++]));
        chip->setText(choice.first);
        chip->setCheckable(true);
        chip->setFocusPolicy(Qt::TabFocus);
        chip->setProperty("chip", true);
        chip->setChecked(choice.second == State::Any);
        m_states->addButton(chip, static_cast<int>(choice.second));
        chips->addWidget(chip);
    }
    connect(m_states, &QButtonGroup::idClicked, this, [this] { load(); });
    m_category = new QComboBox(host);
    m_category->setObjectName(QStringLiteral("categoryFilterBox"));
    m_category->setAccessibleName(tr("Only tweets of a category"));
    connect(m_category, &QComboBox::activated, this, [this] { load(); });
    m_hits = new QLabel(host);
    m_hits->setObjectName(QStringLiteral("hitsLabel"));
    m_searchError = new ElidedLabel(host);  // a line of its own, so that the table stays where it is
    m_searchError->setObjectName(QStringLiteral("searchProblem"));
    chips->addSpacing(kSpace8);
    chips->addWidget(m_category);
    chips->addStretch(1);
    chips->addWidget(m_hits);
    column->addLayout(chips);
    column->addWidget(m_searchError);
    return host;
}

QWidget *TweetsPage::makeTable() {
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("tweetsTable"));
    m_table->setAccessibleName(tr("Tweets"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new TweetDelegate(TweetDelegate::Form::Table, m_table));
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(std::max(kRowHeight, fontMetrics().height() + kSpace12));
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setMinimumSectionSize(28);
    header->setSectionResizeMode(TweetModel::State, QHeaderView::Fixed);
    header->setSectionResizeMode(TweetModel::Text, QHeaderView::Stretch);
    m_table->setColumnWidth(TweetModel::State, 30);
    m_table->setColumnWidth(TweetModel::Category, 180);
    m_table->setColumnWidth(TweetModel::Coder, 110);
    m_table->setColumnWidth(TweetModel::Date, 110);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] { showChosen(); });
    connect(m_table, &QTableView::activated, this, [this] { m_open->trigger(); });
    return m_table;
}

QWidget *TweetsPage::makePreview() {
    auto *card = new QFrame(this);
    card->setProperty("card", true);
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins(kSpace16, kSpace12, kSpace16, kSpace12);
    row->setSpacing(kSpace24);
    m_view = new TweetView(card);
    m_view->setObjectName(QStringLiteral("tweetPreview"));
    m_facts = new QLabel;
    m_facts->setObjectName(QStringLiteral("tweetFacts"));
    m_facts->setWordWrap(true);
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *facts = new QScrollArea(card);
    facts->setFrameShape(QFrame::NoFrame);
    facts->setWidgetResizable(true);
    facts->setFocusPolicy(Qt::NoFocus);
    facts->setAccessibleName(tr("All columns of the tweet"));
    facts->viewport()->setAutoFillBackground(false);
    facts->setWidget(m_facts);
    m_facts->setAutoFillBackground(false);  // setWidget() has turned it on
    row->addWidget(m_view, 3);
    row->addWidget(facts, 2);
    return card;
}

QWidget *TweetsPage::makeEmpty() {
    auto *empty = new QWidget(m_stack);
    auto *column = new QVBoxLayout(empty);
    auto *sentence = new QLabel(tr("There are no tweets yet."), empty);
    auto *button = m_import = new QPushButton(tr("Import tweets\u2026"), empty);
    button->setObjectName(QStringLiteral("importFromTweetsButton"));
    button->setProperty("filled", true);
    connect(button, &QPushButton::clicked, this,
            [this] { Q_EMIT actionRequested(QStringLiteral("actionImportTweets")); });
    column->addStretch(2);
    column->addWidget(sentence, 0, Qt::AlignHCenter);
    column->addSpacing(kSpace12);
    column->addWidget(button, 0, Qt::AlignHCenter);
    column->addStretch(3);
    return empty;
}

TweetFilter TweetsPage::filter() const {
    TweetFilter filter;
    filter.search = toUtf8(
        m_search->text().trimmed().replace(QChar(0x201c), QLatin1Char('"')).replace(QChar(0x201d), QLatin1Char('"')));
    filter.state = static_cast<TweetFilter::State>(m_states->checkedId());
    if (const qlonglong code = m_category->currentData().toLongLong(); code != 0)
        filter.code = CodeId{code};
    return filter;
}

void TweetsPage::forget() {
    m_isStale = true;
    m_counts = {};
    m_codebook = {};
    m_loading.reset();
    m_model->setProject(nullptr);
    m_model->setCodebook({});
    const QSignalBlocker quiet(m_search);
    m_search->clear();
    m_typing->stop();
    m_searchError->setText({});
    m_hits->clear();
    m_category->clear();
    showChosen();
    m_states->button(static_cast<int>(TweetFilter::State::Any))->setChecked(true);
    Q_EMIT stateChanged();
}

void TweetsPage::refresh() {
    if (!session().hasProject()) {
        m_stack->setCurrentIndex(1);
        Q_EMIT stateChanged();
        return;
    }
    if (m_isStale) {
        m_isStale = false;
        m_model->setProject(session().sharedProject());
        readCodebook();
        load();
    }
    readCounts();
}

void TweetsPage::takeFocus() { m_table->setFocus(); }

void TweetsPage::readCodebook() {
    m_codebook = CodebookRepository(session().project()).load();
    m_model->setCodebook(m_codebook);
    const QVariant before = m_category->currentData();
    m_category->clear();
    m_category->addItem(tr("Any category"), qlonglong(0));
    for (const Category &category : m_codebook.active())
        m_category->addItem(categoryIcon(category.colour, tokensOf(palette())), fromUtf8(category.name),
                            static_cast<qlonglong>(category.id.row));
    m_category->setCurrentIndex(std::max(0, m_category->findData(before)));
}

void TweetsPage::load() {
    if (!session().hasProject())
        return;
    m_typing->stop();
    if (m_loading)
        m_loading->requestStop();
    m_loading = session().read<std::vector<TweetKey>>(
        JobKind::Search, this,
        [project = session().sharedProject(), wanted = filter()](std::stop_token) {
            return TweetRepository(*project).keys(wanted);
        },
        [this](std::vector<TweetKey> keys) {
            m_loading.reset();
            m_searchError->setText({});
            m_model->setKeys(std::move(keys));
            m_hits->setText(tr("%1 shown").arg(countText(m_model->rowCount())));
            if (m_model->rowCount() > 0)
                m_table->selectRow(0);
            showChosen();
        },
        [this](const Error &error) {
            m_loading.reset();
            m_searchError->setText(errorSentence(error));
        });
}

void TweetsPage::readCounts() {
    session().read<LabelCounts>(
        JobKind::Search, this,
        [project = session().sharedProject()](std::stop_token) { return LabelRepository(*project).counts(); },
        [this](const LabelCounts &counts) {
            m_counts = counts;
            m_stack->setCurrentIndex(counts.tweets == 0 ? 1 : 0);
            Q_EMIT stateChanged();
        });
}

void TweetsPage::showChosen() {
    const TweetKey key = m_model->keyAt(m_table->currentIndex().row());
    readActions();
    if (key.row == 0 || !session().hasProject()) {
        m_view->setTweet({});
        m_facts->clear();
        return;
    }
    const Tweet tweet = TweetRepository(session().project()).get(key);
    m_view->setTweet(fromUtf8(tweet.text));
    QStringList facts{tr("Id %1").arg(fromUtf8(tweet.id.text()))};
    for (const ImportBatch &batch : TweetRepository(session().project()).batches()) {
        if (batch.id != tweet.batch)
            continue;
        for (std::size_t i = 0; i < batch.columns.size() && i < tweet.fields.size(); ++i) {
            const int column = static_cast<int>(i);
            if (column != batch.mapping.text && column != batch.mapping.id && !tweet.fields[i].empty())
                facts << tr("%1: %2").arg(fromUtf8(batch.columns[i]), oneLine(fromUtf8(tweet.fields[i])));
        }
        facts << tr("%1, line %2").arg(fromUtf8(batch.fileName), countText(tweet.line));
    }
    m_facts->setText(facts.join(QLatin1Char('\n')));
}

}  // namespace warbler::ui
