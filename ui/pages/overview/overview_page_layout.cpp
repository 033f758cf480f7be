// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands on the overview and where.
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/pages/overview/overview_page.h"
#include "ui/support/mnemonics.h"
#include "ui/support/settings.h"
#include "ui/support/theme.h"
#include "ui/widgets/bar_chart.h"

namespace warbler::ui {

namespace {

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

QWidget *OverviewPage::makeStart() {
    auto *start = new QWidget(m_stack);
    auto *column = new QVBoxLayout(start);
    column->setSpacing(kSpace12);
    auto *sentence =
        new QLabel(tr("Start with a CSV of tweets: one row per tweet, some of them labelled or none."), start);
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
    connect(import, &QPushButton::clicked, this,
            [this] { Q_EMIT actionRequested(QStringLiteral("actionImportTweets")); });
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

void OverviewPage::fillRecent() {
    qDeleteAll(m_recent->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    int shown = 0;
    for (const QString &path : recentFiles()) {
        if (!QFileInfo::exists(path) || shown == kRecentShown)
            continue;
        auto *button = link(withPlainAmpersands(path), m_recent);
        button->setObjectName(QStringLiteral("recentButton%1").arg(++shown));
        connect(button, &QPushButton::clicked, this, [this, path] { Q_EMIT fileRequested(path); });
        m_recent->layout()->addWidget(button);
    }
}

}  // namespace warbler::ui
