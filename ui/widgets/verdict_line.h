// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/base/ids.h"
#include "core/workflows/run_results.h"

class QLabel;
class QPushButton;

namespace warbler::ui {

// What the figures say of a run beside the majority and the word model, on the page that shows the run. Where the word
// model is the better one, and only there, a button offers to classify with it.
class VerdictLine : public QWidget {
    Q_OBJECT
public:
    // objectName: of the sentence; the button's is the same followed by "Button".
    explicit VerdictLine(const QString &objectName, QWidget *parent = nullptr);
    void show(const StoredVerdict &verdict);  // hidden where there is no sentence

Q_SIGNALS:
    void wordModelChosen(warbler::RunId run);

private:
    QLabel *m_sentence;
    QPushButton *m_classify;
    RunId m_wordModel;
};

}  // namespace warbler::ui
