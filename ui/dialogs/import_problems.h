// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/tables/csv/csv_preview.h"

class QLabel;
class QListWidget;

namespace warbler::ui {

class LabelValuesModel;

// What is wrong with a file, each problem with its line, and what the import makes of it.
class ImportProblems : public QWidget {
    Q_OBJECT
public:
    explicit ImportProblems(QWidget *parent = nullptr);
    // areRowsCoders: several rows of one tweet are kept as labels of several coders, since nobody chose otherwise.
    void show(const CsvPreview &preview, const LabelValuesModel &labels, bool areRowsCoders);
    void showError(const QString &sentence);  // in place of all

private:
    void add(const QString &sentence, const char *icon);
    void addRows(const CsvPreview &preview);
    void addLabels(const CsvPreview &preview, const LabelValuesModel &labels, bool areRowsCoders);
    void addSkipped(const CsvPreview &preview);

    QLabel *m_title;
    QListWidget *m_list;
};

}  // namespace warbler::ui
