// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "core/codebook/codebook.h"
#include "ui/pages/page.h"

class QListView;

namespace warbler {
class Project;
}

namespace warbler::ui {

class CategoryForm;
class CategoryModel;
class VariableFields;

// The question and its categories: list left, form right, the button as coders will see it above. A field is stored
// when it is left, as one revision; labels stay with the category whatever it is called. The form belongs to the
// project it was filled from: only fields that were changed in it are stored, and only there. Archived categories stand
// last and can come back.
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
    QAction *undoAction() const override;
    void readActions() override;

private:
    void makeActions();
    QWidget *makeList();
    void listenToSession();
    // An archiving or bringing back that can be undone.
    struct Step {
        Category before;
        bool wasPositive = false;
    };
    bool isWritable() const;  // and the form is this project's
    void load();
    void forget();
    void readCounts();
    void showChosen();
    void store();  // the fields of the category that were changed
    void storeVariable();
    void chooseInterest();
    void add();
    void move(int by);
    void archive();
    void bringBack();
    void takeStep(const Step &step);  // archives an active category, brings an archived one back
    void undo();
    // Runs act; what it throws becomes a notice and the page reads the codebook again.
    bool runAct(const std::function<void()> &act);
    void tellChanged();
    CodeId chosenCode() const;

    std::weak_ptr<Project> m_source;  // of everything below
    Codebook m_codebook;
    std::vector<Step> m_steps;
    CategoryModel *m_model;
    bool m_isFilling = false, m_isLeaving = false;
    std::map<std::int64_t, std::int64_t> m_counts;
    QAction *m_add = nullptr, *m_archive = nullptr, *m_restore = nullptr, *m_undo = nullptr, *m_up = nullptr,
            *m_down = nullptr;
    VariableFields *m_variable = nullptr;
    QListView *m_list = nullptr;
    CategoryForm *m_form = nullptr;
};

}  // namespace warbler::ui
