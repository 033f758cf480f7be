// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QLayout>

namespace warbler::ui {

// Widgets side by side in their own widths; those that do not fit go to a row below, so that a long word of another
// language clips nothing.
class WrappingRow : public QLayout {
public:
    explicit WrappingRow(int spacing);
    ~WrappingRow() override;
    void addItem(QLayoutItem *item) override;
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize minimumSize() const override;
    QSize sizeHint() const override;
    void setGeometry(const QRect &rectangle) override;

private:
    // Where each item goes, from the upper left corner of rectangle.
    std::vector<QRect> places(const QRect &rectangle) const;
    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

// A word and its field as one widget, which no row breaks apart.
QWidget *sideBySide(QWidget *word, QWidget *field, QWidget *parent);

}  // namespace warbler::ui
