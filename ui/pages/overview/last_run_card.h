// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "core/workflows/study_progress.h"

class QLabel;
class QPushButton;

namespace warbler::ui {

// The newest run with figures: its name, one figure and what that is measured on.
class LastRunCard : public QFrame {
    Q_OBJECT
public:
    explicit LastRunCard(QWidget *parent = nullptr);
    void show(const StudyProgress &progress);

Q_SIGNALS:
    void resultsRequested();

private:
    QLabel *m_name, *m_figure, *m_sentence;
    QPushButton *m_link;
};

}  // namespace warbler::ui
