// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/profile_choice.h"

#include <QButtonGroup>
#include <QCoreApplication>
#include <QFrame>
#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>

#include "ui/support/dialogs.h"
#include "ui/support/theme.h"

namespace warbler::ui {

QButtonGroup *addProfileChoice(QWidget *parent, QVBoxLayout *layout) {
    struct Card {
        CsvProfile profile;
        const char *name;
        QString title, sentence;
    };
    const Card cards[] = {
        {CsvProfile::Data, "profileDataButton", QCoreApplication::translate("Export", "For R, Python, SPSS"),
         QCoreApplication::translate("Export", "Every field as it was imported, byte for byte, in UTF-8. Take this for "
                                               "analysis, and to give the data to others. "
                                               "Read the id column as text.")},
        {CsvProfile::Excel, "profileSpreadsheetButton",
         QCoreApplication::translate("Export", "For Excel or LibreOffice"),
         QCoreApplication::translate("Export", "A workbook that opens by double-click with accents and emoji intact; "
                                               "ids stay text, and no tweet is taken for a "
                                               "formula. Take this to read and sort by eye.")},
    };
    auto *group = new QButtonGroup(parent);
    for (const Card &card : cards) {
        auto *frame = new QFrame(parent);
        frame->setProperty("card", true);
        auto *column = new QVBoxLayout(frame);
        column->setContentsMargins(kSpace16, kSpace12, kSpace16, kSpace12);
        column->setSpacing(kSpace4);
        auto *button = new QRadioButton(card.title, frame);
        button->setObjectName(QString::fromLatin1(card.name));
        button->setAccessibleDescription(card.sentence);
        QFont bold = button->font();
        bold.setWeight(QFont::DemiBold);
        button->setFont(bold);
        button->setChecked(card.profile == CsvProfile::Data);
        auto *sentence = new QLabel(card.sentence, frame);
        sentence->setWordWrap(true);
        sentence->setIndent(kSpace24);
        group->addButton(button, static_cast<int>(card.profile));
        column->addWidget(button);
        column->addWidget(sentence);
        layout->addWidget(frame);
    }
    return group;
}

ExportTarget askForExport(QWidget *parent, const QString &title, const QString &baseName, const QButtonGroup *choice) {
    ExportTarget target;
    target.profile = static_cast<CsvProfile>(choice->checkedId());
    const bool isWorkbook = target.profile == CsvProfile::Excel;
    const QString csv = QCoreApplication::translate("Export", "CSV files (*.csv)");
    target.path = dialogs::saveFile(parent, title,
                                    isWorkbook ? QCoreApplication::translate("Export", "Excel workbooks (*.xlsx)") +
                                                     QStringLiteral(";;") + csv
                                               : csv,
                                    baseName + (isWorkbook ? QStringLiteral(".xlsx") : QStringLiteral(".csv")));
    if (isWorkbook && target.path.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive))
        target.profile = CsvProfile::Spreadsheet;
    else if (isWorkbook && !target.path.isEmpty() &&
             !target.path.endsWith(QStringLiteral(".xlsx"), Qt::CaseInsensitive))
        target.path += QStringLiteral(".xlsx");
    return target;
}

}  // namespace warbler::ui
