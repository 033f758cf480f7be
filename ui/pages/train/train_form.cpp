// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/train_form.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include "core/learn/select_by.h"
#include "ui/pages/train/check_options.h"
#include "ui/pages/train/labels_group.h"
#include "ui/pages/train/model_group.h"
#include "ui/pages/train/settings_group.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/captions.h"

namespace warbler::ui {

namespace {
constexpr int kFormWidth = 340;
}

TrainForm::TrainForm(QWidget *parent)
    : QWidget(parent), m_groups(new QWidget(this)), m_model(new ModelGroup(m_groups)),
      m_labels(new LabelsGroup(m_groups)), m_settings(new SettingsGroup(m_groups)),
      m_checks(new CheckOptions(m_groups)), m_check(new QLabel(m_groups)), m_estimate(mutedLabel({}, this)),
      m_buttons(new QVBoxLayout) {
    setFixedWidth(kFormWidth);
    makeGroups();
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(kSpace8);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(m_groups);
    outer->addWidget(scroll, 1);
    m_estimate->setObjectName(QStringLiteral("estimateLabel"));
    m_estimate->setWordWrap(true);
    outer->addWidget(m_estimate);
    outer->addLayout(m_buttons);
    listenToGroups();
    takePreset();
}

void TrainForm::makeGroups() {
    auto *column = new QVBoxLayout(m_groups);
    column->setContentsMargins(0, 0, kSpace12, 0);
    column->setSpacing(kSpace8);
    for (QWidget *group :
         {static_cast<QWidget *>(m_model), static_cast<QWidget *>(m_labels), static_cast<QWidget *>(m_settings)}) {
        column->addWidget(group);
        column->addSpacing(kSpace8);
    }
    column->addWidget(headingLabel(tr("Check"), m_groups));
    column->addWidget(m_checks);
    m_check->setObjectName(QStringLiteral("checkLabel"));
    m_check->setWordWrap(true);
    m_check->setTextFormat(Qt::PlainText);
    column->addWidget(m_check);
    column->addStretch(1);
}

void TrainForm::listenToGroups() {
    connect(m_model, &ModelGroup::modelChosen, this, &TrainForm::changed);
    connect(m_model, &ModelGroup::presetChosen, this, [this] { takePreset(); });
    connect(m_model, &ModelGroup::resetPressed, this, [this] {
        m_checks->turnOff();
        takePreset();
    });
    connect(m_model, &ModelGroup::methodChosen, this, [this] {
        showFieldsOfMethod();
        if (m_model->method() == u"hard_prompt")
            m_settings->askInWords();
        Q_EMIT changed();
    });
    connect(m_labels, &LabelsGroup::targetChosen, this, [this] {
        takeTarget();
        Q_EMIT changed();
    });
    connect(m_labels, &LabelsGroup::splitChosen, this, &TrainForm::changed);
    connect(m_settings, &SettingsGroup::changed, this, &TrainForm::changed);
    connect(m_checks, &CheckOptions::changed, this, &TrainForm::changed);
}

void TrainForm::takePreset() {
    const Preset &preset = m_model->preset();
    m_model->takePreset();
    m_labels->takePreset(preset);
    m_settings->show(preset.config);
    takeTarget();
    Q_EMIT changed();
}

void TrainForm::takeTarget() {
    m_settings->chooseBestBy(fittingSelectBy(m_model->preset().config.selectBy, m_labels->learnsNumbers()));
    showFieldsOfMethod();
}

void TrainForm::showFieldsOfMethod() { m_settings->showFieldsOf(m_model->method(), m_labels->learnsNumbers()); }

void TrainForm::setModels(const std::vector<FoundModel> &models) { m_model->setModels(models); }

TuneRequest TrainForm::request() const {
    TuneRequest request;
    request.config = m_settings->config();
    setField(request.config, "method", toUtf8(m_model->method()));
    if (m_labels->learnsNumbers()) {
        request.config.task = Task::Regression;
        request.config.classWeights = ClassWeights::None;
        request.numberColumn = m_labels->numberColumn();
    } else if (request.config.task == Task::Regression) {
        request.config.task = Task::SeqCls;  // the preset's model and settings, on the categories
    }
    request.modelPath = m_model->modelPath(request.config);
    request.resume = Resume::Never;
    return request;
}

void TrainForm::takeSettings(const std::vector<SettingText> &settings) {
    m_settings->showTrial(settings);
    m_checks->turnOff();
    Q_EMIT changed();
}

std::string TrainForm::split() const { return m_labels->split(); }

void TrainForm::setSplitColumns(const std::vector<std::string> &columns) {
    if (!m_labels->setSplitColumns(columns))
        Q_EMIT changed();  // the column is gone: what was planned with it no longer holds
}

void TrainForm::setNumberColumns(const std::vector<std::string> &columns) {
    const bool isTargetKept = m_labels->setNumberColumns(columns);
    if (!m_model->offerPresets(m_labels->hasNumberColumns())) {
        takePreset();  // the one of before could not be run any more
    } else if (!isTargetKept) {
        takeTarget();
        Q_EMIT changed();
    }
}

void TrainForm::setLabelsSentence(const QString &sentence) { m_labels->setSentence(sentence); }

void TrainForm::setCheck(const QString &sentences) { m_check->setText(sentences); }

void TrainForm::setEstimate(const QString &sentence) { m_estimate->setText(sentence); }

void TrainForm::startAnew() {
    setLocked(false);
    setSplitColumns({});
    setNumberColumns({});
    m_checks->turnOff();
    m_model->chooseFirstPreset();
    takePreset();
    m_labels->clear();
    m_check->clear();
    m_estimate->clear();
}

void TrainForm::setLocked(bool isLocked) { m_groups->setEnabled(!isLocked); }

}  // namespace warbler::ui
