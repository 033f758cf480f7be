// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/label_values_model.h"

#include <algorithm>
#include <set>

#include "ui/support/text.h"

namespace warbler::ui {

void LabelValuesModel::setValues(const std::vector<LabelValue> &values) {
    beginResetModel();
    m_values = values;
    for (const LabelValue &value : m_values)
        m_choices.try_emplace(value.value, Choice{value.value});
    planFates();
    guessInterest();
    endResetModel();
    Q_EMIT choiceChanged();
}

void LabelValuesModel::setCodebook(const Codebook &codebook, const std::map<std::int64_t, std::int64_t> &labelsOf) {
    beginResetModel();
    m_codebook = codebook;
    m_labelsOf = labelsOf;
    planFates();
    endResetModel();
    Q_EMIT choiceChanged();
}

void LabelValuesModel::planFates() {
    for (const PlannedValue &planned : planCategories(m_codebook, m_labelsOf, m_values)) {
        Choice &made = m_choices.at(planned.value);
        if (made.isChosen && isBesideCodebook())
            continue;
        const bool wasJoined = made.fate == Choice::Fate::Join;
        made.isChosen = false;
        made.fate = planned.mustBeAsked                          ? Choice::Fate::Asked
                    : planned.act == PlannedValue::Act::Join     ? Choice::Fate::Join
                    : planned.act == PlannedValue::Act::LeaveOut ? Choice::Fate::LeaveOut
                                                                 : Choice::Fate::New;
        if (made.fate == Choice::Fate::Join)
            made.name = planned.categoryName;
        else if (wasJoined)
            made.name = planned.value;
    }
}

QStringList LabelValuesModel::fates() const {
    QStringList all;
    for (const Category &category : m_codebook.active()) {
        const auto labels = m_labelsOf.find(category.id.row);
        const std::int64_t count = labels == m_labelsOf.end() ? 0 : labels->second;
        all << (count == 1 ? tr("join %1 (1 label)").arg(fromUtf8(category.name))
                           : tr("join %1 (%2 labels)").arg(fromUtf8(category.name), countText(count)));
    }
    return all << tr("new category") << tr("leave out");
}

int LabelValuesModel::fateIndex(const Choice &made) const {
    const std::vector<Category> active = m_codebook.active();
    const int count = static_cast<int>(active.size());
    switch (made.fate) {
    case Choice::Fate::Asked:
        return -1;
    case Choice::Fate::New:
        return count;
    case Choice::Fate::LeaveOut:
        return count + 1;
    case Choice::Fate::Join:
        break;
    }
    for (int i = 0; i < count; ++i)
        if (active[static_cast<std::size_t>(i)].name == made.name)
            return i;
    return -1;
}

void LabelValuesModel::setFate(Choice &made, const std::string &value, int index) {
    const std::vector<Category> active = m_codebook.active();
    const int count = static_cast<int>(active.size());
    made.isChosen = true;
    made.fate = index < count ? Choice::Fate::Join : index == count ? Choice::Fate::New : Choice::Fate::LeaveOut;
    made.name = index < count ? active[static_cast<std::size_t>(index)].name : value;
}

std::vector<std::string> LabelValuesModel::undecidedValues() const {
    std::vector<std::string> values;
    for (int row = 0; isBesideCodebook() && row < rowCount(); ++row)
        if (choice(row).fate == Choice::Fate::Asked)
            values.push_back(m_values[static_cast<std::size_t>(row)].value);
    return values;
}

std::vector<SpellingJoin> LabelValuesModel::spellings() const {
    std::vector<LabelValue> kept;
    for (int row = 0; row < rowCount(); ++row)
        if (!isLeftOut(row))
            kept.push_back(m_values[static_cast<std::size_t>(row)]);
    std::vector<SpellingJoin> joins = proposedJoins(kept);
    joins.erase(std::remove_if(joins.begin(), joins.end(),
                               [this](const SpellingJoin &join) {
                                   return std::all_of(
                                       join.others.begin(), join.others.end(), [&](const LabelValue &other) {
                                           return m_choices.at(other.value).name == m_choices.at(join.kept).name;
                                       });
                               }),
                joins.end());
    return joins;
}

void LabelValuesModel::joinSpellings() {
    const std::vector<SpellingJoin> joins = spellings();
    beginResetModel();
    for (const SpellingJoin &join : joins)
        for (const LabelValue &other : join.others) {
            Choice &made = m_choices.at(other.value);
            made = m_choices.at(join.kept);
            made.isChosen = true;
        }
    guessInterest();
    endResetModel();
    Q_EMIT choiceChanged();
}

bool LabelValuesModel::isLeftOut(int row) const {
    return choice(row).isMissing || (isBesideCodebook() && choice(row).fate == Choice::Fate::LeaveOut);
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
    std::set<std::string> names;
    for (int row = 0; row < rowCount(); ++row)
        if (!isLeftOut(row))
            names.insert(choice(row).name);
    return static_cast<int>(names.size());
}

std::map<std::string, std::string> LabelValuesModel::names() const {
    std::map<std::string, std::string> names;
    for (int row = 0; row < rowCount(); ++row) {
        const std::string &value = m_values[static_cast<std::size_t>(row)].value;
        if (!isLeftOut(row) && choice(row).name != value)
            names[value] = choice(row).name;
    }
    return names;
}

std::vector<std::string> LabelValuesModel::missing() const {
    std::vector<std::string> values;
    for (int row = 0; row < rowCount(); ++row)
        if (isLeftOut(row))
            values.push_back(m_values[static_cast<std::size_t>(row)].value);
    return values;
}

std::string LabelValuesModel::positive() const { return isBesideCodebook() ? std::string() : m_positive; }

int LabelValuesModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_values.size());
}

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
        if (isBesideCodebook()) {
            if (role == FatesRole)
                return fates();
            if (role == Qt::EditRole)
                return fateIndex(made);
            if (role == Qt::DisplayRole)
                return fateIndex(made) < 0 ? tr("choose") : fates().value(fateIndex(made));
            if (role == Qt::AccessibleTextRole)
                return tr("What becomes of %1").arg(fromUtf8(value.value));
            break;
        }
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
    if (index.column() == Name && role == Qt::EditRole && isBesideCodebook()) {
        if (value.toInt() < 0)
            return false;
        setFate(made, label, value.toInt());
    } else if (index.column() == Name && role == Qt::EditRole) {
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
        if (isBesideCodebook())
            return isTip ? tr("The category of this project that the value joins, or what else becomes of it")
                         : tr("Becomes");
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
