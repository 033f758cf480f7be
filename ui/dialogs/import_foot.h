// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/corpus/tweet_import.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace warbler::ui {

// What is to become of a CSV. A project that is open may take its tweets or its labels only.
enum class ImportTarget { NewProject, AddTweets, LabelsOnly };

// The last line of the import dialog: what becomes of the file, which of two rows counts, what will come in, and the
// two ways out.
class ImportFoot : public QWidget {
    Q_OBJECT
public:
    explicit ImportFoot(bool hasProject, QWidget *parent = nullptr);
    ImportTarget target() const;
    void setTarget(ImportTarget target);
    DuplicateRule duplicates() const;
    bool isRuleChosen() const { return m_isRuleChosen; }  // by the user
    void setRuleEnabled(bool isEnabled);
    void setSentence(const QString &sentence);
    void setReady(bool isReady);  // Import can be pressed

Q_SIGNALS:
    void targetChosen();
    void ruleChosen();
    void importPressed();
    void cancelPressed();

private:
    QComboBox *m_target, *m_duplicates;
    QLabel *m_sentence;
    QPushButton *m_import;
    bool m_isRuleChosen = false;
};

}  // namespace warbler::ui
