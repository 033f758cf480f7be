// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <QWidget>

#include "core/learn/preset.h"

class QComboBox;
class QLabel;

namespace warbler::ui {

// What a run learns, the categories or a column of numbers, and which tweets train, validate and test it.
class LabelsGroup : public QWidget {
    Q_OBJECT
public:
    explicit LabelsGroup(QWidget *parent = nullptr);
    bool learnsNumbers() const;
    std::string numberColumn() const;  // empty: it learns the categories
    std::string split() const;         // as --split
    bool hasNumberColumns() const;
    void setSentence(const QString &sentence);  // how many tweets are labelled
    // Both keep the choice where it is still offered, else false: the first one is chosen, without a signal.
    bool setSplitColumns(const std::vector<std::string> &columns);
    bool setNumberColumns(const std::vector<std::string> &columns);
    void takePreset(const Preset &preset);  // without a signal
    void clear();

Q_SIGNALS:
    void targetChosen();
    void splitChosen();

private:
    void showSentence();

    QComboBox *m_target;
    QLabel *m_sentence;
    QComboBox *m_split;
};

}  // namespace warbler::ui
