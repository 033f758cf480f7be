// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/tables/csv/csv_dialect.h"
#include "core/tables/csv/dialect_guess.h"

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace warbler::ui {

// How a CSV is written: delimiter, quote, escape, header, comment lines, lines before the header. Shows the guess until
// the user chooses.
class DialectRow : public QWidget {
    Q_OBJECT
public:
    explicit DialectRow(QWidget *parent = nullptr);
    void showGuess(const DialectGuess &guess);  // without the signal
    void addTo(DialectChoice &choice) const;    // what the user chose; what was not touched stays guessed
Q_SIGNALS:
    void choiceChanged();

private:
    QComboBox *addBox(const QString &word, const char *name,
                      std::initializer_list<std::pair<QString, const char *>> choices,
                      std::string DialectChoice::*field);
    void addWidget(const QString &word, const char *name, QWidget *widget);

    DialectChoice m_choice;
    QComboBox *m_delimiter = nullptr, *m_quote = nullptr, *m_escape = nullptr, *m_header = nullptr;
    QSpinBox *m_skipLines = nullptr;
    QLineEdit *m_comment = nullptr;
};

}  // namespace warbler::ui
