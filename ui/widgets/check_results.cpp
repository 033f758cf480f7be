// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/check_results.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/captions.h"
#include "ui/widgets/check_tables.h"
#include "ui/widgets/figure_table_view.h"

namespace warbler::ui {

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
