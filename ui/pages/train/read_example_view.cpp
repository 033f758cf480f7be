// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/read_example_view.h"

#include <algorithm>

#include <QLabel>
#include <QVBoxLayout>

#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/captions.h"
#include "ui/widgets/figure_table_view.h"

namespace warbler::ui {

namespace {

constexpr int kQuoteLength = 120;

// A long text from its beginning; all of it is in the tip.
QString quoteOf(const std::string &text) {
    const QString whole = fromUtf8(text).simplified();
    return whole.size() > kQuoteLength ? whole.left(kQuoteLength).trimmed() + QChar(0x2026) : whole;
}

// Blanks and new lines are tokens too, and have to be seen.
QString visibleText(const std::string &text) {
    return fromUtf8(text).replace(QLatin1Char(' '), QChar(0x00B7)).replace(QLatin1Char('\n'), QChar(0x21B5));
}

}  // namespace

ReadExampleView::ReadExampleView(QWidget *parent)
    : QWidget(parent), m_sentence(mutedLabel({}, this)),
      m_tokens(new FigureTableView(QStringLiteral("exampleTable"), tr("Tokens of a tweet"), this)) {
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace8);
    column->addWidget(headingLabel(tr("One tweet as the model reads it"), this));
    m_sentence->setObjectName(QStringLiteral("exampleSentence"));
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    column->addWidget(m_sentence);
    column->addWidget(m_tokens, 1);
}

void ReadExampleView::show(const TunePlan &plan) {
    setVisible(plan.example.has_value());
    if (!plan.example)
        return;
    const ReadExample &example = *plan.example;
    const TuningConfig &config = plan.config;
    QStringList sentences{tr("Tweet %1.").arg(fromUtf8(example.tweet.text()))};
    if (config.method == Method::PromptTuning && config.virtualTokens > 0)
        sentences << tr("%Ln virtual words stand before it.", nullptr, static_cast<int>(config.virtualTokens));
    if (!example.initialText.empty())
        sentences << (isUntrained(config) ? tr("Before it stands: \u201c%1\u201d")
                                          : tr("They begin as: \u201c%1\u201d"))
                         .arg(quoteOf(example.initialText));
    if (!example.cut.empty())
        sentences << tr("Cut off: \u201c%1\u201d").arg(quoteOf(example.cut));
    const auto learnt = std::count_if(example.tokens.begin(), example.tokens.end(),
                                      [](const ReadExample::Token &token) { return token.isLearnt; });
    if (isUntrained(config))
        sentences << tr("Nothing learns.");
    else if (learnt == 0)
        sentences << tr("A head reads the whole tweet; no token counts in the loss.");
    else
        sentences << tr("%n of its %1 tokens count in the loss.", nullptr, static_cast<int>(learnt))
                         .arg(countText(static_cast<std::int64_t>(example.tokens.size())));
    m_sentence->setText(sentences.join(QLatin1Char(' ')));
    m_sentence->setToolTip(fromUtf8(example.initialText +
                                    (example.initialText.empty() || example.cut.empty() ? "" : "\n\n") + example.cut));
    FigureTable table{{tr("Place"), tr("Token"), tr("Id")}, {}};
    if (learnt > 0)
        table.columns << tr("In the loss");
    for (std::size_t i = 0; i < example.tokens.size(); ++i) {
        const ReadExample::Token &token = example.tokens[i];
        FigureCell text = textCell(visibleText(token.text)), id = countCell(token.id);
        text.isStrong = token.isLearnt;
        id.text = QString::number(token.id);  // a name, no quantity: without thousands separators
        const auto place = static_cast<std::int64_t>(i + 1);
        FigureRow row{place, {countCell(place), text, id}};
        if (learnt > 0)
            row.cells.push_back(textCell(token.isLearnt ? tr("yes") : QString()));
        table.rows.push_back(std::move(row));
    }
    m_tokens->setTable(std::move(table), 1);
}

}  // namespace warbler::ui
