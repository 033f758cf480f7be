// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <QWidget>

#include "core/learn/setting_text.h"
#include "core/learn/tuning_config.h"

class QFormLayout;
class QLabel;
class QLayout;
class QVBoxLayout;

namespace warbler::ui {

// The settings of a run, a row each: the editor, the preset's own value and the reason for it. Those that few need are
// folded away.
class SettingsGroup : public QWidget {
    Q_OBJECT
public:
    explicit SettingsGroup(QWidget *parent = nullptr);
    void show(const TuningConfig &preset);  // its values, without a signal
    // Only what this method uses is shown. Without a signal.
    void showFieldsOf(const QString &method, bool learnsNumbers);
    void chooseBestBy(const std::string &figure);
    // A prompt of words that is the tweet alone asks nothing: then it gets a question.
    void askInWords();
    // A trial's settings; those without a field are left out. Without a signal.
    void showTrial(const std::vector<SettingText> &settings);
    // The preset with what the fields say. Throws Error(BadConfig) naming the field.
    TuningConfig config() const;

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
    QFormLayout *makeShown();
    QFormLayout *makeFolded(QWidget *host);
    void addFold(QVBoxLayout *column, QWidget *folded);
    void addField(QFormLayout *form, const char *key, const QString &name, const QString &reason);
    QWidget *editorOf(const char *key, std::size_t field);
    void edited(std::size_t field);
    void noteDifference(const Field &field);

    TuningConfig m_preset;
    std::vector<Field> m_fields;
    bool m_isFilling = false;
};

}  // namespace warbler::ui
