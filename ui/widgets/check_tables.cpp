// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/check_tables.h"

#include <limits>
#include <map>
#include <utility>

#include <QCoreApplication>

#include "ui/support/text.h"

namespace warbler::ui {

namespace {

// What a free function says, in a context of its own that lupdate finds.
struct CheckTables {
    Q_DECLARE_TR_FUNCTIONS(CheckTables)
};

double figureOf(const std::map<std::string, double> &figures, const std::string &name) {
    const auto found = figures.find(name);
    return found == figures.end() ? std::numeric_limits<double>::quiet_NaN() : found->second;
}

struct FoldFigures {
    QStringList names;
    std::vector<const char *> keys;
};

FoldFigures figuresOf(const CrossValidation &folds) {
    if (!folds.results.empty() && folds.results.front().metrics.count("rmse") != 0)
        return {
            {CheckTables::tr("RMSE"), CheckTables::tr("MAE"), CheckTables::tr("Pearson r"), CheckTables::tr("R\u00b2")},
            {"rmse", "mae", "pearson", "r2"}};
    return {{CheckTables::tr("Accuracy"), CheckTables::tr("F1"), CheckTables::tr("Macro-F1"), CheckTables::tr("AUC")},
            {"accuracy", "f1", "macro_f1", "auc"}};
}

FigureRow spreadRow(const QString &name, const std::map<std::string, MeanSd> &spread, double MeanSd::*part,
                    const FoldFigures &figures) {
    FigureRow row;
    row.cells = {textCell(name), textCell({})};
    for (const char *figure : figures.keys) {
        const auto found = spread.find(figure);
        row.cells.push_back(
            scoreCell(found == spread.end() ? std::numeric_limits<double>::quiet_NaN() : found->second.*part));
    }
    for (FigureCell &cell : row.cells)
        cell.isStrong = true;
    return row;
}

QString metricName(const std::string &metric) {
    if (metric == "macro_f1")
        return CheckTables::tr("Macro-F1");
    if (metric == "f1")
        return CheckTables::tr("F1");
    if (metric == "accuracy")
        return CheckTables::tr("Accuracy");
    if (metric == "rmse" || metric == "mae")
        return metric == "rmse" ? CheckTables::tr("RMSE") : CheckTables::tr("MAE");
    if (metric == "pearson" || metric == "r2")
        return metric == "pearson" ? CheckTables::tr("Pearson r") : CheckTables::tr("R\u00b2");
    return metric == "log_loss" ? CheckTables::tr("Validation loss") : fromUtf8(metric);
}

QString settingName(const std::string &key) {
    static const std::pair<const char *, const char *> names[] = {
        {"epochs", QT_TRANSLATE_NOOP("CheckTables", "epochs")},
        {"virtual_tokens", QT_TRANSLATE_NOOP("CheckTables", "virtual words")},
        {"learning_rate", QT_TRANSLATE_NOOP("CheckTables", "learning rate")},
        {"head_learning_rate", QT_TRANSLATE_NOOP("CheckTables", "head learning rate")},
        {"batch_size", QT_TRANSLATE_NOOP("CheckTables", "batch size")},
        {"weight_decay", QT_TRANSLATE_NOOP("CheckTables", "weight decay")},
        {"warmup", QT_TRANSLATE_NOOP("CheckTables", "warm-up")},
        {"init", QT_TRANSLATE_NOOP("CheckTables", "prompt starts as")},
    };
    for (const auto &name : names)
        if (key == name.first)
            return CheckTables::tr(name.second);
    return fromUtf8(key);
}

QString settingsText(const std::vector<SettingText> &settings) {
    QStringList parts;
    for (const SettingText &setting : settings)
        parts << settingName(setting.key) + QLatin1Char(' ') + fromUtf8(setting.text);
    return parts.join(QStringLiteral(", "));
}

}  // namespace

FigureTable foldTable(const CrossValidation &folds) {
    const FoldFigures figures = figuresOf(folds);
    FigureTable table{QStringList{CheckTables::tr("Fold"), CheckTables::tr("Tweets")} + figures.names, {}};
    for (const FoldResult &fold : folds.results) {
        FigureRow row;
        row.key = (fold.repeat - 1) * folds.folds + fold.fold;
        row.cells = {textCell(folds.repeats > 1 ? CheckTables::tr("%1, round %2").arg(fold.fold).arg(fold.repeat)
                                                : QString::number(fold.fold)),
                     countCell(fold.test)};
        for (const char *figure : figures.keys)
            row.cells.push_back(scoreCell(figureOf(fold.metrics, figure)));
        table.rows.push_back(std::move(row));
    }
    if (folds.results.size() < 2)
        return table;
    table.rows.push_back(spreadRow(CheckTables::tr("Mean"), folds.metrics, &MeanSd::mean, figures));
    table.rows.push_back(spreadRow(CheckTables::tr("SD"), folds.metrics, &MeanSd::sd, figures));
    table.rows.push_back(spreadRow(CheckTables::tr("SE"), folds.metrics, &MeanSd::se, figures));
    for (const auto &[name, label] : {std::pair("majority", CheckTables::tr("Majority, mean")),
                                      std::pair("tfidf_balanced", CheckTables::tr("Word model, mean")),
                                      std::pair("mean", CheckTables::tr("Mean of the training tweets, mean"))})
        if (const auto found = folds.baselines.find(name); found != folds.baselines.end())
            table.rows.push_back(spreadRow(label, found->second, &MeanSd::mean, figures));
    return table;
}

FigureTable trialTable(const SearchResult &search) {
    FigureTable table{{CheckTables::tr("Settings"), CheckTables::tr("Trial"), metricName(search.metric),
                       CheckTables::tr("Best epoch"), CheckTables::tr("Seconds"), QString()},
                      {}};
    for (std::size_t i = 0; i < search.trials.size(); ++i) {
        const Trial &trial = search.trials[i];
        FigureRow row;
        row.key = trial.number;
        FigureCell settings = textCell(settingsText(settingTexts(trial)));
        settings.tip = trial.failure.empty() ? settings.text : fromUtf8(trial.failure);
        FigureCell seconds = scoreCell(trial.seconds);
        seconds.text = QString::number(trial.seconds, 'f', 1);
        const bool isBest = search.best == i;
        row.cells = {settings,
                     countCell(trial.number),
                     scoreCell(figureOf(trial.metrics, search.metric)),
                     trial.bestEpoch ? countCell(*trial.bestEpoch) : textCell({}),
                     seconds,
                     textCell(isBest                  ? CheckTables::tr("best")
                              : trial.failure.empty() ? QString()
                                                      : CheckTables::tr("failed"))};
        for (FigureCell &cell : row.cells)
            cell.isStrong = isBest;
        table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace warbler::ui
