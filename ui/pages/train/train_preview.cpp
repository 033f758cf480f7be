// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/train_preview.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "core/metrics/histogram.h"
#include "ui/pages/train/read_example_view.h"
#include "ui/plots/histogram_plot.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/captions.h"
#include "ui/widgets/figure_table_view.h"

namespace warbler::ui {

namespace {

constexpr std::size_t kBars = 24;

}  // namespace

QString checkSentences(const TrainingOutlook &outlook) {
    QStringList lines;
    for (const std::string &warning : outlook.plan.warnings)
        lines << fromUtf8(warning);
    for (std::size_t c = 0; c < outlook.study.categories.size(); ++c) {
        const std::int64_t tweets = outlook.study.count(Side::Train, static_cast<int>(c));
        if (tweets >= kTweetsToLearnFrom && tweets < kTweetsToSettle)
            lines << TrainPreview::tr("\u201c%1\u201d has %2 training tweets; from 20 on the figures settle.")
                         .arg(fromUtf8(outlook.study.categories[c].name))
                         .arg(tweets);
    }
    if (outlook.study.count(Side::Validation) == 0 && outlook.plan.config.averageLastEpochs < 2)
        lines << TrainPreview::tr("No validation tweets: the last epoch is taken for the best.");
    if (outlook.isMemoryShort())
        lines << TrainPreview::tr("Memory is short: choose a smaller batch or model, or close other programs.");
    return lines.join(QLatin1Char('\n'));
}

QString estimateSentence(const TrainingOutlook &outlook) {
    QString sentence = isUntrained(outlook.plan.config)
                           ? TrainPreview::tr("No steps: nothing learns.")
                           : TrainPreview::tr("%Ln steps.", nullptr, static_cast<int>(outlook.plan.steps));
    if (outlook.runs > 1)
        sentence = TrainPreview::tr("%1 runs, up to %2 steps each.")
                       .arg(countText(outlook.runs), countText(outlook.plan.steps));
    sentence += TrainPreview::tr(" Needs about %1 of memory").arg(bytesText(outlook.plan.memoryBytes));
    sentence += outlook.freeMemory > 0 ? TrainPreview::tr(", %1 are free.").arg(bytesText(outlook.freeMemory))
                                       : QStringLiteral(".");
    sentence += QLatin1Char(' ');
    if (isUntrained(outlook.plan.config))
        return sentence + TrainPreview::tr("It takes as long as classifying the validation and test tweets.");
    const std::optional<double> seconds = outlook.seconds();
    if (!seconds)
        return sentence + TrainPreview::tr("The time is known after 20 steps.");
    if (outlook.mostMinutes > 0 && *seconds > 60 * outlook.mostMinutes)
        return sentence +
               TrainPreview::tr("After %1 no trial begins any more.").arg(durationText(60 * outlook.mostMinutes));
    sentence += outlook.runs > 1
                    ? TrainPreview::tr("About %1 for all of them, as fast as the last run.").arg(durationText(*seconds))
                    : TrainPreview::tr("About %1, as fast as the last run.").arg(durationText(*seconds));
    return sentence;
}

TrainPreview::TrainPreview(QWidget *parent)
    : QWidget(parent), m_facts(new QLabel(this)),
      m_sides(new FigureTableView(QStringLiteral("sidesTable"), tr("Tweets per category and side"), this)),
      m_lengths(new HistogramPlot(this)), m_example(new ReadExampleView(this)) {
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace12);
    column->addWidget(headingLabel(tr("What the run learns from"), this));
    m_facts->setObjectName(QStringLiteral("previewFacts"));
    m_facts->setWordWrap(true);
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    column->addWidget(m_facts);
    column->addWidget(m_sides);
    m_lengths->setObjectName(QStringLiteral("lengthsPlot"));
    m_lengths->setMinimumHeight(220);
    auto *below = new QHBoxLayout;
    below->setSpacing(kSpace24);
    below->addWidget(m_lengths, 1);
    below->addWidget(m_example, 1);
    column->addLayout(below, 100);
    column->addStretch(1);
    showNothing({});
}

void TrainPreview::show(const TrainingOutlook &outlook) {
    const Study &study = outlook.study;
    FigureTable table{{tr("Category"), tr("Training"), tr("Validation"), tr("Test")}, {}};
    for (std::size_t c = 0; c < study.categories.size(); ++c) {
        const int category = static_cast<int>(c);
        FigureRow row;
        row.key = category + 1;
        FigureCell name = textCell(fromUtf8(study.categories[c].name));
        if (category == study.positive)
            name.text += tr("  (of interest)");
        row.cells = {name, countCell(study.count(Side::Train, category)),
                     countCell(study.count(Side::Validation, category)), countCell(study.count(Side::Test, category))};
        table.rows.push_back(std::move(row));
    }
    if (study.task == Task::Regression) {
        table.columns[0] = tr("Numbers");
        table.rows.push_back({1,
                              {textCell(fromUtf8(study.numberColumn)), countCell(study.count(Side::Train)),
                               countCell(study.count(Side::Validation)), countCell(study.count(Side::Test))}});
    }
    m_sides->setTable(std::move(table));
    m_sides->fitHeight(8);
    m_sides->show();
    QString facts = tr("%1 training tweets in %2 steps of %3; %4 values learn.")
                        .arg(countText(study.count(Side::Train)), countText(outlook.plan.steps),
                             countText(outlook.plan.config.batchSize), countText(outlook.plan.trainableParameters));
    if (outlook.plan.prefixTokens)
        facts = tr("Nothing learns: %1 examples are shown, and %2 tokens stand before each tweet.")
                    .arg(countText(outlook.plan.config.shots), countText(*outlook.plan.prefixTokens));
    facts += QLatin1Char(' ');
    facts += outlook.plan.cutTweets == 0 ? tr("No tweet is cut.")
                                         : tr("%Ln tweets are longer than %1 tokens and are cut at the end.", nullptr,
                                              static_cast<int>(outlook.plan.cutTweets))
                                               .arg(countText(outlook.plan.config.maxTokens));
    m_facts->setText(facts);
    HistogramPlot::Content content;
    content.name = tr("Length of the training tweets");
    content.axis = tr("Tokens of a tweet");
    const Histogram lengths = histogramOfLengths(outlook.plan.lengths, kBars);
    content.high = lengths.high();
    content.counts = lengths.counts();
    m_lengths->setContent(std::move(content));
    m_lengths->show();
    m_example->show(outlook.plan);
}

void TrainPreview::showNothing(const QString &sentence) {
    m_facts->setText(sentence);
    m_sides->hide();
    m_lengths->hide();
    m_example->hide();
}

}  // namespace warbler::ui
