// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands on the results page and where.
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/pages/results/number_results.h"
#include "ui/pages/results/results_page.h"
#include "ui/plots/calibration_plot.h"
#include "ui/plots/confusion_matrix_view.h"
#include "ui/plots/precision_recall_plot.h"
#include "ui/plots/roc_plot.h"
#include "ui/support/session.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/captions.h"
#include "ui/widgets/figure_strip.h"
#include "ui/widgets/figure_table_view.h"
#include "ui/widgets/tweet_drawer.h"
#include "ui/widgets/verdict_line.h"

namespace warbler::ui {

QWidget *ResultsPage::makeHead() {
    auto *head = new QWidget(this);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace8);
    const auto box = [&](const char *name, const QString &label, int stretch) {
        auto *made = new QComboBox(head);
        made->setObjectName(QString::fromLatin1(name));
        made->setAccessibleName(label);
        made->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        made->setMinimumContentsLength(14);
        auto *words = mutedLabel(label, head);
        words->setBuddy(made);
        row->addWidget(words);
        row->addWidget(made, stretch);
        connect(made, &QComboBox::activated, this, [this] { readResults(); });
        return made;
    };
    m_runBox = box("resultsRunBox", tr("Run"), 3);
    m_sideBox = box("resultsSideBox", tr("Tweets"), 1);
    m_sideBox->addItem(tr("Test"), static_cast<int>(Side::Test));
    m_sideBox->addItem(tr("Validation"), static_cast<int>(Side::Validation));
    m_otherBox = box("resultsOtherBox", tr("Beside"), 3);
    return head;
}

void ResultsPage::makeFigures(QVBoxLayout &column) {
    QWidget *inner = column.parentWidget();
    m_strip =
        new FigureStrip(QStringLiteral("resultFigures"), {tr("Macro-F1"), tr("F1"), tr("Accuracy"), tr("AUC")}, inner);
    m_sentence = mutedLabel({}, inner);
    m_sentence->setObjectName(QStringLiteral("resultSentence"));
    m_sentence->setWordWrap(true);
    column.addWidget(m_strip);
    column.addWidget(m_sentence);
    m_verdict = new VerdictLine(QStringLiteral("resultVerdict"), inner);
    column.addWidget(m_verdict);
    connect(m_verdict, &VerdictLine::wordModelChosen, this, [this](RunId run) {
        session().tellRunWanted(run);
        Q_EMIT pageRequested(PageId::Predict);
    });
    m_folds = new FigureTableView(QStringLiteral("foldTable"), tr("Folds"), inner);
    column.addWidget(m_folds);
    m_numbers = new NumberResults(inner);
    column.addWidget(m_numbers);
    makePlots(column);
}

void ResultsPage::makePlots(QVBoxLayout &column) {
    QWidget *inner = column.parentWidget();
    m_matrix = new ConfusionMatrixView(inner);
    m_matrix->setObjectName(QStringLiteral("confusionMatrix"));
    m_roc = new RocPlot(inner);
    m_roc->setObjectName(QStringLiteral("rocPlot"));
    m_precisionRecall = new PrecisionRecallPlot(inner);
    m_precisionRecall->setObjectName(QStringLiteral("precisionRecallPlot"));
    m_calibration = new CalibrationPlot(inner);
    m_calibration->setObjectName(QStringLiteral("calibrationPlot"));
    for (QWidget *plot : {static_cast<QWidget *>(m_roc), static_cast<QWidget *>(m_precisionRecall),
                          static_cast<QWidget *>(m_calibration)})
        plot->setFixedHeight(300);
    m_categories = new FigureTableView(QStringLiteral("categoryTable"), tr("Figures of each category"), inner);
    const auto pair = [&](QWidget *left, QWidget *right) {
        auto *row = new QHBoxLayout;
        row->setSpacing(kSpace24);
        row->addWidget(left, 1);
        row->addWidget(right, 1);
        column.addLayout(row);
    };
    pair(m_matrix, m_roc);
    auto *left = new QWidget(inner);
    auto *leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->setSpacing(kSpace8);
    leftColumn->addWidget(headingLabel(tr("Categories"), left));
    leftColumn->addWidget(m_categories);
    leftColumn->addStretch(1);
    pair(left, m_precisionRecall);
    auto *beside = new QWidget(inner);
    auto *besideColumn = new QVBoxLayout(beside);
    besideColumn->setContentsMargins(0, 0, 0, 0);
    besideColumn->setSpacing(kSpace8);
    m_comparison = new QLabel(beside);
    m_comparison->setObjectName(QStringLiteral("comparisonLabel"));
    m_comparison->setWordWrap(true);
    m_comparison->setTextFormat(Qt::PlainText);
    besideColumn->addWidget(headingLabel(tr("This run beside another"), beside));
    besideColumn->addWidget(m_comparison);
    besideColumn->addStretch(1);
    pair(beside, m_calibration);
    m_errorsHeading = headingLabel(tr("Errors"), inner);
    column.addWidget(m_errorsHeading);
    m_errors = new FigureTableView(QStringLiteral("errorTable"), tr("Errors"), inner);
    column.addWidget(m_errors);
    m_ofCategories = {m_strip,           m_sentence, m_verdict,     m_matrix,        m_roc,   left,
                      m_precisionRecall, beside,     m_calibration, m_errorsHeading, m_errors};
}

QWidget *ResultsPage::makeBody() {
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(QStringLiteral("resultsSplitter"));
    splitter->setHandleWidth(kSpace12);
    splitter->setChildrenCollapsible(false);
    auto *scroll = new QScrollArea(splitter);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *inner = new QWidget;
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace12);
    makeFigures(*column);
    column->addStretch(1);
    scroll->setWidget(inner);
    m_drawer = new TweetDrawer(splitter);
    splitter->addWidget(scroll);
    splitter->addWidget(m_drawer);
    splitter->setStretchFactor(0, 1);
    connect(m_matrix, &ConfusionMatrixView::cellActivated, this,
            [this](int truth, int predicted) { openCell(truth, predicted); });
    connect(m_errors, &FigureTableView::keyOpened, this, [this](std::int64_t key) { openTweet(TweetKey{key}); });
    connect(m_numbers, &NumberResults::tweetOpened, this, [this](TweetKey tweet) { openTweet(tweet); });
    connect(m_drawer, &TweetDrawer::tweetOpened, this, [this](TweetKey tweet) { openTweet(tweet); });
    return splitter;
}

}  // namespace warbler::ui
