// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/check_options.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

#include "core/base/error.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"

namespace warbler::ui {

namespace {

enum Kind { kOff, kRandom, kGrid };

QFormLayout *fieldsOf(QWidget *host) {
    auto *form = new QFormLayout(host);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(kSpace12);
    form->setVerticalSpacing(kSpace4);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    return form;
}

template <class Editor>
Editor *add(QFormLayout *form, const char *objectName, const QString &name) {
    auto *editor = new Editor(form->parentWidget());
    editor->setObjectName(QString::fromLatin1(objectName));
    editor->setAccessibleName(name);
    form->addRow(name, editor);
    return editor;
}

}  // namespace

CheckOptions::CheckOptions(QWidget *parent)
    : QWidget(parent), m_foldFields(new QWidget(this)), m_searchFields(new QWidget(this)),
      m_gridFields(new QWidget(this)) {
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace4);
    auto *choices = new QWidget(this);
    QFormLayout *form = fieldsOf(choices);
    m_folds = add<QComboBox>(form, "foldsBox", tr("Check with k folds"));
    m_folds->addItem(tr("Off"), 0);
    for (const int folds : {3, 5, 10})
        m_folds->addItem(tr("%n folds", nullptr, folds), folds);
    m_folds->setToolTip(tr("Every tweet is judged once by a model that did not learn from it."));
    column->addWidget(choices);
    m_repeats = add<QSpinBox>(fieldsOf(m_foldFields), "repeatsSpin", tr("Rounds"));
    m_repeats->setRange(1, 100);
    column->addWidget(m_foldFields);
    auto *searching = new QWidget(this);
    m_search = add<QComboBox>(fieldsOf(searching), "searchBox", tr("Search for settings"));
    m_search->addItem(tr("Off"));
    m_search->addItem(tr("Random"));
    m_search->addItem(tr("Grid"));
    m_search->setToolTip(tr("Settings are compared on the validation tweets; the test tweets stay closed."));
    column->addWidget(searching);
    QFormLayout *limits = fieldsOf(m_searchFields);
    m_trials = add<QSpinBox>(limits, "trialsSpin", tr("Trials, at most"));
    m_trials->setRange(1, 100000);
    m_trials->setValue(20);
    m_minutes = add<QSpinBox>(limits, "minutesSpin", tr("Minutes, at most"));
    m_minutes->setRange(0, 100000);
    m_minutes->setSpecialValueText(tr("no limit"));
    column->addWidget(m_searchFields);
    QFormLayout *grid = fieldsOf(m_gridFields);
    const auto values = [&](const char *key, const QString &name, const QString &first) {
        auto *line = add<QLineEdit>(grid, (std::string("grid_") + key).c_str(), name);
        line->setText(first);
        line->setPlaceholderText(tr("values between commas"));
        connect(line, &QLineEdit::textChanged, this, [this] { Q_EMIT changed(); });
        m_grid.emplace_back(key, line);
    };
    values("epochs", tr("Epochs"), QStringLiteral("4, 8"));
    values("learning_rate", tr("Learning rate"), QStringLiteral("0.003, 0.01, 0.03"));
    values("head_learning_rate", tr("Head learning rate"), {});
    values("virtual_tokens", tr("Virtual words"), {});
    values("batch_size", tr("Batch size"), {});
    column->addWidget(m_gridFields);
    connect(m_folds, &QComboBox::currentIndexChanged, this, [this](int index) {
        if (index > 0)
            m_search->setCurrentIndex(kOff);
        showFields();
    });
    connect(m_search, &QComboBox::currentIndexChanged, this, [this](int index) {
        if (index > 0)
            m_folds->setCurrentIndex(0);
        showFields();
    });
    for (QSpinBox *spin : {m_repeats, m_trials, m_minutes})
        connect(spin, &QSpinBox::valueChanged, this, [this] { Q_EMIT changed(); });
    showFields();
}

void CheckOptions::showFields() {
    m_foldFields->setVisible(folds() > 0);
    m_searchFields->setVisible(m_search->currentIndex() != kOff);
    m_gridFields->setVisible(m_search->currentIndex() == kGrid);
    Q_EMIT changed();
}

int CheckOptions::folds() const { return m_folds->currentData().toInt(); }

void CheckOptions::turnOff() {
    m_folds->setCurrentIndex(0);
    m_search->setCurrentIndex(kOff);
}

int CheckOptions::repeats() const { return m_repeats->value(); }

std::optional<SearchRequest> CheckOptions::search() const {
    if (m_search->currentIndex() == kOff)
        return {};
    SearchRequest request;
    request.kind = m_search->currentIndex() == kGrid ? SearchKind::Grid : SearchKind::Random;
    request.trials = m_trials->value();
    request.minutes = m_minutes->value();
    return request;
}

SearchSpace CheckOptions::space(const TuningConfig &config) const {
    if (m_search->currentIndex() != kGrid)
        return SearchSpace::usual(config);
    std::vector<SettingText> values;
    for (const auto &[key, line] : m_grid)
        for (const QString &part : line->text().split(QLatin1Char(','), Qt::SkipEmptyParts))
            values.push_back({key, toUtf8(part.trimmed())});
    if (values.empty())
        throw Error(ErrorCode::BadConfig, toUtf8(tr("The grid has no values")),
                    toUtf8(tr("Write values for at least one setting.")));
    return SearchSpace::ofTexts(values, toUtf8(tr("The grid")), config);
}

}  // namespace warbler::ui
