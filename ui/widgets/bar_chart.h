// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include <QString>
#include <QWidget>

namespace warbler::ui {

// Counts as horizontal bars with a name at the left and the number at the right; a bar of a category carries its mark.
class BarChart : public QWidget {
    Q_OBJECT
public:
    struct Bar {
        QString name;
        std::int64_t count = 0;
        int category = -1;  // Category::colour; -1: a neutral bar
    };
    explicit BarChart(QWidget *parent = nullptr);
    void setBars(std::vector<Bar> bars);
    const std::vector<Bar> &bars() const { return m_bars; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return QSize(200, sizeHint().height()); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::vector<Bar> m_bars;
};

}  // namespace warbler::ui
