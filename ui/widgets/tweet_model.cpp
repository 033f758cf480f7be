// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tweet_model.h"

#include <algorithm>
#include <span>

#include "core/corpus/tweet_repository.h"
#include "ui/support/text.h"

namespace warbler::ui {

namespace {
constexpr int kPageRows = 128, kPages = 24;
constexpr int kShownCharacters = 300;
}  // namespace

TweetModel::TweetModel(QObject *parent) : QAbstractTableModel(parent), m_pages(kPages) {}

void TweetModel::setProject(std::shared_ptr<Project> project) {
    beginResetModel();
    m_project = std::move(project);
    m_keys.clear();
    m_pages.clear();
    endResetModel();
}

void TweetModel::setCodebook(const Codebook &codebook) {
    m_codebook = codebook;
    forgetAll();
}

void TweetModel::setKeys(std::vector<TweetKey> keys) {
    beginResetModel();
    m_keys = std::move(keys);
    m_pages.clear();
    endResetModel();
}

TweetKey TweetModel::keyAt(int row) const {
    return row >= 0 && row < rowCount() ? m_keys[static_cast<std::size_t>(row)] : TweetKey{};
}

int TweetModel::rowOf(TweetKey key) const {
    const auto found = std::find(m_keys.begin(), m_keys.end(), key);
    return found == m_keys.end() ? -1 : static_cast<int>(found - m_keys.begin());
}

TweetRow TweetModel::tweetAt(int row) const {
    if (!m_project || row < 0 || row >= rowCount())
        return {};
    const int page = row / kPageRows;
    if (!m_pages.contains(page)) {
        const auto first = static_cast<std::size_t>(page) * kPageRows;
        const auto count = std::min<std::size_t>(kPageRows, m_keys.size() - first);
        try {
            m_pages.insert(page, new std::vector<TweetRow>(
                                     TweetRepository(*m_project).rows(std::span(m_keys).subspan(first, count))));
        } catch (const Error &) {
            return {};  // painting may not fail; the list that asked for the keys has told of the same trouble
        }
    }
    const std::vector<TweetRow> *rows = m_pages.object(page);
    const auto at = static_cast<std::size_t>(row % kPageRows);
    return rows && at < rows->size() ? (*rows)[at] : TweetRow{};
}

void TweetModel::append(TweetKey key) {
    beginInsertRows({}, rowCount(), rowCount());
    m_keys.push_back(key);
    m_pages.remove((rowCount() - 1) / kPageRows);
    endInsertRows();
}

void TweetModel::removeLast() {
    if (m_keys.empty())
        return;
    beginRemoveRows({}, rowCount() - 1, rowCount() - 1);
    m_pages.remove((rowCount() - 1) / kPageRows);
    m_keys.pop_back();
    endRemoveRows();
}

void TweetModel::forget(TweetKey key) {
    for (auto at = m_keys.begin(); (at = std::find(at, m_keys.end(), key)) != m_keys.end(); ++at) {
        const int row = static_cast<int>(at - m_keys.begin());
        m_pages.remove(row / kPageRows);
        Q_EMIT dataChanged(index(row, 0), index(row, kColumns - 1));
    }
}

void TweetModel::forgetAll() {
    m_pages.clear();
    if (!m_keys.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

int TweetModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_keys.size());
}

QString TweetModel::categoryName(CodeId code) const {
    const warbler::Category *category = m_codebook.find(code);
    return category ? fromUtf8(category->name) : QString();
}

QString TweetModel::stateWord(const TweetRow &tweet) const {
    switch (tweet.state) {
    case LabelState::Unlabelled:
        return tr("not labelled");
    case LabelState::Labelled:
        return tr("labelled");
    case LabelState::Skipped:
        return tr("skipped");
    case LabelState::NotCodable:
        return tr("not codable");
    case LabelState::Disputed:
        return tr("coders disagree");
    }
    return {};
}

QVariant TweetModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    if (role == KeyRole)
        return static_cast<qlonglong>(keyAt(index.row()).row);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole && role < StateRole)
        return {};
    const TweetRow tweet = tweetAt(index.row());
    switch (role) {
    case StateRole:
        return static_cast<int>(tweet.state);
    case CategoryRole:
        return categoryName(tweet.code);
    case IdRole:
        return fromUtf8(tweet.id.text());
    case UnsureRole:
        return tweet.isUnsure;
    case FlagRole:
        return tweet.isFlagged;
    case ColourRole: {
        const warbler::Category *category = m_codebook.find(tweet.code);
        return category && tweet.state == LabelState::Labelled ? category->colour : -1;
    }
    default:
        break;
    }
    switch (index.column()) {
    case State: {
        // Drawn as a glyph; in words for tooltips and screen readers.
        QString words = stateWord(tweet);
        if (tweet.isUnsure)
            words += tr(", unsure");
        if (tweet.isFlagged)
            words += tr(", flagged");
        return role == Qt::DisplayRole ? QVariant() : words;
    }
    case Text: {
        const QString text = fromUtf8(tweet.text);
        return role == Qt::ToolTipRole ? text : oneLine(text.left(kShownCharacters));
    }
    case Category:
        return tweet.state == LabelState::Labelled ? categoryName(tweet.code) : QString();
    case Coder:
        return tweet.coder == kImportedCoder ? tr("imported") : fromUtf8(tweet.coder);
    case Date:
        return localDateText(tweet.createdAt);
    default:
        return {};
    }
}

QVariant TweetModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter));
    if (role == Qt::AccessibleTextRole && section == State)
        return tr("State");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Text:
        return tr("Text");
    case Category:
        return tr("Category");
    case Coder:
        return tr("Coder");
    case Date:
        return tr("Date");
    default:
        return QString();
    }
}

}  // namespace warbler::ui
