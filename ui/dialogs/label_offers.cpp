// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/label_offers.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/dialogs/label_fate_delegate.h"
#include "ui/dialogs/label_values_model.h"
#include "ui/support/mnemonics.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/captions.h"

namespace warbler::ui {

namespace {
constexpr std::size_t kMostButtons = 3;
}

LabelOffers::LabelOffers(QWidget *parent)
    : QWidget(parent), m_values(new LabelValuesModel(this)), m_title(headingLabel(tr("Labels"), this)),
      m_candidates(new QVBoxLayout), m_table(new QTableView(this)), m_coderRow(new QWidget(this)),
      m_coder(new QLineEdit(m_coderRow)),
      m_joinSpellings(new QPushButton(tr("Join values that differ in spelling only"), this)) {
    makeTable();
    makeCoder();
    m_joinSpellings->setObjectName(QStringLiteral("joinSpellingsButton"));
    m_joinSpellings->setAutoDefault(false);
    m_joinSpellings->hide();
    connect(m_joinSpellings, &QPushButton::clicked, this, [this] {
        m_values->joinSpellings();
        showChoices();
    });
    connect(m_values, &LabelValuesModel::choiceChanged, this, [this] {
        m_joinSpellings->setVisible(!m_values->spellings().empty());
        Q_EMIT choiceChanged();
    });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace8);
    column->addWidget(m_title);
    column->addLayout(m_candidates);
    column->addWidget(m_table, 1);
    column->addWidget(m_coderRow);
    column->addWidget(m_joinSpellings);
}

void LabelOffers::makeTable() {
    m_table->setObjectName(QStringLiteral("labelValues"));
    m_table->setAccessibleName(tr("Values of the label column"));
    m_table->setModel(m_values);
    m_table->setItemDelegateForColumn(LabelValuesModel::Name, new LabelFateDelegate(m_table));
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(30);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(LabelValuesModel::Name, QHeaderView::Stretch);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                             QAbstractItemView::SelectedClicked);
}

void LabelOffers::makeCoder() {
    auto *line = new QHBoxLayout(m_coderRow);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(kSpace8);
    auto *word = new QLabel(tr("Coder of these labels"), m_coderRow);
    m_coder->setObjectName(QStringLiteral("labelCoderField"));
    m_coder->setPlaceholderText(tr("no name: \u201cimported\u201d"));
    m_coder->setToolTip(tr("Who gave the labels of this file. Where a column says it, choose that column instead."));
    word->setBuddy(m_coder);
    line->addWidget(word);
    line->addWidget(m_coder, 1);
    connect(m_coder, &QLineEdit::textChanged, this, [this] { Q_EMIT coderChanged(); });
}

void LabelOffers::show(const CsvPreview &preview) {
    m_values->setValues(preview.mapping.label < 0 ? std::vector<LabelValue>() : preview.labelValues);
    while (QLayoutItem *old = m_candidates->takeAt(0)) {
        old->widget()->deleteLater();
        delete old;
    }
    for (std::size_t i = 0; preview.mapping.label < 0 && i < preview.labelCandidates.size() && i < kMostButtons; ++i) {
        const int column = preview.labelCandidates[i];
        const QString name = oneLine(fromUtf8(preview.columns[static_cast<std::size_t>(column)]));
        auto *button = new QPushButton(tr("Take the labels from \u201C%1\u201D").arg(withPlainAmpersands(name)), this);
        button->setObjectName(QStringLiteral("labelCandidate%1").arg(i));
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, column] { Q_EMIT columnChosen(column); });
        m_candidates->addWidget(button);
    }
}

void LabelOffers::setCodebook(const Codebook &codebook, const std::map<std::int64_t, std::int64_t> &labelsOf) {
    m_values->setCodebook(codebook, labelsOf);
    showChoices();
}

// Beside a codebook every value has its choice open.
void LabelOffers::showChoices() {
    const bool isBeside = m_values->isBesideCodebook();
    m_table->setColumnHidden(LabelValuesModel::NoLabel, isBeside);
    m_table->setColumnHidden(LabelValuesModel::Interest, isBeside);
    for (int row = 0; isBeside && row < m_values->rowCount(); ++row)
        m_table->openPersistentEditor(m_values->index(row, LabelValuesModel::Name));
}

void LabelOffers::setTitle(const QString &title) { m_title->setText(title); }

void LabelOffers::showCoder(bool isShown) { m_coderRow->setVisible(isShown); }

std::string LabelOffers::coder() const { return toUtf8(m_coder->text().trimmed()); }

}  // namespace warbler::ui
