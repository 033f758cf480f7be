// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/results/number_results.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QLabel>
#include <QVBoxLayout>

#include "core/metrics/regression_scores.h"
#include "ui/plots/scatter_plot.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/captions.h"
#include "ui/widgets/figure_strip.h"
#include "ui/widgets/figure_table_view.h"

namespace warbler::ui {

namespace {

enum Figure { kRmse, kMae, kPearson, kR2 };
constexpr int kErrorRows = 12;
constexpr int kPlotHeight = 340;

double orNan(const std::optional<double> &value) { return value.value_or(std::numeric_limits<double>::quiet_NaN()); }

// The widest misses first.
FigureTable missTable(const RunResults &results) {
    FigureTable table{{NumberResults::tr("Off by"), NumberResults::tr("Given"), NumberResults::tr("Predicted"),
                       NumberResults::tr("Tweet")},
                      {}};
    for (const JudgedNumber &number : results.report.numbers()->rows) {
        FigureRow row;
        row.key = number.row->key.row;
        row.cells = {scoreCell(std::abs(number.predicted - number.truth)), scoreCell(number.truth),
                     scoreCell(number.predicted), textCell(fromUtf8(number.row->text))};
        table.rows.push_back(std::move(row));
    }
    std::stable_sort(table.rows.begin(), table.rows.end(), [](const FigureRow &a, const FigureRow &b) {
        return a.cells[0].order.toDouble() > b.cells[0].order.toDouble();
    });
    return table;
}

}  // namespace

NumberResults::NumberResults(QWidget *parent)
    : QWidget(parent), m_strip(new FigureStrip(QStringLiteral("numberFigures"),
                                               {tr("RMSE"), tr("MAE"), tr("Pearson r"), tr("R\u00b2")}, this)),
      m_sentence(mutedLabel({}, this)), m_scatter(new ScatterPlot(this)),
      m_errors(new FigureTableView(QStringLiteral("missTable"), tr("Tweets it misses by most"), this)) {
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace12);
    m_sentence->setObjectName(QStringLiteral("numberSentence"));
    m_sentence->setWordWrap(true);
    m_scatter->setObjectName(QStringLiteral("scatterPlot"));
    m_scatter->setFixedHeight(kPlotHeight);
    column->addWidget(m_strip);
    column->addWidget(m_sentence);
    column->addWidget(m_scatter);
    column->addWidget(headingLabel(tr("Tweets it misses by most"), this));
    column->addWidget(m_errors);
    connect(m_errors, &FigureTableView::keyOpened, this,
            [this](std::int64_t key) { Q_EMIT tweetOpened(TweetKey{key}); });
}

void NumberResults::show(const RunResults &results, const QString &column) {
    const RegressionScores &scores = results.report.numbers()->evaluation.scores;
    const std::optional<RegressionScores> &mean = results.report.numbers()->evaluation.mean;
    m_strip->setFigure(kRmse, shareText(scores.rmse), mean ? tr("the mean %1").arg(shareText(mean->rmse)) : QString());
    m_strip->setFigure(kMae, shareText(scores.mae), mean ? tr("the mean %1").arg(shareText(mean->mae)) : QString());
    m_strip->setFigure(kPearson, shareText(orNan(scores.pearson)));
    m_strip->setFigure(kR2, shareText(orNan(scores.r2)));
    m_sentence->setText(tr("RMSE and MAE say how far the predicted numbers lie from the given ones; lower is better, "
                           "and \u201cthe mean\u201d is "
                           "what always answering the mean of the training tweets reaches.") +
                        QLatin1Char(' ') + fromUtf8(results.verdict.sentence));
    ScatterPlot::Content content;
    content.column = column;
    for (const JudgedNumber &number : results.report.numbers()->rows) {
        content.given.push_back(number.truth);
        content.predicted.push_back(number.predicted);
    }
    m_scatter->setContent(std::move(content));
    m_errors->setTable(missTable(results));
    m_errors->fitHeight(kErrorRows);
}

}  // namespace warbler::ui
