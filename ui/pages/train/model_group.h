// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <QWidget>

#include "core/learn/presets.h"
#include "core/models/model_lookup.h"

class QComboBox;
class QLabel;

namespace warbler::ui {

// Which model a run starts from, the preset of its settings and the method by which it learns.
class ModelGroup : public QWidget {
    Q_OBJECT
public:
    explicit ModelGroup(QWidget *parent = nullptr);
    const Preset &preset() const;
    QString method() const;  // as in TuningConfig's JSON: "prompt_tuning"
    // Folder of the model. Throws Error(MissingModel), which says what config would need where it is not here.
    std::string modelPath(const TuningConfig &config) const;
    void setModels(const std::vector<FoundModel> &models);  // keeps the choice
    // Those that can be run: presets that learn numbers need a column of them. False: the chosen one is gone, and
    // another stands in its place.
    bool offerPresets(bool hasNumberColumns);
    void chooseFirstPreset();
    void takePreset();  // its sentence, model and method, without a signal

Q_SIGNALS:
    void modelChosen();
    void presetChosen();
    void methodChosen();
    void resetPressed();  // all settings back to the preset's

private:
    void makeRows();
    void takeModelOfPreset();  // the one it names, or a line that says it is not here
    void chooseModelFolder();

    QComboBox *m_model, *m_preset;
    QLabel *m_sentence;  // of the preset
    QComboBox *m_method;
};

}  // namespace warbler::ui
