// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/window_words.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTextEdit>

#include "ui/widgets/bar_chart.h"

namespace warbler::test {

namespace {

constexpr int kRows = 200;

void addItems(QStringList &words, const QAbstractItemModel &model) {
    for (int row = 0; row < std::min(kRows, model.rowCount()); ++row)
        for (int column = 0; column < model.columnCount(); ++column)
            for (const int role : {static_cast<int>(Qt::DisplayRole), static_cast<int>(Qt::ToolTipRole)})
                words << model.index(row, column).data(role).toString();
}

void addWidget(QStringList &words, const QWidget &widget) {
    words << widget.windowTitle() << widget.toolTip() << widget.accessibleName() << widget.accessibleDescription();
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        words << label->text();
    else if (const auto *line = qobject_cast<const QLineEdit *>(&widget))
        words << line->text();
    else if (const auto *plain = qobject_cast<const QPlainTextEdit *>(&widget))
        words << plain->toPlainText();
    else if (const auto *rich = qobject_cast<const QTextEdit *>(&widget))
        words << rich->toPlainText();
    else if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        words << button->text();
    else if (const auto *box = qobject_cast<const QComboBox *>(&widget))
        addItems(words, *box->model());
    else if (const auto *view = qobject_cast<const QAbstractItemView *>(&widget); view && view->model())
        addItems(words, *view->model());
    else if (const auto *chart = qobject_cast<const ui::BarChart *>(&widget))
        for (const ui::BarChart::Bar &bar : chart->bars())
            words << bar.name;
}

}  // namespace

QStringList wordsOfWindow(const QWidget &window) {
    QStringList words;
    for (const QWidget *widget : window.findChildren<QWidget *>())
        if (!widget->objectName().startsWith(QStringLiteral("recentButton")) &&
            widget->objectName() != QStringLiteral("menuRecent"))
            addWidget(words, *widget);
    for (const QAction *action : window.findChildren<QAction *>())
        if (!action->parent() || action->parent()->objectName() != QStringLiteral("menuRecent"))
            words << action->text() << action->toolTip();
    words.removeAll(QString());
    return words;
}

}  // namespace warbler::test
