// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/run_tables.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QCoreApplication>

#include "core/learn/run_record.h"
#include "ui/support/text.h"

namespace warbler::ui {

namespace {

// What a free function says, in a context of its own that lupdate finds.
struct RunTables {
    Q_DECLARE_TR_FUNCTIONS(RunTables)
};

FigureCell maybeScore(const std::optional<double> &score) {
    return scoreCell(score.value_or(std::numeric_limits<double>::quiet_NaN()));
}

FigureCell differenceCell(const std::optional<double> &score, const std::optional<double> &majority) {
    if (!score || !majority)
        return scoreCell(std::numeric_limits<double>::quiet_NaN());
    FigureCell cell = scoreCell(*score - *majority);
    if (*score > *majority)
        cell.text.prepend(QLatin1Char('+'));
    return cell;
}

FigureTable judgedTable(const RunResults &results, const std::function<bool(const JudgedRow &)> &wanted) {
    FigureTable table{{RunTables::tr("Tweet"), RunTables::tr("Label"), RunTables::tr("Prediction"), RunTables::tr("p")},
                      {}};
    std::vector<const JudgedRow *> rows;
    for (const JudgedRow &row : results.report.categories()->rows)
        if (wanted(row))
            rows.push_back(&row);
    // A row's loss is -log p of its own category: the largest loss first.
    const auto own = [](const JudgedRow *row) {
        const double p = probabilityOf(*row, row->truth);
        return std::isnan(p) ? 1.0 : p;
    };
    std::stable_sort(rows.begin(), rows.end(), [&](const JudgedRow *a, const JudgedRow *b) { return own(a) < own(b); });
    for (const JudgedRow *row : rows) {
        FigureRow line;
        line.key = row->row->key.row;
        FigureCell text = textCell(oneLine(fromUtf8(row->row->text)));
        text.tip = fromUtf8(row->row->text);
        FigureCell p = scoreCell(probabilityOf(*row, row->predicted));
        p.text = shareText(probabilityOf(*row, row->predicted), 2);
        line.cells = {text, textCell(categoryName(results.report.categories()->evaluation, row->truth)),
                      textCell(categoryName(results.report.categories()->evaluation, row->predicted)), p};
        table.rows.push_back(std::move(line));
    }
    return table;
}

}  // namespace

double probabilityOf(const JudgedRow &row, int category) {
    if (category < 0 || static_cast<std::size_t>(category) >= row.logProbabilities.size())
        return std::numeric_limits<double>::quiet_NaN();
    return std::exp(static_cast<double>(row.logProbabilities[static_cast<std::size_t>(category)]));
}

QString intervalText(const std::optional<Interval> &interval) {
    return interval ? QStringLiteral("[%1, %2]").arg(shareText(interval->low), shareText(interval->high)) : QString();
}

QString categoryName(const Evaluation &evaluation, int category) {
    return category < 0 ? RunTables::tr("other")
                        : fromUtf8(evaluation.categories[static_cast<std::size_t>(category)].name);
}

QString runStateText(RunState state) {
    switch (state) {
    case RunState::Running:
        return RunTables::tr("running");
    case RunState::Finished:
        return RunTables::tr("finished");
    case RunState::Stopped:
        return RunTables::tr("stopped");
    case RunState::Interrupted:
        return RunTables::tr("interrupted");
    case RunState::Failed:
        return RunTables::tr("failed");
    }
    return {};
}

QString runLine(const Run &run) {
    return QStringLiteral("%1  \u00b7  %2  \u00b7  %3")
        .arg(fromUtf8(run.name), runStateText(run.state),
             localDateText(run.startedAt) + QLatin1Char(' ') + localTimeText(run.startedAt));
}

FigureTable epochTable(std::span<const EpochDone> epochs) {
    // Runs of numbers have errors where runs of categories have scores.
    const bool isOfNumbers =
        std::any_of(epochs.begin(), epochs.end(), [](const EpochDone &epoch) { return epoch.rmse.has_value(); });
    FigureTable table{{RunTables::tr("Epoch"), RunTables::tr("Steps"), RunTables::tr("Loss"),
                       RunTables::tr("Val. loss"), RunTables::tr("Accuracy"), RunTables::tr("F1"),
                       RunTables::tr("Macro-F1"), RunTables::tr("To maj."), RunTables::tr("Seconds"), QString()},
                      {}};
    if (isOfNumbers) {
        table.columns[4] = RunTables::tr("RMSE");
        table.columns[5] = RunTables::tr("MAE");
        table.columns[6] = RunTables::tr("Pearson r");
        table.columns[7] = RunTables::tr("To mean");
    }
    for (const EpochDone &epoch : epochs) {
        FigureRow row;
        row.key = epoch.epoch;
        FigureCell seconds = scoreCell(epoch.seconds);
        seconds.text = QString::number(epoch.seconds, 'f', 1);
        row.cells = {countCell(epoch.epoch),
                     countCell(epoch.step),
                     scoreCell(epoch.trainLoss),
                     maybeScore(epoch.validationLoss),
                     maybeScore(isOfNumbers ? epoch.rmse : epoch.accuracy),
                     maybeScore(isOfNumbers ? epoch.mae : epoch.f1),
                     maybeScore(isOfNumbers ? epoch.pearson : epoch.macroF1),
                     isOfNumbers ? differenceCell(epoch.rmse, epoch.meanRmse)
                                 : differenceCell(epoch.macroF1, epoch.majorityMacroF1),
                     seconds,
                     textCell(epoch.isBest ? RunTables::tr("best") : QString())};
        for (FigureCell &cell : row.cells)
            cell.isStrong = epoch.isBest;
        table.rows.push_back(std::move(row));
    }
    return table;
}

FigureTable categoryScoreTable(const Evaluation &evaluation, const std::function<QIcon(const StudyCategory &)> &icon) {
    FigureTable table{{RunTables::tr("Category"), RunTables::tr("Precision"), RunTables::tr("Recall"),
                       RunTables::tr("F1"), RunTables::tr("Tweets")},
                      {}};
    for (std::size_t i = 0; i < evaluation.categories.size(); ++i) {
        const CategoryScores &scores = evaluation.scores.perCategory[i];
        FigureRow row;
        row.key = static_cast<std::int64_t>(i) + 1;
        FigureCell name = textCell(fromUtf8(evaluation.categories[i].name));
        name.icon = icon(evaluation.categories[i]);
        const double none = std::numeric_limits<double>::quiet_NaN();
        row.cells = {name, scoreCell(scores.precisionDefined ? scores.precision : none),
                     scoreCell(scores.recallDefined ? scores.recall : none), scoreCell(scores.f1),
                     countCell(scores.support)};
        table.rows.push_back(std::move(row));
    }
    FigureRow macro;
    macro.cells = {textCell(RunTables::tr("Macro")), scoreCell(evaluation.scores.macroPrecision),
                   scoreCell(evaluation.scores.macroRecall), scoreCell(evaluation.scores.macroF1),
                   countCell(evaluation.rows)};
    FigureRow weighted;
    weighted.cells = {textCell(RunTables::tr("Weighted")), scoreCell(evaluation.scores.weightedPrecision),
                      scoreCell(evaluation.scores.weightedRecall), scoreCell(evaluation.scores.weightedF1),
                      countCell(evaluation.rows)};
    for (FigureRow *row : {&macro, &weighted}) {
        for (FigureCell &cell : row->cells)
            cell.isStrong = true;
        table.rows.push_back(std::move(*row));
    }
    return table;
}

FigureTable errorTable(const RunResults &results) {
    return judgedTable(results, [](const JudgedRow &row) { return row.truth != row.predicted; });
}

FigureTable cellTable(const RunResults &results, int truth, int predicted) {
    return judgedTable(
        results, [truth, predicted](const JudgedRow &row) { return row.truth == truth && row.predicted == predicted; });
}

namespace {

// The figure that a list of runs shows of one side; null: none.
FigureCell sideCell(const StoredFigures *figures) {
    const auto *categories = figures ? std::get_if<StoredCategoryFigures>(figures) : nullptr;
    const auto *numbers = figures ? std::get_if<StoredNumberFigures>(figures) : nullptr;
    if (numbers && std::isfinite(numbers->scores.rmse)) {
        FigureCell cell = scoreCell(numbers->scores.rmse);
        cell.text = RunTables::tr("RMSE %1").arg(cell.text);
        return cell;
    }
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    return scoreCell(categories ? categories->metrics.macroF1.value_or(kNone) : kNone);
}

}  // namespace

FigureTable runTable(std::span<const Run> runs) {
    FigureTable table{{RunTables::tr("Run"), RunTables::tr("State"), RunTables::tr("Started"),
                       RunTables::tr("Validation macro-F1"), RunTables::tr("Test macro-F1")},
                      {}};
    for (const Run &run : runs) {
        const RunRecord record = readableRunRecord(run.recordJson);
        FigureRow row;
        row.key = run.id.row;
        FigureCell started = textCell(localDateText(run.startedAt) + QLatin1Char(' ') + localTimeText(run.startedAt));
        started.order = fromUtf8(run.startedAt);
        FigureCell state = textCell(runStateText(run.state));
        state.tip = fromUtf8(run.reason);
        row.cells = {textCell(fromUtf8(run.name)), state, started, sideCell(record.validation()),
                     sideCell(record.test())};
        table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace warbler::ui
