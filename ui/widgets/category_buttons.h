// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractButton>

#include "core/codebook/codebook.h"

namespace warbler::ui {

// A category as something to press: key cap, shape, colour bar and name.
class CategoryButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit CategoryButton(QWidget *parent = nullptr);
    void setCategory(const Category &category);
    const Category &category() const { return m_category; }
    void setChosen(bool chosen);  // the tweet carries this label
    void light();                 // answers a press by a tint of 120 ms
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Category m_category;
    bool m_isChosen = false, m_isLit = false;
};

// All active categories, as many in a row as fit.
class CategoryButtons : public QWidget {
    Q_OBJECT
public:
    explicit CategoryButtons(QWidget *parent = nullptr);
    void setCategories(const std::vector<Category> &categories);
    void setChosen(CodeId code);  // 0: none
    void light(CodeId code);
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(warbler::CodeId code);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    enum class Act { Measure, Place };
    int layOut(int width, Act act) const;  // height needed
    std::vector<CategoryButton *> m_buttons;
};

}  // namespace warbler::ui
