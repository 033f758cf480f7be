// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QDialog>

#include "core/codebook/codebook.h"
#include "core/tables/column_mapping.h"
#include "core/tables/csv/csv_preview.h"
#include "core/tables/csv/dialect_guess.h"
#include "core/workflows/import_corpus.h"
#include "ui/dialogs/preview_model.h"

class QBoxLayout;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QTableView;
class QTimer;

namespace warbler {
class JobControl;
}

namespace warbler::ui {

class DialectRow;
class LabelValuesModel;
class Session;

// What is to become of a CSV. A project that is open may take its tweets or its labels only.
enum class ImportTarget { NewProject, AddTweets, LabelsOnly };

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
    QWidget *makeDialectRow();
    QWidget *makeFormRow();
    QWidget *makeRolesRow();
    QWidget *makeSide();
    QWidget *makeCoderRow(QWidget *side);
    QWidget *makeFoot();
    void readAgain();
    void look(std::int64_t rows);
    void showPreview(const CsvPreview &preview);
    void showError(const Error &error);
    void fillDialect(const DialectGuess &guess);
    void fillRoles(const CsvPreview &preview);
    void fillProblems(const CsvPreview &preview);
    void fillEncodings(const DialectGuess &guess);
    void fillOffers(const CsvPreview &preview);
    void fillCoders(const CsvPreview &preview);
    void loadCodebook();
    void showLabelChoices();
    void chooseEncoding(const std::string &name);
    void readState();
    void addProblem(const QString &sentence, const char *icon);
    QString blockingReason() const;
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
    LabelValuesModel *m_labels;
    QLabel *m_file = nullptr;
    QComboBox *m_encoding = nullptr;
    DialectRow *m_form = nullptr;
    QComboBox *m_roles[kColumnRoles] = {};  // in the order of ColumnRole
    QTableView *m_table = nullptr, *m_labelTable = nullptr;
    QLabel *m_labelsTitle = nullptr, *m_problemsTitle = nullptr, *m_sentence = nullptr;
    QListWidget *m_problems = nullptr, *m_encodings = nullptr;
    QLabel *m_encodingsTitle = nullptr;
    QBoxLayout *m_candidates = nullptr;  // a button for each column that may hold labels
    QWidget *m_coderRow = nullptr;
    QLineEdit *m_coder = nullptr;  // who gave the labels, where no column says it
    QPushButton *m_joinSpellings = nullptr, *m_undoMojibake = nullptr;
    Codebook m_codebook;  // of the open project
    bool m_isCodebookRead = false;
    std::map<std::int64_t, std::int64_t> m_labelsOf;
    bool m_isRuleChosen = false;  // which of two rows of one id counts
    QComboBox *m_duplicates = nullptr, *m_target = nullptr;
    QPushButton *m_import = nullptr;
};

}  // namespace warbler::ui
