// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <vector>

#include <QAbstractListModel>

#include "core/codebook/codebook.h"
#include "ui/support/theme.h"

namespace warbler::ui {

// The active categories in their order, then the archived ones, with the number of tweets each labels.
class CategoryModel : public QAbstractListModel {
    Q_OBJECT
public:
    explicit CategoryModel(QObject *parent = nullptr) : QAbstractListModel(parent) {}
    void setCodebook(const Codebook &codebook, const ThemeTokens &tokens);
    void setCounts(const std::map<std::int64_t, std::int64_t> &perCode);
    const Category *at(int row) const;  // nullptr: no such row
    int rowOf(CodeId id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    std::vector<Category> m_categories;
    CodeId m_positive;
    std::map<std::int64_t, std::int64_t> m_counts;
    const ThemeTokens *m_tokens = nullptr;
};

}  // namespace warbler::ui
