// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/verdict_line.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "ui/support/text.h"
#include "ui/support/theme.h"

namespace warbler::ui {

VerdictLine::VerdictLine(const QString &objectName, QWidget *parent)
    : QWidget(parent), m_sentence(new QLabel(this)),
      m_classify(new QPushButton(tr("Classify with the word model"), this)) {
    m_sentence->setObjectName(objectName);
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_classify->setObjectName(objectName + QStringLiteral("Button"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace12);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_classify, 0, Qt::AlignTop);
    connect(m_classify, &QPushButton::clicked, this, [this] { Q_EMIT wordModelChosen(m_wordModel); });
    show({});
}

void VerdictLine::show(const StoredVerdict &verdict) {
    m_wordModel = verdict.wordModel;
    m_sentence->setText(fromUtf8(verdict.sentence));
    m_classify->setVisible(verdict.wordModel.row != 0);
    setVisible(!verdict.sentence.empty());
}

}  // namespace warbler::ui
