// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/codebook/codebook.h"
#include "core/corpus/label_repository.h"
#include "core/corpus/tweet_repository.h"
#include "ui/pages/page.h"

class QButtonGroup;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTableView;
class QTimer;

namespace warbler {
class JobControl;
}

namespace warbler::ui {

class TweetModel;
class TweetView;

// Every tweet of the project: search, filters, a virtual table, and the chosen one below in full.
class TweetsPage : public Page {
    Q_OBJECT
public:
    explicit TweetsPage(Session &session, QWidget *parent = nullptr);
    QString title() const override;
    QString stateSentence() const override;
    QAction *nextAction() override;
    RailMark railMark() const override;
    void refresh() override;
    void takeFocus() override;
    std::vector<QAction *> menuActions() const override;
    void readActions() override;

private:
    QWidget *makeSearch();
    QWidget *makeTable();
    QWidget *makePreview();
    QWidget *makeEmpty();
    void makeActions();
    TweetFilter filter() const;
    void load();
    void readCounts();
    void readCodebook();
    void showChosen();
    void forget();  // everything that was read from the project

    Codebook m_codebook;
    LabelCounts m_counts;
    TweetModel *m_model;
    std::shared_ptr<JobControl> m_loading;
    bool m_isStale = true;
    QTimer *m_typing;
    std::vector<QAction *> m_actions;
    QAction *m_find = nullptr, *m_label = nullptr, *m_open = nullptr;
    QStackedWidget *m_stack;
    QLineEdit *m_search = nullptr;
    QButtonGroup *m_states = nullptr;
    QComboBox *m_category = nullptr;
    QPushButton *m_import = nullptr;
    QLabel *m_hits = nullptr, *m_searchError = nullptr;
    QTableView *m_table = nullptr;
    QSplitter *m_splitter = nullptr;
    TweetView *m_view = nullptr;
    QLabel *m_facts = nullptr;
};

}  // namespace warbler::ui
