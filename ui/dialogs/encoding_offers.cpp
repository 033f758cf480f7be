// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/encoding_offers.h"

#include <algorithm>

#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/tables/alarm.h"
#include "core/tables/csv/dialect_guess.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/captions.h"

namespace warbler::ui {

EncodingOffers::EncodingOffers(QWidget *parent)
    : QWidget(parent),
      m_undoMojibake(new QPushButton(tr("Undo the wrong encoding (\u00C3\u00A9 becomes \u00E9)"), this)),
      m_title(headingLabel(tr("Encoding: which letters look right?"), this)), m_candidates(new QListWidget(this)) {
    m_undoMojibake->setObjectName(QStringLiteral("undoMojibakeButton"));
    m_undoMojibake->setAutoDefault(false);
    m_undoMojibake->hide();
    m_candidates->setObjectName(QStringLiteral("encodingCandidates"));
    m_candidates->setAccessibleName(tr("Encodings with lines of the file"));
    m_candidates->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_candidates->setTextElideMode(Qt::ElideRight);
    m_candidates->setSpacing(2);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace8);
    column->addWidget(m_undoMojibake);
    column->addWidget(m_title);
    column->addWidget(m_candidates, 1);
    const auto choose = [this](QListWidgetItem *item) {
        Q_EMIT encodingChosen(toUtf8(item->data(Qt::UserRole).toString()));
    };
    connect(m_candidates, &QListWidget::itemActivated, this, choose);
    connect(m_candidates, &QListWidget::itemClicked, this, choose);
    connect(m_undoMojibake, &QPushButton::clicked, this, [this] { Q_EMIT encodingChosen(m_remedy); });
}

void EncodingOffers::show(const CsvPreview &preview) {
    fillCandidates(preview.guess);
    const Encoding encoding = preview.guess.dialect.encoding;
    const bool isUtf8 = encoding == Encoding::Utf8 || encoding == Encoding::Utf8Bom;
    m_remedy = encodingName(isUtf8 ? Encoding::Utf8Twice : Encoding::Utf8);
    m_undoMojibake->setVisible(std::any_of(preview.alarms.begin(), preview.alarms.end(),
                                           [](const Alarm &alarm) { return alarm.kind == "mojibake"; }));
    readVisible();
}

void EncodingOffers::fillCandidates(const DialectGuess &guess) {
    m_candidates->clear();
    for (const EncodingCandidate &candidate : guess.encodings) {
        QStringList lines{QString::fromLatin1(encodingName(candidate.encoding))};
        for (const std::string &line : candidate.lines)
            lines << QStringLiteral("    ") + oneLine(fromUtf8(line));
        auto *item = new QListWidgetItem(lines.join(QLatin1Char('\n')), m_candidates);
        item->setData(Qt::UserRole, lines.front());
        item->setToolTip(lines.join(QLatin1Char('\n')));
        if (candidate.encoding == guess.dialect.encoding)
            m_candidates->setCurrentItem(item);
    }
    m_candidates->setVisible(m_candidates->count() > 0);
    m_title->setVisible(m_candidates->count() > 0);
}

void EncodingOffers::hideCandidates() {
    m_candidates->hide();
    m_title->hide();
    readVisible();
}

// Where nothing is offered the others have the room.
void EncodingOffers::readVisible() { setVisible(!m_candidates->isHidden() || !m_undoMojibake->isHidden()); }

}  // namespace warbler::ui
