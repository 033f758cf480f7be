// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/labels_group.h"

#include <algorithm>

#include <QComboBox>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/pages/train/form_parts.h"
#include "ui/support/text.h"
#include "ui/widgets/captions.h"

namespace warbler::ui {

namespace {
constexpr int kDrawnSplits = 4;  // those the form always has; a project's columns follow them
}

LabelsGroup::LabelsGroup(QWidget *parent)
    : QWidget(parent), m_target(formBox("targetBox", tr("Learn"), this)), m_sentence(new QLabel(this)),
      m_split(formBox("splitBox", tr("Split"), this)) {
    auto *column = groupColumn(this);
    column->addWidget(headingLabel(tr("Labels"), this));
    m_sentence->setObjectName(QStringLiteral("labelsSentence"));
    m_sentence->setWordWrap(true);
    column->addWidget(m_sentence);
    m_target->addItem(tr("The categories"), QString());
    addNamed(column, tr("Learn"), m_target);
    m_split->addItem(tr("70 / 15 / 15, kept for the project"), QStringLiteral("70/15/15"));
    m_split->addItem(tr("80 % training, 20 % test"), QStringLiteral("0.8"));
    m_split->addItem(tr("As in the notebook (no validation)"), QStringLiteral("notebook"));
    m_split->addItem(tr("As in the Gemma codelab (800 training, no validation)"), QStringLiteral("codelab"));
    addNamed(column, tr("Split"), m_split);
    connect(m_target, &QComboBox::currentIndexChanged, this, [this] {
        showSentence();
        Q_EMIT targetChosen();
    });
    connect(m_split, &QComboBox::activated, this, [this] { Q_EMIT splitChosen(); });
}

bool LabelsGroup::learnsNumbers() const { return !m_target->currentData().toString().isEmpty(); }

std::string LabelsGroup::numberColumn() const { return toUtf8(m_target->currentData().toString()); }

std::string LabelsGroup::split() const { return toUtf8(m_split->currentData().toString()); }

bool LabelsGroup::hasNumberColumns() const { return m_target->count() > 1; }

void LabelsGroup::setSentence(const QString &sentence) { m_sentence->setText(sentence); }

// The sentence speaks of categories.
void LabelsGroup::showSentence() { m_sentence->setVisible(!learnsNumbers()); }

bool LabelsGroup::setSplitColumns(const std::vector<std::string> &columns) {
    const QString chosen = m_split->currentData().toString();
    while (m_split->count() > kDrawnSplits)
        m_split->removeItem(kDrawnSplits);
    for (const std::string &column : columns)
        m_split->addItem(tr("As the column \u201c%1\u201d says").arg(fromUtf8(column)),
                         QStringLiteral("column:") + fromUtf8(column));
    m_split->setCurrentIndex(std::max(0, m_split->findData(chosen)));
    return m_split->currentData().toString() == chosen;
}

bool LabelsGroup::setNumberColumns(const std::vector<std::string> &columns) {
    const QString chosen = m_target->currentData().toString();
    const QSignalBlocker quiet(m_target);
    while (m_target->count() > 1)
        m_target->removeItem(1);
    for (const std::string &column : columns)
        m_target->addItem(tr("The numbers of the column \u201c%1\u201d").arg(fromUtf8(column)), fromUtf8(column));
    m_target->setCurrentIndex(std::max(0, m_target->findData(chosen)));
    showSentence();
    return m_target->currentData().toString() == chosen;
}

void LabelsGroup::takePreset(const Preset &preset) {
    m_split->setCurrentIndex(std::max(0, m_split->findData(fromUtf8(preset.split))));
    const bool wantsNumbers = preset.config.task == Task::Regression;
    const QSignalBlocker quiet(m_target);
    if (wantsNumbers != learnsNumbers() && (wantsNumbers || m_target->currentIndex() > 0))
        m_target->setCurrentIndex(wantsNumbers && hasNumberColumns() ? 1 : 0);
    showSentence();
}

void LabelsGroup::clear() { m_sentence->clear(); }

}  // namespace warbler::ui
