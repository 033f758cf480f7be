// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/tuning/tune_plan.h"

class QLabel;

namespace warbler::ui {

class FigureTableView;

// One tweet of a plan as the model reads it: its tokens with their ids, which of them the loss counts, and what was
// cut.
class ReadExampleView : public QWidget {
    Q_OBJECT
public:
    explicit ReadExampleView(QWidget *parent = nullptr);
    void show(const TunePlan &plan);  // hidden where the plan has no example

private:
    QLabel *m_sentence;
    FigureTableView *m_tokens;
};

}  // namespace warbler::ui
