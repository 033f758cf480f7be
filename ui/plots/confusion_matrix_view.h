// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>
#include <QStringList>
#include <QWidget>

#include "core/metrics/confusion_matrix.h"
#include "ui/plots/plot_frame.h"

class QGridLayout;

namespace warbler::ui {

// True categories in rows, predicted ones in columns. Each cell is a button: count large, share of its row small,
// coloured by that share, the diagonal framed. Object names "matrixCell_<true>_<predicted>"; predicted -1 is "other".
class ConfusionMatrixView : public QWidget {
    Q_OBJECT
public:
    explicit ConfusionMatrixView(QWidget *parent = nullptr);
    void setMatrix(const ConfusionMatrix &matrix, const QStringList &names);
    void clear();
    std::int64_t count(int truth, int predicted) const;
    QString summary() const;
    PlotTable table() const;

Q_SIGNALS:
    void cellActivated(int truth, int predicted);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void build();
    ConfusionMatrix m_matrix{1};
    QStringList m_names;
    QGridLayout *m_grid;
};

}  // namespace warbler::ui
