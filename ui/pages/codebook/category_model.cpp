// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/codebook/category_model.h"

#include "ui/support/text.h"
#include "ui/widgets/category_mark.h"

namespace warbler::ui {

void CategoryModel::setCodebook(const Codebook &codebook, const ThemeTokens &tokens) {
    beginResetModel();
    m_categories = codebook.active();
    for (const Category &category : codebook.categories())
        if (category.state == Category::State::Archived)
            m_categories.push_back(category);
    m_positive = codebook.categoryOfInterest();
    m_tokens = &tokens;
    endResetModel();
}

void CategoryModel::setCounts(const std::map<std::int64_t, std::int64_t> &perCode) {
    m_counts = perCode;
    if (!m_categories.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

const Category *CategoryModel::at(int row) const {
    return row >= 0 && row < rowCount() ? &m_categories[static_cast<std::size_t>(row)] : nullptr;
}

int CategoryModel::rowOf(CodeId id) const {
    for (int row = 0; row < rowCount(); ++row)
        if (m_categories[static_cast<std::size_t>(row)].id == id)
            return row;
    return -1;
}

int CategoryModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_categories.size());
}

QVariant CategoryModel::data(const QModelIndex &index, int role) const {
    const Category *category = index.isValid() ? at(index.row()) : nullptr;
    if (!category)
        return {};
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole) {
        QString words = fromUtf8(category->name);
        if (!category->key.empty())
            words += QStringLiteral("  \u00b7  ") + tr("key %1").arg(fromUtf8(category->key));
        const auto count = m_counts.find(category->id.row);
        words += QStringLiteral("  \u00b7  ") +
                 tr("%Ln tweets", nullptr, static_cast<int>(count == m_counts.end() ? 0 : count->second));
        if (category->id == m_positive)
            words += QStringLiteral("  \u00b7  ") + tr("of interest");
        if (category->state == Category::State::Archived)
            words += QStringLiteral("  \u00b7  ") + tr("archived");
        return words;
    }
    if (role == Qt::ForegroundRole && m_tokens && category->state == Category::State::Archived)
        return m_tokens->muted;
    if (role == Qt::DecorationRole && m_tokens)
        return categoryIcon(category->colour, *m_tokens);
    return {};
}

}  // namespace warbler::ui
