// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <QWidget>

#include "core/tuning/hyperparameter_search.h"

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace warbler::ui {

// What Start does instead of one run: check the settings with k folds, or search for better ones. One of the two at a
// time.
class CheckOptions : public QWidget {
    Q_OBJECT
public:
    explicit CheckOptions(QWidget *parent = nullptr);
    int folds() const;  // 0: off
    int repeats() const;
    std::optional<SearchRequest> search() const;  // empty: off
    void turnOff();                               // Start makes one run
    // What the search tries. Throws Error(BadConfig) naming the setting.
    SearchSpace space(const TuningConfig &config) const;

Q_SIGNALS:
    void changed();

private:
    void showFields();
    QComboBox *m_folds, *m_search;
    QSpinBox *m_repeats, *m_trials, *m_minutes;
    QWidget *m_foldFields, *m_searchFields, *m_gridFields;
    std::vector<std::pair<std::string, QLineEdit *>> m_grid;  // setting, values between commas
};

}  // namespace warbler::ui
