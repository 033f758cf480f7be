// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/codebook/variable_fields.h"

#include <QFormLayout>
#include <QLineEdit>

#include "ui/support/text.h"
#include "ui/support/theme.h"

namespace warbler::ui {

VariableFields::VariableFields(QWidget *parent)
    : QWidget(parent), m_question(new QLineEdit(this)), m_name(new QLineEdit(this)) {
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(kSpace12);
    m_question->setObjectName(QStringLiteral("questionField"));
    m_question->setPlaceholderText(tr("Does the tweet \u2026?"));
    m_name->setObjectName(QStringLiteral("variableField"));
    m_name->setToolTip(tr("Name of the variable in exports"));
    form->addRow(tr("Question"), m_question);
    form->addRow(tr("Variable"), m_name);
    for (QLineEdit *field : {m_question, m_name})
        connect(field, &QLineEdit::editingFinished, this, [this] { Q_EMIT left(); });
}

void VariableFields::show(const Variable &variable) {
    m_name->setText(fromUtf8(variable.name));
    m_question->setText(fromUtf8(variable.question));
    noteStored();
}

void VariableFields::setEditable(bool isEditable) {
    m_question->setEnabled(isEditable);
    m_name->setEnabled(isEditable);
}

Variable VariableFields::variable() const {
    return {toUtf8(m_name->text().trimmed()), toUtf8(m_question->text().trimmed())};
}

bool VariableFields::isChanged() const {
    const Variable now = variable();
    return now.name != m_filled.name || now.question != m_filled.question;
}

void VariableFields::noteStored() { m_filled = variable(); }

}  // namespace warbler::ui
