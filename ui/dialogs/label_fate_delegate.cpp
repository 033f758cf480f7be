// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/label_fate_delegate.h"

#include <QComboBox>

#include "ui/dialogs/label_values_model.h"

namespace warbler::ui {

void LabelFateDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    if (index.data(LabelValuesModel::FatesRole).toStringList().isEmpty())
        QStyledItemDelegate::paint(painter, option, index);
}

QWidget *LabelFateDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                         const QModelIndex &index) const {
    const QStringList fates = index.data(LabelValuesModel::FatesRole).toStringList();
    if (fates.isEmpty())
        return QStyledItemDelegate::createEditor(parent, option, index);
    auto *box = new QComboBox(parent);
    box->setObjectName(QStringLiteral("fateBox%1").arg(index.row()));
    box->setAccessibleName(index.data(Qt::AccessibleTextRole).toString());
    box->addItems(fates);
    box->setPlaceholderText(tr("choose"));
    connect(box, &QComboBox::activated, this,
            [this, box] { Q_EMIT const_cast<LabelFateDelegate *>(this)->commitData(box); });
    return box;
}

void LabelFateDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const {
    if (auto *box = qobject_cast<QComboBox *>(editor))
        box->setCurrentIndex(index.data(Qt::EditRole).toInt());
    else
        QStyledItemDelegate::setEditorData(editor, index);
}

void LabelFateDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const {
    if (const auto *box = qobject_cast<QComboBox *>(editor))
        model->setData(index, box->currentIndex(), Qt::EditRole);
    else
        QStyledItemDelegate::setModelData(editor, model, index);
}

}  // namespace warbler::ui
