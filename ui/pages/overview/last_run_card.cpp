// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/last_run_card.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/pages/overview/card_parts.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/captions.h"

namespace warbler::ui {

LastRunCard::LastRunCard(QWidget *parent)
    : QFrame(parent), m_name(noteLabel({}, this)), m_figure(new QLabel(this)), m_sentence(noteLabel({}, this)),
      m_link(linkButton(tr("Show the results"), this)) {
    setProperty("card", true);
    m_figure->setObjectName(QStringLiteral("lastRunFigure"));
    m_figure->setFont(scaledFont(font(), TextSize::Figure));
    m_sentence->setObjectName(QStringLiteral("lastRunSentence"));
    m_link->setObjectName(QStringLiteral("lastRunLink"));
    connect(m_link, &QPushButton::clicked, this, [this] { Q_EMIT resultsRequested(); });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace16, kSpace12, kSpace16, kSpace8);
    column->setSpacing(kSpace4);
    column->addWidget(headingLabel(tr("Last run"), this));
    column->addWidget(m_name);
    column->addWidget(m_figure);
    column->addWidget(m_sentence);
    column->addStretch(1);
    column->addWidget(m_link, 0, Qt::AlignLeft);
}

void LastRunCard::show(const StudyProgress &progress) {
    const auto &last = progress.lastRun;
    m_name->setText(last ? fromUtf8(last->name) : tr("None yet."));
    const bool isEvaluated = last && last->isEvaluated();
    m_figure->setText(isEvaluated ? shareText(last->rmse ? *last->rmse : *last->macroF1) : QString());
    m_figure->setVisible(isEvaluated);
    QString sentence;
    if (last && last->rmse) {
        sentence = tr("RMSE on the %1 rows").arg(last->side == "test" ? tr("test") : tr("validation"));
        if (last->meanRmse)
            sentence += tr("; always the mean, on the validation rows: %1").arg(shareText(*last->meanRmse));
        sentence += QLatin1Char('.');
    } else if (last && last->macroF1) {
        sentence = last->low ? tr("macro-F1 on the %1 rows, 95 % interval %2 to %3")
                                   .arg(last->side == "test" ? tr("test") : tr("validation"), shareText(*last->low),
                                        shareText(*last->high))
                             : tr("macro-F1 on the %1 rows").arg(last->side == "test" ? tr("test") : tr("validation"));
        if (last->majority)
            sentence += tr("; always the most frequent: %1").arg(shareText(*last->majority));
        sentence += QLatin1Char('.');
    }
    if (last && !isEvaluated)
        sentence = progress.newestState == RunState::Running ? tr("Going on.") : tr("Not evaluated.");
    if (progress.newestState == RunState::Interrupted && isEvaluated)
        sentence += QLatin1Char(' ') + tr("%1 was interrupted.").arg(fromUtf8(progress.newestRun));
    m_sentence->setText(sentence);
    m_link->setVisible(isEvaluated);
}

}  // namespace warbler::ui
