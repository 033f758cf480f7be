// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/import_problems.h"

#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

#include "core/base/utf8.h"
#include "core/tables/alarm.h"
#include "ui/dialogs/label_values_model.h"
#include "ui/support/icons.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/captions.h"

namespace warbler::ui {

ImportProblems::ImportProblems(QWidget *parent)
    : QWidget(parent), m_title(headingLabel(tr("Problems"), this)), m_list(new QListWidget(this)) {
    m_list->setObjectName(QStringLiteral("importProblems"));
    m_list->setAccessibleName(tr("Problems found in the file"));
    m_list->setWordWrap(true);
    m_list->setTextElideMode(Qt::ElideNone);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setSpacing(2);
    m_list->setResizeMode(QListView::Adjust);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace8);
    column->addWidget(m_title);
    column->addWidget(m_list, 1);
}

void ImportProblems::add(const QString &sentence, const char *icon) {
    const QString name = QString::fromLatin1(icon);
    const Ink ink = name == QLatin1String("problem") ? Ink::Bad : name == QLatin1String("ok") ? Ink::Ok : Ink::Warning;
    m_list->addItem(new QListWidgetItem(themedIcon(name, ink), sentence));
}

void ImportProblems::showError(const QString &sentence) {
    m_list->clear();
    add(sentence, "problem");
    m_title->setText(tr("Problems"));
}

void ImportProblems::show(const CsvPreview &preview, const LabelValuesModel &labels, bool areRowsCoders) {
    m_list->clear();
    addRows(preview);
    addLabels(preview, labels, areRowsCoders);
    m_title->setText(m_list->count() == 0 ? tr("Problems") : tr("Problems (%1)").arg(m_list->count()));
    if (m_list->count() == 0)
        add(tr("None found."), "ok");
    addSkipped(preview);
}

void ImportProblems::addRows(const CsvPreview &preview) {
    for (const Alarm &alarm : preview.alarms) {
        QString sentence = fromUtf8(alarm.sentence);
        if (alarm.firstLine > 0 && !sentence.contains(QLatin1String("line ")))
            sentence = tr("From line %1 on: %2").arg(countText(alarm.firstLine), sentence);
        add(sentence, "warning");
    }
    for (const RejectedRow &row : preview.rejected)
        add(tr("Line %1 cannot be read: %2").arg(countText(row.line), fromUtf8(row.reason)), "problem");
    if (preview.emptyTexts > 0)
        add(preview.emptyTexts == 1
                ? tr("One row has an empty text and is left out.")
                : tr("%Ln rows have an empty text and are left out.", nullptr, static_cast<int>(preview.emptyTexts)),
            "warning");
}

void ImportProblems::addLabels(const CsvPreview &preview, const LabelValuesModel &labels, bool areRowsCoders) {
    for (const SpellingJoin &join : labels.spellings())
        add(fromUtf8(joinSentence(join)) + QLatin1Char('.'), "warning");
    const RepeatCounts &repeats = preview.repeats;
    if (repeats.furtherRows > 0) {
        if (preview.mapping.coder >= 0)
            add(tr("%Ln tweets have labels in several rows: each coder's label is kept.", nullptr,
                   static_cast<int>(repeats.repeated)),
                "ok");
        else if (areRowsCoders && repeats.isRowPerLabel())
            add(tr("Each tweet stands in several rows with a label each: they are kept as labels of coder 1, coder "
                   "2 and so on. "
                   "Choose the coder column if there is one."),
                "warning");
        else
            add(tr("%1 rows give a tweet a second label, %2 of them another one: which row counts is chosen below.")
                    .arg(countText(repeats.furtherRows), countText(repeats.otherLabels)),
                "warning");
    }
    if (preview.mapping.label >= 0 && labels.categories() == 1)
        add(tr("The label column holds one category only: training needs two."), "warning");
}

void ImportProblems::addSkipped(const CsvPreview &preview) {
    for (const SkippedLine &line : preview.skippedLines)
        add(line.raw.empty()
                ? tr("Line %1 is skipped: it is blank").arg(countText(line.line))
                : tr("Line %1 is skipped: %2").arg(countText(line.line), oneLine(fromUtf8(excerpt(line.raw)))),
            "ok");
}

}  // namespace warbler::ui
