// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <QWidget>

#include "core/learn/setting_text.h"
#include "core/models/model_lookup.h"
#include "core/tuning/tune_request.h"

class QLabel;
class QVBoxLayout;

namespace warbler::ui {

class CheckOptions;
class LabelsGroup;
class ModelGroup;
class SettingsGroup;

// What a run is started with, in four groups: model, labels, settings, check. Choosing a preset sets them all.
class TrainForm : public QWidget {
    Q_OBJECT
public:
    explicit TrainForm(QWidget *parent = nullptr);
    void setModels(const std::vector<FoundModel> &models);  // keeps the choice
    void setLabelsSentence(const QString &sentence);
    // Throws Error(BadConfig) naming the field, Error(MissingModel).
    TuneRequest request() const;
    const CheckOptions &checks() const { return *m_checks; }
    // Settings of a trial, for one run with them; what the form has no field for stays as it is. JSON object.
    void takeSettings(const std::vector<SettingText> &settings);
    std::string split() const;
    // Columns of the tweets that say the sides, offered beside the splits that are drawn.
    void setSplitColumns(const std::vector<std::string> &columns);
    // Columns of numbers that can be learnt in place of the categories; presets that learn a number are offered only
    // with one.
    void setNumberColumns(const std::vector<std::string> &columns);
    void setCheck(const QString &sentences);
    void setEstimate(const QString &sentence);
    // As before the first project: all settings of the first preset, no columns, no sentences.
    void startAnew();
    // Nothing can be changed while a run goes on.
    void setLocked(bool isLocked);
    QVBoxLayout *buttonRow() const { return m_buttons; }

Q_SIGNALS:
    void changed();

private:
    void makeGroups();
    void listenToGroups();
    void takePreset();
    void takeTarget();  // the settings that fit what is learnt
    void showFieldsOfMethod();

    QWidget *m_groups;
    ModelGroup *m_model;
    LabelsGroup *m_labels;
    SettingsGroup *m_settings;
    CheckOptions *m_checks;
    QLabel *m_check, *m_estimate;
    QVBoxLayout *m_buttons;
};

}  // namespace warbler::ui
