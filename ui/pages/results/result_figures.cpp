// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/results/result_figures.h"

#include <QLabel>
#include <QVBoxLayout>

#include "core/learn/run_record.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/captions.h"
#include "ui/widgets/figure_strip.h"
#include "ui/widgets/run_tables.h"
#include "ui/widgets/verdict_line.h"

namespace warbler::ui {

namespace {

enum Figure { kMacroF1, kF1, kAccuracy, kAuc };

// "[.71, .87] - majority .69 - words .80"
QString noteText(const std::optional<Interval> &interval, const std::optional<double> &majority,
                 const std::optional<double> &words) {
    QStringList parts;
    if (interval)
        parts << intervalText(interval);
    if (majority)
        parts << ResultFigures::tr("majority %1").arg(shareText(*majority));
    if (words)
        parts << ResultFigures::tr("words %1").arg(shareText(*words));
    return parts.join(QStringLiteral(" \u00b7 "));
}

}  // namespace

ResultFigures::ResultFigures(QWidget *parent)
    : QWidget(parent), m_strip(new FigureStrip(QStringLiteral("resultFigures"),
                                               {tr("Macro-F1"), tr("F1"), tr("Accuracy"), tr("AUC")}, this)),
      m_sentence(mutedLabel({}, this)), m_verdict(new VerdictLine(QStringLiteral("resultVerdict"), this)) {
    m_sentence->setObjectName(QStringLiteral("resultSentence"));
    m_sentence->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace12);
    column->addWidget(m_strip);
    column->addWidget(m_sentence);
    column->addWidget(m_verdict);
    connect(m_verdict, &VerdictLine::wordModelChosen, this, &ResultFigures::wordModelChosen);
}

void ResultFigures::show(const RunResults &results) {
    const Evaluation &e = results.report.categories()->evaluation;
    const QString positive = categoryName(e, e.positive);
    m_verdict->show({results.verdict.sentence, results.wordModel});
    m_strip->setName(kF1, e.categories.size() == 2 ? tr("F1 of \u201c%1\u201d").arg(positive) : tr("F1, mean"));
    if (e.rows < kRowsForIntervals) {
        for (const Figure figure : {kMacroF1, kF1, kAuc})
            m_strip->setFigure(figure, tr("n/a"), tr("too few tweets"));
        m_strip->setFigure(kAccuracy, tr("%1 of %2").arg(countText(e.right()), countText(e.rows)), tr("are right"));
        m_sentence->setText(tr("From %1 tweets on there are figures with intervals.").arg(kRowsForIntervals));
        return;
    }
    showScores(results);
    const double threshold = readableRunRecord(results.run.recordJson).threshold();
    m_sentence->setText(
        e.categories.size() == 2
            ? tr("F1, ROC and AUC speak of \u201c%1\u201d, predicted from p \u2265 %2. Intervals: 95 %, 2,000 draws.")
                  .arg(positive, shareText(threshold))
            : tr("F1 and AUC are means over the categories, the curves speak of \u201c%1\u201d; the most probable "
                 "category is "
                 "predicted. Intervals: 95 %, 2,000 draws.")
                  .arg(positive));
}

void ResultFigures::showScores(const RunResults &results) {
    const CategoryFigures &figures = *results.report.categories();
    const Evaluation &e = figures.evaluation;
    // The word model beside itself says nothing.
    const bool hasWords =
        figures.baselines && figures.baselines->wordModelBalanced && results.run.kind != RunKind::WordModel;
    using Score = double Scores::*;
    const auto ofMajority = [&](Score score) {
        return figures.baselines ? std::optional<double>(figures.baselines->majority.scores.*score) : std::nullopt;
    };
    const auto ofWords = [&](Score score) {
        return hasWords ? std::optional<double>(figures.baselines->wordModelBalanced->scores.*score) : std::nullopt;
    };
    const auto setFigure = [&](Figure figure, Score score, const std::optional<Interval> &interval) {
        m_strip->setFigure(figure, shareText(e.scores.*score), noteText(interval, ofMajority(score), ofWords(score)));
    };
    setFigure(kMacroF1, &Scores::macroF1, e.intervals.macroF1.interval);
    setFigure(kF1, &Scores::f1, e.intervals.f1.interval);
    setFigure(kAccuracy, &Scores::accuracy, e.accuracyWilson);
    m_strip->setFigure(kAuc, e.auc ? shareText(*e.auc) : tr("n/a"),
                       noteText(e.intervals.auc.interval, std::nullopt,
                                hasWords ? figures.baselines->wordModelBalanced->auc : std::nullopt));
}

}  // namespace warbler::ui
