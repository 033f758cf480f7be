// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/label_values_model.h"

#include <algorithm>

#include "core/codebook/codebook.h"
#include "ui/support/text.h"

namespace warbler::ui {

void LabelValuesModel::setValues(const std::vector<LabelValue> &values) {
    beginResetModel();
    m_values = values;
    for (const LabelValue &value : m_values)
        m_choices.try_emplace(value.value, Choice{value.value, false});
    guessInterest();
    endResetModel();
    Q_EMIT choiceChanged();
}

void LabelValuesModel::guessInterest() {
    std::vector<std::string> values;
    std::vector<std::int64_t> counts;
    for (const LabelValue &value : m_values) {
        if (m_choices.at(value.value).isMissing)
            continue;
        values.push_back(value.value);
        counts.push_back(value.count);
    }
    if (m_isPositiveChosen && std::find(values.begin(), values.end(), m_positive) != values.end())
        return;
    m_isPositiveChosen = false;
    const int guess = guessPositive(values, counts);
    m_positive = guess < 0 ? std::string() : values[static_cast<std::size_t>(guess)];
}

const LabelValuesModel::Choice &LabelValuesModel::choice(int row) const {
    return m_choices.at(m_values[static_cast<std::size_t>(row)].value);
}

int LabelValuesModel::categories() const {
    int count = 0;
    for (int row = 0; row < rowCount(); ++row)
        count += choice(row).isMissing ? 0 : 1;
    return count;
}

std::map<std::string, std::string> LabelValuesModel::names() const {
    std::map<std::string, std::string> names;
    for (int row = 0; row < rowCount(); ++row) {
        const std::string &value = m_values[static_cast<std::size_t>(row)].value;
        if (!choice(row).isMissing && choice(row).name != value)
            names[value] = choice(row).name;
    }
    return names;
}

std::vector<std::string> LabelValuesModel::missing() const {
    std::vector<std::string> values;
    for (int row = 0; row < rowCount(); ++row)
        if (choice(row).isMissing)
            values.push_back(m_values[static_cast<std::size_t>(row)].value);
    return values;
}

std::string LabelValuesModel::positive() const { return m_positive; }

int LabelValuesModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_values.size()); }

QVariant LabelValuesModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid())
        return {};
    const LabelValue &value = m_values[static_cast<std::size_t>(index.row())];
    const Choice &made = choice(index.row());
    switch (index.column()) {
    case Value:
        if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
            return oneLine(fromUtf8(value.value));
        break;
    case Tweets:
        if (role == Qt::DisplayRole)
            return countText(value.count);
        if (role == Qt::TextAlignmentRole)
            return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
        break;
    case Name:
        if (role == Qt::DisplayRole || role == Qt::EditRole)
            return made.isMissing ? QString() : fromUtf8(made.name);
        break;
    case NoLabel:
        if (role == Qt::CheckStateRole)
            return made.isMissing ? Qt::Checked : Qt::Unchecked;
        if (role == Qt::AccessibleTextRole)
            return tr("%1 means no label").arg(fromUtf8(value.value));
        break;
    case Interest:
        if (role == Qt::CheckStateRole)
            return value.value == m_positive && !made.isMissing ? Qt::Checked : Qt::Unchecked;
        if (role == Qt::AccessibleTextRole)
            return tr("%1 is the category of interest").arg(fromUtf8(value.value));
        break;
    default:
        break;
    }
    return {};
}

bool LabelValuesModel::setData(const QModelIndex &index, const QVariant &value, int role) {
    if (!index.isValid())
        return false;
    const std::string &label = m_values[static_cast<std::size_t>(index.row())].value;
    Choice &made = m_choices.at(label);
    if (index.column() == Name && role == Qt::EditRole) {
        const QString name = value.toString().trimmed();
        made.name = name.isEmpty() ? label : toUtf8(name);
    } else if (index.column() == NoLabel && role == Qt::CheckStateRole) {
        made.isMissing = value.toInt() == Qt::Checked;
        guessInterest();
    } else if (index.column() == Interest && role == Qt::CheckStateRole) {
        if (value.toInt() != Qt::Checked)
            return false;  // one category is always of interest: choose another instead
        m_positive = label;
        m_isPositiveChosen = true;
    } else {
        return false;
    }
    Q_EMIT dataChanged(this->index(0, Name), this->index(rowCount() - 1, Interest));
    Q_EMIT choiceChanged();
    return true;
}

Qt::ItemFlags LabelValuesModel::flags(const QModelIndex &index) const {
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags result = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    const bool isMissing = choice(index.row()).isMissing;
    if (index.column() == Name && !isMissing)
        result |= Qt::ItemIsEditable;
    if (index.column() == NoLabel || (index.column() == Interest && !isMissing))
        result |= Qt::ItemIsUserCheckable;
    return result;
}

QVariant LabelValuesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    const bool isTip = role == Qt::ToolTipRole;
    if (role != Qt::DisplayRole && !isTip)
        return {};
    switch (section) {
    case Value:
        return isTip ? tr("As it stands in the file") : tr("Value");
    case Tweets:
        return isTip ? tr("Tweets with this value") : tr("Tweets");
    case Name:
        return isTip ? tr("Name of the category; double-click or F2 to change it") : tr("Category");
    case NoLabel:
        return isTip ? tr("Ticked: this value means that the tweet has no label") : tr("No label");
    case Interest:
        return isTip ? tr("Category of interest: F1, ROC, AUC and threshold speak of it") : tr("Interest");
    default:
        return {};
    }
}

}  // namespace warbler::ui
