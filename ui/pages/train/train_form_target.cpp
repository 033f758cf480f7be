// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a run learns: the categories, or the numbers of a column.
#include "ui/pages/train/train_form.h"

#include <utility>

#include <QComboBox>
#include <QLabel>
#include <QSignalBlocker>

#include "ui/support/text.h"

namespace warbler::ui {

void TrainForm::fillPresets() {
    const QString chosen = m_preset->currentData().toString();
    const bool wasFilling = std::exchange(m_isFilling, true);
    const QSignalBlocker quiet(m_preset);
    m_preset->clear();
    for (const Preset &preset : presets())
        if (preset.config.task != Task::Regression || m_target->count() > 1)
            m_preset->addItem(fromUtf8(preset.name), fromUtf8(preset.name));
    m_preset->setCurrentIndex(std::max(0, m_preset->findData(chosen)));
    m_isFilling = wasFilling;
}

bool TrainForm::learnsNumbers() const { return !m_target->currentData().toString().isEmpty(); }

void TrainForm::takeTarget() {
    const std::string wanted = presetConfig().selectBy;
    const bool isOfNumbers = wanted == "rmse" || wanted == "mae" || wanted == "pearson" || wanted == "r2";
    const bool fitsBoth = wanted == "validation_loss" || wanted == "none";
    for (const Field &field : m_fields) {
        if (field.key != "select_by")
            continue;
        fillField(field, fitsBoth || isOfNumbers == learnsNumbers() ? fromUtf8(wanted)
                         : learnsNumbers()                          ? QStringLiteral("rmse")
                                                                    : QStringLiteral("macro_f1"));
        noteDifference(field);
    }
    m_labels->setVisible(!learnsNumbers());
    showFieldsOfMethod();
}

void TrainForm::setNumberColumns(const std::vector<std::string> &columns) {
    const QString chosen = m_target->currentData().toString(), preset = m_preset->currentData().toString();
    m_isFilling = true;
    while (m_target->count() > 1)
        m_target->removeItem(1);
    for (const std::string &column : columns)
        m_target->addItem(tr("The numbers of the column \u201c%1\u201d").arg(fromUtf8(column)), fromUtf8(column));
    m_target->setCurrentIndex(std::max(0, m_target->findData(chosen)));
    fillPresets();
    m_isFilling = false;
    if (m_preset->currentData().toString() != preset)
        takePreset();  // it could not be run any more
    else if (m_target->currentData().toString() != chosen) {
        takeTarget();
        Q_EMIT changed();
    }
}

}  // namespace warbler::ui
