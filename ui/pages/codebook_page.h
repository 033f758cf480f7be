// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "core/codebook/codebook.h"
#include "ui/pages/page.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace warbler::ui {

class CategoryButton;
class CategoryModel;

// The question and its categories: list left, form right, the button as coders will see it above. A field is stored when it is
// left, as one revision; labels stay with the category whatever it is called.
class CodebookPage : public Page {
    Q_OBJECT
public:
    explicit CodebookPage(Session &session, QWidget *parent = nullptr);
    QString title() const override;
    QString stateSentence() const override;
    QAction *nextAction() override;
    RailMark railMark() const override;
    void refresh() override;
    void takeFocus() override;
    std::vector<QAction *> menuActions() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeList();
    QWidget *makeForm();
    void makeActions();
    QPlainTextEdit *paragraph(const char *name, const QString &word);
    void load();
    void readCounts();
    void showChosen();
    void showPreview();
    Category formCategory() const;
    void store();  // what the form says, if it differs
    void storeVariable();
    void add();
    void move(int by);
    void archive();
    // Runs act; an Error becomes a notice and the page reads the codebook again.
    bool tried(const std::function<void()> &act);
    void tellChanged();
    CodeId chosen() const;

    Codebook m_codebook;
    CategoryModel *m_model;
    bool m_isFilling = false;
    std::map<std::int64_t, std::int64_t> m_counts;
    QAction *m_add = nullptr, *m_archive = nullptr, *m_up = nullptr, *m_down = nullptr;
    QLineEdit *m_variable = nullptr, *m_question = nullptr;
    QListView *m_list = nullptr;
    QWidget *m_form = nullptr;
    QLabel *m_empty = nullptr;
    CategoryButton *m_preview = nullptr;
    QLineEdit *m_name = nullptr, *m_value = nullptr, *m_word = nullptr;
    QComboBox *m_key = nullptr, *m_colour = nullptr;
    QCheckBox *m_positive = nullptr;
    QPlainTextEdit *m_definition = nullptr, *m_include = nullptr, *m_exclude = nullptr;
};

}  // namespace warbler::ui
