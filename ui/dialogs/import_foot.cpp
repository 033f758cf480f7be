// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/import_foot.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "ui/support/theme.h"

namespace warbler::ui {

ImportFoot::ImportFoot(bool hasProject, QWidget *parent)
    : QWidget(parent), m_target(new QComboBox(this)), m_duplicates(new QComboBox(this)), m_sentence(new QLabel(this)) {
    m_target->setObjectName(QStringLiteral("importTargetBox"));
    m_target->setAccessibleName(tr("What becomes of the file"));
    m_target->addItem(tr("Start a new project"), static_cast<int>(ImportTarget::NewProject));
    if (hasProject) {
        m_target->addItem(tr("Add the tweets to this project"), static_cast<int>(ImportTarget::AddTweets));
        m_target->addItem(tr("Take the labels only, matched by id"), static_cast<int>(ImportTarget::LabelsOnly));
    }
    m_target->setVisible(hasProject);
    connect(m_target, &QComboBox::currentIndexChanged, this, [this] { Q_EMIT targetChosen(); });
    m_duplicates->setObjectName(QStringLiteral("duplicatesBox"));
    m_duplicates->setAccessibleName(tr("Same id twice"));
    m_duplicates->addItem(tr("Same id twice: keep the first"), static_cast<int>(DuplicateRule::First));
    m_duplicates->addItem(tr("Same id twice: keep the last"), static_cast<int>(DuplicateRule::Last));
    m_duplicates->addItem(tr("Same id twice: reject and list"), static_cast<int>(DuplicateRule::Reject));
    connect(m_duplicates, &QComboBox::activated, this, [this] {
        m_isRuleChosen = true;
        Q_EMIT ruleChosen();
    });
    m_sentence->setObjectName(QStringLiteral("importSentence"));
    m_sentence->setWordWrap(true);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("cancelImportButton"));
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, [this] { Q_EMIT cancelPressed(); });
    m_import = new QPushButton(tr("Import"), this);
    m_import->setObjectName(QStringLiteral("importButton"));
    m_import->setProperty("filled", true);
    m_import->setDefault(true);
    connect(m_import, &QPushButton::clicked, this, [this] { Q_EMIT importPressed(); });
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(kSpace12);
    line->addWidget(m_target);
    line->addWidget(m_duplicates);
    line->addWidget(m_sentence, 1);
    line->addWidget(cancel);
    line->addWidget(m_import);
}

ImportTarget ImportFoot::target() const { return static_cast<ImportTarget>(m_target->currentData().toInt()); }

void ImportFoot::setTarget(ImportTarget target) {
    m_target->setCurrentIndex(m_target->findData(static_cast<int>(target)));
}

DuplicateRule ImportFoot::duplicates() const { return static_cast<DuplicateRule>(m_duplicates->currentData().toInt()); }

void ImportFoot::setRuleEnabled(bool isEnabled) { m_duplicates->setEnabled(isEnabled); }

void ImportFoot::setSentence(const QString &sentence) { m_sentence->setText(sentence); }

void ImportFoot::setReady(bool isReady) { m_import->setEnabled(isReady); }

}  // namespace warbler::ui
