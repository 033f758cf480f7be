// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/results/category_results.h"

#include <utility>

#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QVBoxLayout>

#include "core/metrics/category_rates.h"
#include "ui/plots/calibration_plot.h"
#include "ui/plots/confusion_matrix_view.h"
#include "ui/plots/precision_recall_plot.h"
#include "ui/plots/roc_plot.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/captions.h"
#include "ui/widgets/category_mark.h"
#include "ui/widgets/figure_table_view.h"
#include "ui/widgets/run_tables.h"

namespace warbler::ui {

namespace {
constexpr int kErrorRows = 12, kCategoryRows = 14, kPlotHeight = 300;
}

CategoryResults::CategoryResults(QWidget *parent)
    : QWidget(parent), m_matrix(new ConfusionMatrixView(this)), m_roc(new RocPlot(this)),
      m_precisionRecall(new PrecisionRecallPlot(this)), m_calibration(new CalibrationPlot(this)),
      m_errors(new FigureTableView(QStringLiteral("errorTable"), tr("Errors"), this)),
      m_errorsHeading(headingLabel(tr("Errors"), this)) {
    makePlots();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace12);
    addPair(column, m_matrix, m_roc);
    addPair(column, makeCategories(), m_precisionRecall);
    addPair(column, makeComparison(), m_calibration);
    column->addWidget(m_errorsHeading);
    column->addWidget(m_errors);
    connect(m_matrix, &ConfusionMatrixView::cellActivated, this, &CategoryResults::cellActivated);
    connect(m_errors, &FigureTableView::keyOpened, this,
            [this](std::int64_t key) { Q_EMIT tweetOpened(TweetKey{key}); });
}

void CategoryResults::makePlots() {
    m_matrix->setObjectName(QStringLiteral("confusionMatrix"));
    m_roc->setObjectName(QStringLiteral("rocPlot"));
    m_precisionRecall->setObjectName(QStringLiteral("precisionRecallPlot"));
    m_calibration->setObjectName(QStringLiteral("calibrationPlot"));
    for (QWidget *plot : {static_cast<QWidget *>(m_roc), static_cast<QWidget *>(m_precisionRecall),
                          static_cast<QWidget *>(m_calibration)})
        plot->setFixedHeight(kPlotHeight);
}

void CategoryResults::addPair(QVBoxLayout *column, QWidget *left, QWidget *right) {
    auto *row = new QHBoxLayout;
    row->setSpacing(kSpace24);
    row->addWidget(left, 1);
    row->addWidget(right, 1);
    column->addLayout(row);
}

QWidget *CategoryResults::makeCategories() {
    auto *part = new QWidget(this);
    m_categories = new FigureTableView(QStringLiteral("categoryTable"), tr("Figures of each category"), part);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace8);
    column->addWidget(headingLabel(tr("Categories"), part));
    column->addWidget(m_categories);
    column->addStretch(1);
    return part;
}

QWidget *CategoryResults::makeComparison() {
    auto *part = new QWidget(this);
    m_comparison = new QLabel(part);
    m_comparison->setObjectName(QStringLiteral("comparisonLabel"));
    m_comparison->setWordWrap(true);
    m_comparison->setTextFormat(Qt::PlainText);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace8);
    column->addWidget(headingLabel(tr("This run beside another"), part));
    column->addWidget(m_comparison);
    column->addStretch(1);
    return part;
}

void CategoryResults::show(const RunResults &results, const Codebook &codebook) {
    const Evaluation &e = results.report.categories()->evaluation;
    QStringList names;
    for (const StudyCategory &category : e.categories)
        names << fromUtf8(category.name);
    m_matrix->setMatrix(e.matrix, names);
    showCurves(results);
    m_categories->setTable(categoryScoreTable(e, [&](const StudyCategory &category) {
        const Category *found = codebook.findValue(category.value);
        return found ? categoryIcon(found->colour, tokensOf(palette())) : QIcon();
    }));
    m_categories->fitHeight(kCategoryRows);
    showErrors(results);
}

void CategoryResults::showCurves(const RunResults &results) {
    const Evaluation &e = results.report.categories()->evaluation;
    const CategoryScores &scores = e.scores.perCategory[static_cast<std::size_t>(e.positive)];
    const QString positive = categoryName(e, e.positive);
    RocPlot::Content roc;
    roc.positive = positive;
    if (e.roc)
        roc.curve = *e.roc;
    if (e.categories.size() == 2)
        roc.aucInterval = e.intervals.auc.interval;
    roc.band = results.rocBand;
    roc.truePositiveRate = scores.recall;
    roc.falsePositiveRate = falsePositiveRate(e.matrix, e.positive);
    m_roc->setContent(std::move(roc));
    PrecisionRecallPlot::Content curve;
    curve.positive = positive;
    if (e.precisionRecall)
        curve.curve = *e.precisionRecall;
    curve.share = trueShare(e.matrix, e.positive);
    curve.recall = scores.recall;
    curve.precision = scores.precision;
    m_precisionRecall->setContent(std::move(curve));
    m_calibration->setContent({e.calibration, e.calibrationError, positive});
}

void CategoryResults::showErrors(const RunResults &results) {
    FigureTable errors = errorTable(results);
    m_errorsHeading->setText(
        tr("Errors, the surest first: %1").arg(countText(static_cast<std::int64_t>(errors.rows.size()))));
    m_errors->setTable(std::move(errors));
    m_errors->fitHeight(kErrorRows);
}

void CategoryResults::showComparison(const std::optional<RunComparison> &comparison, const Run *other) {
    if (!comparison || !other) {
        m_comparison->setText(tr("There is no other run on these tweets yet."));
        return;
    }
    if (!comparison->isRanked()) {
        m_comparison->setText(
            tr("On the same %1 tweets, too few for a ranking: only this run is right on %2, only %3 on %4.")
                .arg(countText(comparison->rows), countText(comparison->onlyARight), fromUtf8(other->name),
                     countText(comparison->onlyBRight)));
        return;
    }
    const double difference = comparison->macroF1Difference();
    m_comparison->setText(tr("On the same %1 tweets: macro-F1 %2 here, %3 with %4. Difference %5 %6. Only this run is "
                             "right on %7 tweets, "
                             "only the other on %8 "
                             "(McNemar p %9).")
                              .arg(countText(comparison->rows), shareText(comparison->macroF1A, 3),
                                   shareText(comparison->macroF1B, 3), fromUtf8(other->name),
                                   (difference > 0 ? QStringLiteral("+") : QString()) + shareText(difference, 3),
                                   intervalText(comparison->difference.interval), countText(comparison->onlyARight),
                                   countText(comparison->onlyBRight), shareText(comparison->mcnemarP, 3)));
}

}  // namespace warbler::ui
