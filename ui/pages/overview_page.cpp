// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview_page.h"

#include <algorithm>

#include <QAction>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/support/bar_chart.h"
#include "ui/support/session.h"
#include "ui/support/settings.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"

namespace warbler::ui {

namespace {

constexpr std::int64_t kEnoughLabels = 20;  // per category, for a first training
constexpr std::size_t kDays = 7;
constexpr int kCardsInARow = 3, kRecentShown = 4;

QLabel *heading(const QString &text, QWidget *parent) {
    auto *label = new QLabel(text, parent);
    QFont bold = label->font();
    bold.setWeight(QFont::DemiBold);
    label->setFont(bold);
    return label;
}

QLabel *quiet(const QString &text, QWidget *parent) {
    auto *label = new QLabel(text, parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setWordWrap(true);
    return label;
}

QFrame *card(QWidget *parent) {
    auto *frame = new QFrame(parent);
    frame->setProperty("card", true);
    return frame;
}

QPushButton *link(const QString &text, QWidget *parent) {
    auto *button = new QPushButton(text, parent);
    button->setFlat(true);
    button->setProperty("link", true);
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

}  // namespace

OverviewPage::OverviewPage(Session &session, QWidget *parent)
    : Page(PageId::Overview, session, parent), m_next(new QAction(this)), m_stack(new QStackedWidget(this)) {
    m_next->setObjectName(QStringLiteral("actionNextStep"));
    connect(m_next, &QAction::triggered, this, [this] { Q_EMIT pageRequested(m_nextPage); });
    m_stack->addWidget(makeStart());
    m_stack->addWidget(makeSteps());
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_stack);
    const auto again = [this] {
        if (isVisible())
            refresh();
    };
    for (const auto signal : {&Session::tweetsChanged, &Session::codebookChanged, &Session::labelsChanged, &Session::runsChanged})
        connect(&session, signal, this, again);
    connect(&session, &Session::projectClosed, this, [this] {
        m_facts = {};
        m_isRead = false;
    });
}

QString OverviewPage::title() const { return session().hasProject() ? tr("Overview") : tr("Warbler"); }

QString OverviewPage::stateSentence() const {
    if (!session().hasProject())
        return tr("Label tweets, tune a prompt, classify a corpus.");
    return m_isRead ? tr("%1 of %2 tweets labelled.").arg(countText(m_facts.counts.labelled), countText(m_facts.counts.tweets)) : QString();
}

QAction *OverviewPage::nextAction() { return session().hasProject() && m_isRead && m_facts.counts.tweets > 0 ? m_next : nullptr; }

QWidget *OverviewPage::makeStart() {
    auto *start = new QWidget(m_stack);
    auto *column = new QVBoxLayout(start);
    column->setSpacing(kSpace12);
    auto *sentence = new QLabel(tr("Start with a CSV of tweets: one row per tweet, some of them labelled or none."), start);
    sentence->setFont(scaledFont(font(), TextSize::Title));
    auto *row = new QHBoxLayout;
    row->setSpacing(kSpace12);
    auto *import = m_import = new QPushButton(tr("Import tweets\u2026"), start);
    import->setObjectName(QStringLiteral("importTweetsButton"));
    import->setProperty("filled", true);
    import->setFont(scaledFont(font(), TextSize::Title));
    auto *demo = new QPushButton(tr("Open the demo"), start);
    demo->setObjectName(QStringLiteral("openDemoButton"));
    demo->setFont(scaledFont(font(), TextSize::Title));
    demo->setToolTip(tr("400 invented tweets about the tram of a city that does not exist, half of them labelled."));
    for (QPushButton *button : {import, demo})
        button->setMinimumHeight(48);
    connect(import, &QPushButton::clicked, this, [this] { Q_EMIT actionRequested(QStringLiteral("actionImportTweets")); });
    connect(demo, &QPushButton::clicked, this, [this] { Q_EMIT actionRequested(QStringLiteral("actionOpenDemo")); });
    row->addStretch(1);
    row->addWidget(import);
    row->addWidget(demo);
    row->addStretch(1);
    m_recent = new QWidget(start);
    new QVBoxLayout(m_recent);
    column->addStretch(2);
    column->addWidget(sentence, 0, Qt::AlignHCenter);
    column->addSpacing(kSpace12);
    column->addLayout(row);
    auto *hint = quiet(tr("A file can also be dropped here. Nothing leaves this computer."), start);
    hint->setWordWrap(false);
    column->addWidget(hint, 0, Qt::AlignHCenter);
    column->addSpacing(kSpace24);
    column->addWidget(m_recent, 0, Qt::AlignHCenter);
    column->addStretch(3);
    return start;
}

QWidget *OverviewPage::makeSteps() {
    auto *area = new QScrollArea(m_stack);
    area->setObjectName(QStringLiteral("overviewArea"));
    area->setAccessibleName(tr("Steps of the study"));
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    auto *host = new QWidget(area);
    host->setObjectName(QStringLiteral("overviewHost"));
    auto *column = new QVBoxLayout(host);
    column->setContentsMargins(kSpace24, 0, kSpace24, kSpace24);
    column->setSpacing(kSpace16);
    auto *grid = new QGridLayout;
    grid->setSpacing(kSpace16);
    const std::pair<PageId, QString> steps[] = {{PageId::Tweets, tr("Tweets")},   {PageId::Codebook, tr("Codebook")},
                                                {PageId::Label, tr("Labels")},    {PageId::Train, tr("Train")},
                                                {PageId::Results, tr("Results")}, {PageId::Predict, tr("Predict")}};
    int at = 0;
    for (const auto &step : steps) {
        grid->addWidget(makeCard(at + 1, step.first, step.second), at / kCardsInARow, at % kCardsInARow);
        ++at;
    }
    for (int i = 0; i < kCardsInARow; ++i)
        grid->setColumnStretch(i, 1);
    column->addLayout(grid);
    auto *lower = new QGridLayout;
    lower->setSpacing(kSpace16);
    lower->addWidget(makeLabelsCard(), 0, 0, 1, 2);
    lower->addWidget(makeRunCard(), 0, 2);
    lower->addWidget(makeDaysCard(), 1, 0, 1, 3);
    for (int i = 0; i < 3; ++i)
        lower->setColumnStretch(i, 1);
    column->addLayout(lower);
    column->addStretch(1);
    area->setWidget(host);
    return area;
}

QWidget *OverviewPage::makeCard(int number, PageId page, const QString &name) {
    QFrame *frame = card(this);
    auto *column = new QVBoxLayout(frame);
    column->setContentsMargins(kSpace16, kSpace12, kSpace16, kSpace8);
    column->setSpacing(kSpace4);
    auto *head = new QHBoxLayout;
    head->addWidget(quiet(QString::number(number), frame));
    head->addWidget(heading(name, frame), 1);
    StepCard made{page, new QLabel(frame), quiet({}, frame), link({}, frame)};
    made.figure->setFont(scaledFont(font(), TextSize::Figure));
    made.figure->setObjectName(QStringLiteral("stepFigure%1").arg(number));
    made.sentence->setObjectName(QStringLiteral("stepSentence%1").arg(number));
    made.link->setObjectName(QStringLiteral("stepLink%1").arg(number));
    connect(made.link, &QPushButton::clicked, this, [this, page] { Q_EMIT pageRequested(page); });
    column->addLayout(head);
    column->addWidget(made.figure);
    column->addWidget(made.sentence);
    column->addStretch(1);
    column->addWidget(made.link, 0, Qt::AlignLeft);
    m_cards.push_back(made);
    return frame;
}

QWidget *OverviewPage::makeLabelsCard() {
    QFrame *frame = card(this);
    auto *column = new QVBoxLayout(frame);
    column->setContentsMargins(kSpace16, kSpace12, kSpace16, kSpace16);
    column->addWidget(heading(tr("Labels so far"), frame));
    m_labels = new BarChart(frame);
    m_labels->setObjectName(QStringLiteral("labelsSoFar"));
    m_labelsEmpty = quiet(tr("No tweet is labelled yet."), frame);
    column->addWidget(m_labelsEmpty);
    column->addWidget(m_labels);
    column->addStretch(1);
    return frame;
}

QWidget *OverviewPage::makeRunCard() {
    QFrame *frame = card(this);
    auto *column = new QVBoxLayout(frame);
    column->setContentsMargins(kSpace16, kSpace12, kSpace16, kSpace8);
    column->setSpacing(kSpace4);
    column->addWidget(heading(tr("Last run"), frame));
    m_runName = quiet({}, frame);
    m_runFigure = new QLabel(frame);
    m_runFigure->setObjectName(QStringLiteral("lastRunFigure"));
    m_runFigure->setFont(scaledFont(font(), TextSize::Figure));
    m_runSentence = quiet({}, frame);
    m_runSentence->setObjectName(QStringLiteral("lastRunSentence"));
    m_runLink = link(tr("Show the results"), frame);
    m_runLink->setObjectName(QStringLiteral("lastRunLink"));
    connect(m_runLink, &QPushButton::clicked, this, [this] { Q_EMIT pageRequested(PageId::Results); });
    column->addWidget(m_runName);
    column->addWidget(m_runFigure);
    column->addWidget(m_runSentence);
    column->addStretch(1);
    column->addWidget(m_runLink, 0, Qt::AlignLeft);
    return frame;
}

QWidget *OverviewPage::makeDaysCard() {
    QFrame *frame = card(this);
    auto *column = new QVBoxLayout(frame);
    column->setContentsMargins(kSpace16, kSpace12, kSpace16, kSpace16);
    column->addWidget(heading(tr("Labels per day"), frame));
    m_days = new BarChart(frame);
    m_days->setObjectName(QStringLiteral("labelsPerDay"));
    m_daysEmpty = quiet(tr("Imported labels are not counted here; those of coders will be."), frame);
    column->addWidget(m_daysEmpty);
    column->addWidget(m_days);
    return frame;
}

void OverviewPage::takeFocus() {
    if (!session().hasProject())
        m_import->setFocus();
}

void OverviewPage::refresh() {
    if (!session().hasProject()) {
        m_stack->setCurrentIndex(0);
        fillRecent();
        Q_EMIT stateChanged();
        return;
    }
    session().read<OverviewFacts>(
        JobKind::Search, this, [project = session().sharedProject()](std::stop_token) { return readOverview(*project); },
        [this](OverviewFacts facts) {
            m_facts = std::move(facts);
            m_isRead = true;
            showFacts();
        });
    m_stack->setCurrentIndex(1);
}

void OverviewPage::fillRecent() {
    qDeleteAll(m_recent->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    int shown = 0;
    for (const QString &path : recentFiles()) {
        if (!QFileInfo::exists(path) || shown == kRecentShown)
            continue;
        auto *button = link(path, m_recent);
        button->setObjectName(QStringLiteral("recentButton%1").arg(++shown));
        connect(button, &QPushButton::clicked, this, [this, path] { Q_EMIT fileRequested(path); });
        m_recent->layout()->addWidget(button);
    }
}

OverviewPage::Step OverviewPage::stepOf(PageId page) const {
    const LabelCounts &counts = m_facts.counts;
    const auto categories = static_cast<int>(m_facts.codebook.active().size());
    const bool hasRun = m_facts.lastRun.has_value();
    switch (page) {
    case PageId::Tweets:
        return {countText(counts.tweets), counts.tweets == 0 ? tr("No tweets yet.") : tr("Every column of the file is kept."),
                tr("Look at them")};
    case PageId::Codebook:
        return {countText(categories), categories < 2 ? tr("Training needs two categories.") : tr("categories, each with its key."),
                tr("Open the codebook")};
    case PageId::Label:
        return {
            countText(counts.labelled),
            counts.skipped > 0
                ? tr("labelled, %1 skipped for now.").arg(countText(counts.skipped))
                : tr("labelled, %1 to go.").arg(countText(std::max<std::int64_t>(0, counts.tweets - counts.labelled - counts.notCodable))),
            tr("Go on labelling")};
    case PageId::Train:
        return {countText(m_facts.runs),
                !hasRun                      ? tr("No run yet.")
                : m_facts.lastRun->isGoingOn ? tr("%1 is going on.").arg(fromUtf8(m_facts.lastRun->name))
                                             : tr("runs; nothing is ever overwritten."),
                hasRun ? tr("Train again") : tr("Train")};
    case PageId::Results: {
        if (!hasRun || !m_facts.lastRun->isEvaluated())
            return {QStringLiteral("\u2014"), tr("Nothing evaluated yet."), tr("See the results")};
        const OverviewFacts::LastRun &last = *m_facts.lastRun;
        return {shareText(last.rmse ? *last.rmse : *last.macroF1), (last.rmse ? tr("RMSE of %1.") : tr("macro-F1 of %1.")).arg(fromUtf8(last.name)),
                tr("See the results")};
    }
    case PageId::Predict:
        return {m_facts.predicted > 0 ? countText(m_facts.predicted) : QStringLiteral("\u2014"),
                m_facts.predicted > 0 ? tr("tweets classified.") : tr("The corpus is not classified yet."), tr("Classify all")};
    case PageId::Overview:
    case PageId::Models:
        break;
    }
    return {};
}

void OverviewPage::readNext() {
    const std::vector<Category> active = m_facts.codebook.active();
    const bool isEnough = active.size() >= 2 && std::all_of(active.begin(), active.end(), [this](const Category &category) {
                              const auto found = m_facts.counts.perCode.find(category.id.row);
                              return found != m_facts.counts.perCode.end() && found->second >= kEnoughLabels;
                          });
    const bool isTrained = m_facts.lastRun && m_facts.lastRun->isEvaluated();
    if (active.size() < 2) {
        m_nextPage = PageId::Codebook;
        m_next->setText(tr("Add categories\u2026"));
    } else if (!isEnough) {
        m_nextPage = PageId::Label;
        m_next->setText(tr("Label\u2026"));
    } else if (!isTrained) {
        m_nextPage = PageId::Train;
        m_next->setText(tr("Train\u2026"));
    } else if (m_facts.predicted == 0) {
        m_nextPage = PageId::Predict;
        m_next->setText(tr("Classify all\u2026"));
    } else {
        m_nextPage = PageId::Results;
        m_next->setText(tr("See the results"));
    }
}

void OverviewPage::showFacts() {
    for (const StepCard &shown : m_cards) {
        const Step step = stepOf(shown.page);
        shown.figure->setText(step.figure);
        shown.sentence->setText(step.sentence);
        shown.link->setText(step.link);
    }
    std::vector<BarChart::Bar> bars;
    for (const Category &category : m_facts.codebook.active()) {
        const auto count = m_facts.counts.perCode.find(category.id.row);
        bars.push_back({fromUtf8(category.name), count == m_facts.counts.perCode.end() ? 0 : count->second, category.colour});
    }
    m_labelsEmpty->setVisible(bars.empty());
    m_labels->setVisible(!bars.empty());
    m_labels->setBars(std::move(bars));
    const auto &perDay = m_facts.counts.perDay;
    std::vector<BarChart::Bar> days;
    for (std::size_t i = perDay.size() > kDays ? perDay.size() - kDays : 0; i < perDay.size(); ++i)
        days.push_back({localDateText(perDay[i].first + "T12:00:00.000Z"), perDay[i].second, -1});
    m_daysEmpty->setVisible(days.empty());
    m_days->setVisible(!days.empty());
    m_days->setBars(std::move(days));
    const auto &last = m_facts.lastRun;
    m_runName->setText(last ? fromUtf8(last->name) : tr("None yet."));
    const bool isEvaluated = last && last->isEvaluated();
    m_runFigure->setText(isEvaluated ? shareText(last->rmse ? *last->rmse : *last->macroF1) : QString());
    m_runFigure->setVisible(isEvaluated);
    QString sentence;
    if (last && last->rmse) {
        sentence = tr("RMSE on the %1 rows").arg(last->side == "test" ? tr("test") : tr("validation"));
        if (last->meanRmse)
            sentence += tr("; always the mean, on the validation rows: %1").arg(shareText(*last->meanRmse));
        sentence += QLatin1Char('.');
    } else if (last && last->macroF1) {
        sentence = last->low ? tr("macro-F1 on the %1 rows, 95 % interval %2 to %3")
                                   .arg(last->side == "test" ? tr("test") : tr("validation"), shareText(*last->low), shareText(*last->high))
                             : tr("macro-F1 on the %1 rows").arg(last->side == "test" ? tr("test") : tr("validation"));
        if (last->majority)
            sentence += tr("; always the most frequent: %1").arg(shareText(*last->majority));
        sentence += QLatin1Char('.');
    }
    if (last && last->isGoingOn)
        sentence = tr("Going on.");
    else if (last && !isEvaluated)
        sentence = tr("Not evaluated.");
    m_runSentence->setText(sentence);
    m_runLink->setVisible(isEvaluated);
    readNext();
    Q_EMIT stateChanged();
}

}  // namespace warbler::ui
