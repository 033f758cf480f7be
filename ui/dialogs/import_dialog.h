// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>

#include <QDialog>

#include "core/codebook/codebook.h"
#include "core/tables/column_mapping.h"
#include "core/tables/csv/csv_preview.h"
#include "core/tables/csv/dialect_guess.h"
#include "core/workflows/expected_import.h"
#include "core/workflows/import_corpus.h"
#include "ui/dialogs/import_foot.h"
#include "ui/dialogs/preview_model.h"

class QComboBox;
class QTableView;
class QTimer;

namespace warbler {
class JobControl;
}

namespace warbler::ui {

class ColumnRolesRow;
class DialectRow;
class EncodingOffers;
class ImportProblems;
class LabelOffers;
class Session;

// A CSV before anything is stored: every guess with its reason in a drop-down, the first rows, the problems, the
// labels' values. Each change reads the file again on a worker, first its beginning, then all of it.
class ImportDialog : public QDialog {
    Q_OBJECT
public:
    // target: preselected; only NewProject where no project is open.
    ImportDialog(Session &session, const QString &csvPath, ImportTarget target, QWidget *parent = nullptr);
    ~ImportDialog() override;
    ImportRequest request() const;
    ImportTarget target() const;
    bool isReady() const;  // the whole look at the file is done and it can be imported
    // Header click and tests: makes a column what `role` says.
    void setColumnRole(int column, ColumnRole role);

private:
    void makeTable();
    QWidget *makeSide();
    QWidget *makeFileRow();
    void makeRows();
    void makeFoot();
    void chooseRole(int column);  // of a click on its header
    void readAgain();
    void look(std::int64_t rows);
    void showPreview(const CsvPreview &preview);
    void showError(const Error &error);
    void showProblems();
    void loadCodebook();
    void showLabelChoices();
    void chooseEncoding(const std::string &name);
    void readState();
    QString blockingReason() const;
    QString importSentence(const ExpectedImport &expected) const;
    std::string coder() const;  // whose labels they all are; empty: the coder column's, or nobody is named

    Session &m_session;
    QString m_path;
    DialectChoice m_dialect;
    ColumnChoice m_columns;
    std::optional<CsvPreview> m_preview;
    bool m_hasError = false;
    std::shared_ptr<JobControl> m_reading;
    QTimer *m_delay;
    PreviewModel *m_rows;
    QTableView *m_table = nullptr;
    LabelOffers *m_labels = nullptr;
    ImportProblems *m_problems = nullptr;
    EncodingOffers *m_encodings = nullptr;
    QComboBox *m_encoding = nullptr;
    DialectRow *m_form = nullptr;
    ColumnRolesRow *m_roles = nullptr;
    ImportFoot *m_foot = nullptr;
    Codebook m_codebook;  // of the open project
    bool m_isCodebookRead = false;
    std::map<std::int64_t, std::int64_t> m_labelsOf;
};

}  // namespace warbler::ui
