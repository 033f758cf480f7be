// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "core/workflows/export_labels.h"
#include "ui/dialogs/profile_choice.h"

class QButtonGroup;
class QComboBox;

namespace warbler::ui {

class Session;

// Labels as a CSV: for which program, which rows, a row per tweet or per act. Works before any run.
class ExportLabelsDialog : public QDialog {
    Q_OBJECT
public:
    explicit ExportLabelsDialog(Session &session, QWidget *parent = nullptr);
    ExportRequest request() const;  // after acceptance

private:
    void askForFile();
    Session &m_session;
    ExportTarget m_target;
    QButtonGroup *m_profiles;
    QComboBox *m_rows;
    QComboBox *m_shape;
};

}  // namespace warbler::ui
