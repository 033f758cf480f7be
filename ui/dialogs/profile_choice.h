// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/tables/csv_writer.h"

class QButtonGroup;
class QVBoxLayout;
class QWidget;

namespace warbler::ui {

// "For R, Python, SPSS" and "For Excel or LibreOffice", each with a sentence when to take it. The id of a button is its
// CsvProfile. Used by every export.
QButtonGroup *addProfileChoice(QWidget *parent, QVBoxLayout *layout);

struct ExportTarget {
    QString path;  // empty: the user thought better of it
    CsvProfile profile = CsvProfile::Data;
};
// Asks where to. A workbook for a spreadsheet; who names it .csv gets the CSV that spreadsheets open unchanged.
ExportTarget askForExport(QWidget *parent, const QString &title, const QString &baseName, const QButtonGroup *choice);

}  // namespace warbler::ui
