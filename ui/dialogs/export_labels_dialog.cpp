// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/export_labels_dialog.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/dialogs/profile_choice.h"
#include "ui/support/dialogs.h"
#include "ui/support/session.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"

namespace warbler::ui {

ExportLabelsDialog::ExportLabelsDialog(Session &session, QWidget *parent)
    : QDialog(parent), m_session(session), m_rows(new QComboBox(this)), m_shape(new QComboBox(this)) {
    setObjectName(QStringLiteral("exportLabelsDialog"));
    setWindowTitle(tr("Export labels"));
    setMinimumWidth(560);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace24, kSpace16, kSpace24, kSpace16);
    column->setSpacing(kSpace12);
    m_profiles = addProfileChoice(this, column);
    m_rows->setObjectName(QStringLiteral("exportRowsBox"));
    m_rows->addItem(tr("All tweets"), static_cast<int>(ExportRows::All));
    m_rows->addItem(tr("Labelled tweets"), static_cast<int>(ExportRows::Labelled));
    m_shape->setObjectName(QStringLiteral("exportShapeBox"));
    m_shape->addItem(tr("One row per tweet, with its gold label"), static_cast<int>(ExportShape::Wide));
    m_shape->addItem(tr("One row per act of a coder"), static_cast<int>(ExportShape::Long));
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(kSpace12);
    form->addRow(tr("Rows"), m_rows);
    form->addRow(tr("Shape"), m_shape);
    column->addLayout(form);
    column->addStretch(1);
    auto *foot = new QHBoxLayout;
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("cancelExportButton"));
    auto *choose = new QPushButton(tr("Export\u2026"), this);
    choose->setObjectName(QStringLiteral("exportButton"));
    choose->setProperty("filled", true);
    choose->setDefault(true);
    foot->addStretch(1);
    foot->addWidget(cancel);
    foot->addWidget(choose);
    column->addLayout(foot);
    connect(cancel, &QPushButton::clicked, this, [this] { reject(); });
    connect(choose, &QPushButton::clicked, this, [this] { askForFile(); });
}

void ExportLabelsDialog::askForFile() {
    const QString base = QFileInfo(m_session.projectPath()).completeBaseName();
    m_target = askForExport(this, tr("Export labels"), base + QStringLiteral("_labels"), m_profiles);
    if (!m_target.path.isEmpty())
        accept();
}

ExportRequest ExportLabelsDialog::request() const {
    ExportRequest request;
    request.outPath = toUtf8(m_target.path);
    request.profile = m_target.profile;
    request.rows = static_cast<ExportRows>(m_rows->currentData().toInt());
    request.shape = static_cast<ExportShape>(m_shape->currentData().toInt());
    return request;
}

}  // namespace warbler::ui
