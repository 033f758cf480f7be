// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include <QAbstractTableModel>

#include "core/codebook/codebook.h"
#include "core/study/category_plan.h"
#include "core/tables/csv/csv_preview.h"

namespace warbler::ui {

// The distinct values of the label column and what becomes of each: a category with a name, or no label. Beside a
// project's codebook each value joins a category of it, becomes a new one or is left out; where the codebook does not
// tell, the user is asked. What the user set for a value stays when the file is read again with other choices.
class LabelValuesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Value, Tweets, Name, NoLabel, Interest, kColumns };
    enum { FatesRole = Qt::UserRole };  // of Name beside a codebook: QStringList, what may become of the value
    explicit LabelValuesModel(QObject *parent = nullptr) : QAbstractTableModel(parent) {}

    void setValues(const std::vector<LabelValue> &values);
    // The project's codebook and how many labels each category has (CodeId::row); one without categories: every value
    // is new.
    void setCodebook(const Codebook &codebook, const std::map<std::int64_t, std::int64_t> &labelsOf);
    bool isBesideCodebook() const { return !m_codebook.active().empty(); }
    std::vector<std::string> undecidedValues() const;  // values the user has to decide on
    std::vector<SpellingJoin> spellings() const;       // spelled alike and not one category yet
    void joinSpellings();
    int categories() const;                            // different categories that the values become
    std::map<std::string, std::string> names() const;  // value -> name, where the user gave another
    std::vector<std::string> missing() const;          // values that mean "no label"
    std::string positive() const;                      // value of the category of interest; empty: no category

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : kColumns; }
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void choiceChanged();

private:
    struct Choice {
        enum class Fate { Asked, Join, New, LeaveOut };  // Asked: not decided
        std::string name;
        bool isMissing = false;
        Fate fate = Fate::New;
        bool isChosen = false;  // by the user: a look at the file does not change it
    };
    const Choice &choice(int row) const;
    bool isLeftOut(int row) const;
    void guessInterest();
    void planFates();
    QStringList fates() const;
    int fateIndex(const Choice &made) const;  // in fates(); -1: not decided
    void setFate(Choice &made, const std::string &value, int index);
    Codebook m_codebook;
    std::map<std::int64_t, std::int64_t> m_labelsOf;
    std::vector<LabelValue> m_values;
    std::map<std::string, Choice> m_choices;
    std::string m_positive;
    bool m_isPositiveChosen = false;
};

}  // namespace warbler::ui
