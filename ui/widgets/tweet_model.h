// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QAbstractTableModel>
#include <QCache>

#include "core/codebook/codebook.h"
#include "core/corpus/tweet.h"

namespace warbler {
class Project;
}

namespace warbler::ui {

// Any number of tweets as a table: the keys are held (8 bytes each), the rows are read a page at a time when they are
// drawn.
class TweetModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { State, Text, Category, Coder, Date, kColumns };
    enum Role { KeyRole = Qt::UserRole, StateRole, ColourRole, CategoryRole, IdRole, UnsureRole, FlagRole };
    explicit TweetModel(QObject *parent = nullptr);

    // Null: empties the table.
    void setProject(std::shared_ptr<Project> project);
    void setCodebook(const Codebook &codebook);
    void setKeys(std::vector<TweetKey> keys);
    const std::vector<TweetKey> &keys() const { return m_keys; }
    TweetKey keyAt(int row) const;
    int rowOf(TweetKey key) const;  // the first one; -1: none
    // The stored row; empty text where it cannot be read.
    TweetRow tweetAt(int row) const;
    void append(TweetKey key);  // a skipped tweet comes again at the end
    void removeLast();
    void forget(TweetKey key);  // its label changed: read it again
    void forgetAll();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : kColumns; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString stateWord(const TweetRow &tweet) const;
    QString categoryName(CodeId code) const;
    std::shared_ptr<Project> m_project;
    Codebook m_codebook;
    std::vector<TweetKey> m_keys;
    mutable QCache<int, std::vector<TweetRow>> m_pages;
};

}  // namespace warbler::ui
