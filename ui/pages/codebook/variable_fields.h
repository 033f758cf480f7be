// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/codebook/codebook.h"

class QLineEdit;

namespace warbler::ui {

// The question that coders answer and the name of its variable.
class VariableFields : public QWidget {
    Q_OBJECT
public:
    explicit VariableFields(QWidget *parent = nullptr);
    void show(const Variable &variable);
    void setEditable(bool isEditable);
    Variable variable() const;  // as the fields say, without blanks around
    bool isChanged() const;     // since it was shown or stored
    void noteStored();

Q_SIGNALS:
    void left();  // by a field: what was changed is to be stored

private:
    QLineEdit *m_question, *m_name;
    Variable m_filled;
};

}  // namespace warbler::ui
