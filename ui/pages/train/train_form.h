// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <QWidget>

#include "core/models/model_folder.h"
#include "core/tuning/tune_request.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace warbler::ui {

class CheckOptions;

// What a run is started with, in four groups: model, labels, settings, check. Every setting shows its default and the
// reason for it; choosing a preset sets them all.
class TrainForm : public QWidget {
    Q_OBJECT
public:
    explicit TrainForm(QWidget *parent = nullptr);
    void setModels(const std::vector<FoundModel> &models);  // keeps the choice
    void setLabelsSentence(const QString &sentence);
    // Throws Error(BadConfig) naming the field.
    TuneRequest request() const;
    const CheckOptions &checks() const { return *m_checks; }
    // Settings of a trial, for one run with them; what the form has no field for stays as it is. JSON object.
    void takeSettings(const std::string &settings);
    std::string split() const;
    // Columns of the tweets that say the sides, offered beside the splits that are drawn.
    void setSplitColumns(const std::vector<std::string> &columns);
    // Columns of numbers that can be learnt in place of the categories; presets that learn a number are offered only
    // with one.
    void setNumberColumns(const std::vector<std::string> &columns);
    void setCheck(const QString &sentences);
    QString check() const;
    void setEstimate(const QString &sentence);
    // As before the first project: all settings of the first preset, no columns, no sentences.
    void startAnew();
    // Nothing can be changed while a run goes on.
    void setLocked(bool isLocked);
    QVBoxLayout *buttonRow() const { return m_buttons; }

Q_SIGNALS:
    void changed();

private:
    struct Field {
        std::string key;
        QWidget *editor;
        QLabel *note;
        QString reason;
        QFormLayout *form;
        QLayout *cell;
    };
    void addField(QFormLayout *form, const char *key, const QString &name, const QString &reason);
    void fillGroups(QVBoxLayout *column);
    void addFields(QVBoxLayout *column);
    static void fillField(const Field &field, const QString &text);
    void takePreset();
    // The model that the preset names, or a line that says it is not here.
    void takeModelOfPreset();
    // Only the settings that the method uses are shown.
    void showFieldsOfMethod();
    bool learnsNumbers() const;
    void takeTarget();   // the settings that fit what is learnt
    void fillPresets();  // those that can be run
    void askInWords();   // a prompt of words that is the tweet alone asks nothing
    void chooseModelFolder();
    TuningConfig presetConfig() const;
    std::string textOf(const Field &field) const;
    void noteDifference(const Field &field);

    std::vector<Field> m_fields;
    QWidget *m_groups;
    QComboBox *m_model, *m_preset, *m_method, *m_split, *m_target;
    QLabel *m_presetSentence, *m_labels, *m_check, *m_estimate;
    QToolButton *m_fold;
    CheckOptions *m_checks;
    QVBoxLayout *m_buttons;
    bool m_isFilling = false;
};

}  // namespace warbler::ui
