// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/check_results.h"

#include <limits>

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/study/run_study.h"
#include "core/workflows/project_checks.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/captions.h"
#include "ui/widgets/figure_table_view.h"

namespace warbler::ui {

namespace {

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
        return {{CheckResults::tr("RMSE"), CheckResults::tr("MAE"), CheckResults::tr("Pearson r"),
                 CheckResults::tr("R\u00b2")},
                {"rmse", "mae", "pearson", "r2"}};
    return {
        {CheckResults::tr("Accuracy"), CheckResults::tr("F1"), CheckResults::tr("Macro-F1"), CheckResults::tr("AUC")},
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
        return CheckResults::tr("Macro-F1");
    if (metric == "f1")
        return CheckResults::tr("F1");
    if (metric == "accuracy")
        return CheckResults::tr("Accuracy");
    if (metric == "rmse" || metric == "mae")
        return metric == "rmse" ? CheckResults::tr("RMSE") : CheckResults::tr("MAE");
    if (metric == "pearson" || metric == "r2")
        return metric == "pearson" ? CheckResults::tr("Pearson r") : CheckResults::tr("R\u00b2");
    return metric == "log_loss" ? CheckResults::tr("Validation loss") : fromUtf8(metric);
}

QString settingName(const std::string &key) {
    static const std::pair<const char *, const char *> names[] = {
        {"epochs", QT_TRANSLATE_NOOP("CheckResults", "epochs")},
        {"virtual_tokens", QT_TRANSLATE_NOOP("CheckResults", "virtual words")},
        {"learning_rate", QT_TRANSLATE_NOOP("CheckResults", "learning rate")},
        {"head_learning_rate", QT_TRANSLATE_NOOP("CheckResults", "head learning rate")},
        {"batch_size", QT_TRANSLATE_NOOP("CheckResults", "batch size")},
        {"weight_decay", QT_TRANSLATE_NOOP("CheckResults", "weight decay")},
        {"warmup", QT_TRANSLATE_NOOP("CheckResults", "warm-up")},
        {"init", QT_TRANSLATE_NOOP("CheckResults", "prompt starts as")},
    };
    for (const auto &name : names)
        if (key == name.first)
            return CheckResults::tr(name.second);
    return fromUtf8(key);
}

QString settingsText(const std::vector<SettingText> &settings) {
    QStringList parts;
    for (const SettingText &setting : settings)
        parts << settingName(setting.key) + QLatin1Char(' ') + fromUtf8(setting.text);
    return parts.join(QStringLiteral(", "));
}

}  // namespace

CheckedRun checkedRun(Project &project, RunKind kind, RunId id) {
    CheckedRun checked;
    for (const Run &run : RunRepository(project).all()) {
        if (run.kind != kind || (id.row != 0 && run.id != id))
            continue;
        checked.run = run;
        if (kind == RunKind::Folds)
            checked.folds = foldsOfRun(project, run, studyOfRun(project, run));
        else
            checked.trials = trialsOfRun(project, run.id);
        break;
    }
    return checked;
}

FigureTable foldTable(const CrossValidation &folds) {
    const FoldFigures figures = figuresOf(folds);
    FigureTable table{QStringList{CheckResults::tr("Fold"), CheckResults::tr("Tweets")} + figures.names, {}};
    for (const FoldResult &fold : folds.results) {
        FigureRow row;
        row.key = (fold.repeat - 1) * folds.folds + fold.fold;
        row.cells = {textCell(folds.repeats > 1 ? CheckResults::tr("%1, round %2").arg(fold.fold).arg(fold.repeat)
                                                : QString::number(fold.fold)),
                     countCell(fold.test)};
        for (const char *figure : figures.keys)
            row.cells.push_back(scoreCell(figureOf(fold.metrics, figure)));
        table.rows.push_back(std::move(row));
    }
    if (folds.results.size() < 2)
        return table;
    table.rows.push_back(spreadRow(CheckResults::tr("Mean"), folds.metrics, &MeanSd::mean, figures));
    table.rows.push_back(spreadRow(CheckResults::tr("SD"), folds.metrics, &MeanSd::sd, figures));
    table.rows.push_back(spreadRow(CheckResults::tr("SE"), folds.metrics, &MeanSd::se, figures));
    for (const auto &[name, label] : {std::pair("majority", CheckResults::tr("Majority, mean")),
                                      std::pair("tfidf_balanced", CheckResults::tr("Word model, mean")),
                                      std::pair("mean", CheckResults::tr("Mean of the training tweets, mean"))})
        if (const auto found = folds.baselines.find(name); found != folds.baselines.end())
            table.rows.push_back(spreadRow(label, found->second, &MeanSd::mean, figures));
    return table;
}

FigureTable trialTable(const SearchResult &search) {
    FigureTable table{{CheckResults::tr("Settings"), CheckResults::tr("Trial"), metricName(search.metric),
                       CheckResults::tr("Best epoch"), CheckResults::tr("Seconds"), QString()},
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
                     textCell(isBest                  ? CheckResults::tr("best")
                              : trial.failure.empty() ? QString()
                                                      : CheckResults::tr("failed"))};
        for (FigureCell &cell : row.cells)
            cell.isStrong = isBest;
        table.rows.push_back(std::move(row));
    }
    return table;
}

CheckResults::CheckResults(QWidget *parent)
    : QWidget(parent), m_heading(headingLabel({}, this)), m_sentence(mutedLabel({}, this)),
      m_table(new FigureTableView(QStringLiteral("checkTable"), tr("Folds or trials"), this)),
      m_adopt(new QPushButton(tr("Use these settings"), this)) {
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace12);
    m_sentence->setObjectName(QStringLiteral("checkSentence"));
    m_sentence->setWordWrap(true);
    m_adopt->setObjectName(QStringLiteral("adoptTrialButton"));
    column->addWidget(m_heading);
    column->addWidget(m_sentence);
    column->addWidget(m_table, 1);
    column->addWidget(m_adopt, 0, Qt::AlignLeft);
    connect(m_adopt, &QPushButton::clicked, this, [this] { choose(); });
    connect(m_table, &FigureTableView::keyOpened, this, [this] { choose(); });
    show(CheckedRun());
}

void CheckResults::show(const CheckedRun &checked) {
    const bool isSearch = checked.run.kind == RunKind::Search;
    m_trials = checked.trials;
    m_heading->setText(isSearch ? tr("Trials, compared on the validation tweets")
                                : tr("Each fold, judged by a model that did not learn from it"));
    m_table->setTable(isSearch ? trialTable(m_trials) : foldTable(checked.folds), 0);
    m_sentence->setText(fromUtf8(checked.run.reason));
    m_adopt->setVisible(isSearch);
    m_adopt->setEnabled(m_trials.best.has_value());
}

void CheckResults::setSentence(const QString &sentence) { m_sentence->setText(sentence); }

const FigureTable &CheckResults::table() const { return m_table->table(); }

void CheckResults::choose() {
    if (!m_trials.best)
        return;
    const Trial *chosen = &m_trials.trials[*m_trials.best];
    for (const Trial &trial : m_trials.trials)
        if (trial.number == m_table->chosenKey())
            chosen = &trial;
    Q_EMIT settingsChosen(settingTexts(*chosen));
}

}  // namespace warbler::ui
