// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "core/codebook/codebook.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace warbler::ui {

class CategoryButton;

// One category in fields, under its button as coders will see it; or a sentence where none is chosen.
class CategoryForm : public QFrame {
    Q_OBJECT
public:
    explicit CategoryForm(QWidget *parent = nullptr);
    void show(const Category &category, bool isOfInterest);
    void showNone(const QString &sentence);
    void setEditable(bool isEditable);
    CodeId shownCode() const { return m_filled.id; }  // 0: none
    bool isChanged() const;                           // since it was shown or stored
    // The stored category with the fields that were changed; the others stay as stored, blanks at their ends included.
    Category changedCategory(const Category &stored) const;
    void noteStored();
    void readTheme();  // the marks have the colours of the theme

Q_SIGNALS:
    void left();  // by a field: what was changed is to be stored
    void interestChosen();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QLineEdit *line(const char *name, const QString &tip);
    QPlainTextEdit *paragraph(const char *name, const QString &word);
    void makeFields();
    QFormLayout *makeRows();
    void fill(const Category &category, bool isOfInterest);
    Category category() const;
    void showPreview();

    Category m_filled;  // as the fields showed it when they were filled; id 0: none
    QLabel *m_sentence;
    QWidget *m_fields;
    CategoryButton *m_preview;
    QLineEdit *m_name = nullptr, *m_value = nullptr, *m_word = nullptr;
    QComboBox *m_key = nullptr, *m_colour = nullptr;
    QCheckBox *m_interest = nullptr;
    QPlainTextEdit *m_definition = nullptr, *m_include = nullptr, *m_exclude = nullptr;
};

}  // namespace warbler::ui
