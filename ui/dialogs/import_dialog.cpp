// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/import_dialog.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

#include "core/base/utf8.h"
#include "core/corpus/tweet_import.h"
#include "core/jobs/job_thread.h"
#include "core/tables/alarm.h"
#include "ui/dialogs/column_header.h"
#include "ui/dialogs/dialect_row.h"
#include "ui/dialogs/label_values_model.h"
#include "ui/support/error_text.h"
#include "ui/support/icons.h"
#include "ui/support/session.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"

namespace warbler::ui {

namespace {

constexpr std::int64_t kFirstLook = 2'000, kWholeLook = 200'000;
constexpr int kReadDelayMs = 120;
constexpr int kTextWidth = 380, kIdWidth = 180, kWidth = 110;  // of columns; an id of 19 digits is seen whole

void select(QComboBox *box, const QString &data) {
    const QSignalBlocker quiet(box);
    box->setCurrentIndex(std::max(0, box->findData(data)));
}

}  // namespace

ImportDialog::ImportDialog(Session &session, const QString &csvPath, ImportTarget target, QWidget *parent)
    : QDialog(parent), m_session(session), m_path(csvPath), m_delay(new QTimer(this)), m_rows(new PreviewModel(this)),
      m_labels(new LabelValuesModel(this)) {
    setObjectName(QStringLiteral("importDialog"));
    setWindowTitle(tr("Import tweets"));
    resize(1180, 720);
    m_delay->setSingleShot(true);
    m_delay->setInterval(kReadDelayMs);
    connect(m_delay, &QTimer::timeout, this, [this] { look(kFirstLook); });

    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("importPreview"));
    m_table->setAccessibleName(tr("First rows of the file"));
    m_table->setHorizontalHeader(new ColumnHeader(m_table));
    m_table->setModel(m_rows);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->setDefaultSectionSize(28);
    m_table->verticalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    connect(m_table->horizontalHeader(), &QHeaderView::sectionClicked, this, [this](int column) {
        QMenu menu(this);
        for (int role = 0; role <= kColumnRoles; ++role) {
            QAction *choice = menu.addAction(columnRoleEntry(static_cast<ColumnRole>(role)));
            choice->setData(role);
        }
        const QPoint below(m_table->horizontalHeader()->sectionViewportPosition(column),
                           m_table->horizontalHeader()->height());
        if (const QAction *chosen = menu.exec(m_table->horizontalHeader()->mapToGlobal(below)))
            setColumnRole(column, static_cast<ColumnRole>(chosen->data().toInt()));
    });

    auto *middle = new QSplitter(this);
    middle->addWidget(m_table);
    middle->addWidget(makeSide());
    middle->setStretchFactor(0, 1);
    middle->setCollapsible(0, false);
    middle->setCollapsible(1, false);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace24, kSpace16, kSpace24, kSpace16);
    column->setSpacing(kSpace12);
    column->addWidget(makeDialectRow());
    column->addWidget(makeFormRow());
    column->addWidget(makeRolesRow());
    column->addWidget(middle, 1);
    column->addWidget(makeFoot());
    if (session.hasProject())
        m_target->setCurrentIndex(m_target->findData(static_cast<int>(target)));
    connect(m_labels, &LabelValuesModel::choiceChanged, this, [this] {
        m_joinSpellings->setVisible(!m_labels->spellings().empty());
        readState();
    });
    loadCodebook();
    look(kFirstLook);
}

ImportDialog::~ImportDialog() {
    if (m_reading)
        m_reading->requestStop();
}

void ImportDialog::setColumnRole(int column, ColumnRole role) {
    if (!m_preview || column < 0 || column >= m_rows->columnCount())
        return;
    const ColumnRole before = columnRoleOf(m_preview->mapping, column);
    if (before != ColumnRole::None)
        chosenColumn(m_columns, before) = std::string("-");
    if (role != ColumnRole::None)
        chosenColumn(m_columns, role) = m_preview->columns[static_cast<std::size_t>(column)];
    readAgain();
}

void ImportDialog::readAgain() {
    if (m_reading)
        m_reading->requestStop();
    m_import->setEnabled(false);
    m_delay->start();
}

void ImportDialog::look(std::int64_t rows) {
    m_reading = m_session.read<CsvPreview>(
        JobKind::Search, this,
        [path = toUtf8(m_path), dialect = m_dialect, columns = m_columns, rows](std::stop_token) {
            return previewCsv(path, dialect, columns, rows);
        },
        [this, rows](const CsvPreview &preview) {
            showPreview(preview);
            if (!preview.isComplete && rows < kWholeLook)
                look(kWholeLook);
            else
                m_reading.reset();
            readState();
        },
        [this](const Error &error) {
            m_reading.reset();
            showError(error);
        });
    readState();
}

void ImportDialog::showPreview(const CsvPreview &preview) {
    const bool isFirst = !m_preview || m_rows->columnCount() != static_cast<int>(preview.columns.size());
    m_hasError = false;
    m_preview = preview;
    m_rows->setPreview(preview);
    if (isFirst)
        for (int column = 0; column < m_rows->columnCount(); ++column)
            m_table->setColumnWidth(column, column == preview.mapping.text ? kTextWidth
                                            : column == preview.mapping.id ? kIdWidth
                                                                           : kWidth);
    fillDialect(preview.guess);
    fillRoles(preview);
    m_labels->setValues(preview.mapping.label < 0 ? std::vector<LabelValue>() : preview.labelValues);
    showLabelChoices();
    fillProblems(preview);
    fillEncodings(preview.guess);
    fillOffers(preview);
    readState();
}

void ImportDialog::showError(const Error &error) {
    m_hasError = true;
    m_problems->clear();
    addProblem(errorSentence(error), "problem");
    m_problemsTitle->setText(tr("Problems"));
    m_encodings->hide();
    m_encodingsTitle->hide();
    readState();
}

void ImportDialog::fillDialect(const DialectGuess &guess) {
    const CsvDialect &dialect = guess.dialect;
    select(m_encoding, QString::fromLatin1(encodingName(dialect.encoding)));
    m_encoding->setToolTip(fromUtf8(guess.encodingReason));
    m_form->showGuess(guess);
}

void ImportDialog::fillRoles(const CsvPreview &preview) {
    const std::string *const reasons[kColumnRoles] = {
        &preview.idReason, &preview.textReason, &preview.labelReason, nullptr, nullptr, nullptr, nullptr};
    for (int i = 0; i < kColumnRoles; ++i) {
        const QSignalBlocker quiet(m_roles[i]);
        m_roles[i]->clear();
        m_roles[i]->addItem(i == 0 ? tr("row numbers") : tr("none"), QStringLiteral("-"));
        for (const std::string &name : preview.columns)
            m_roles[i]->addItem(oneLine(fromUtf8(name)), fromUtf8(name));
        m_roles[i]->setCurrentIndex(mappedColumn(preview.mapping, static_cast<ColumnRole>(i)) + 1);
        m_roles[i]->setToolTip(reasons[i] ? fromUtf8(*reasons[i]) : QString());
    }
}

void ImportDialog::addProblem(const QString &sentence, const char *icon) {
    const QString name = QString::fromLatin1(icon);
    const Ink ink = name == QLatin1String("problem") ? Ink::Bad : name == QLatin1String("ok") ? Ink::Ok : Ink::Warning;
    m_problems->addItem(new QListWidgetItem(themedIcon(name, ink), sentence));
}

void ImportDialog::fillProblems(const CsvPreview &preview) {
    m_problems->clear();
    for (const Alarm &alarm : preview.alarms) {
        QString sentence = fromUtf8(alarm.sentence);
        if (alarm.firstLine > 0 && !sentence.contains(QLatin1String("line ")))
            sentence = tr("From line %1 on: %2").arg(countText(alarm.firstLine), sentence);
        addProblem(sentence, "warning");
    }
    for (const RejectedRow &row : preview.rejected)
        addProblem(tr("Line %1 cannot be read: %2").arg(countText(row.line), fromUtf8(row.reason)), "problem");
    if (preview.emptyTexts > 0)
        addProblem(preview.emptyTexts == 1 ? tr("One row has an empty text and is left out.")
                                           : tr("%Ln rows have an empty text and are left out.", nullptr,
                                                static_cast<int>(preview.emptyTexts)),
                   "warning");
    fillCoders(preview);
    if (preview.mapping.label >= 0 && m_labels->categories() == 1)
        addProblem(tr("The label column holds one category only: training needs two."), "warning");
    m_problemsTitle->setText(m_problems->count() == 0 ? tr("Problems") : tr("Problems (%1)").arg(m_problems->count()));
    if (m_problems->count() == 0)
        addProblem(tr("None found."), "ok");
    for (const SkippedLine &line : preview.skippedLines)
        addProblem(line.raw.empty()
                       ? tr("Line %1 is skipped: it is blank").arg(countText(line.line))
                       : tr("Line %1 is skipped: %2").arg(countText(line.line), oneLine(fromUtf8(excerpt(line.raw)))),
                   "ok");
}

QString ImportDialog::blockingReason() const {
    if (m_hasError)
        return tr("The file cannot be read like this.");
    if (!m_preview || (target() != ImportTarget::NewProject && !m_isCodebookRead))
        return tr("Reading the file \u2026");
    if (m_preview->mapping.text < 0 && target() != ImportTarget::LabelsOnly)
        return tr("Choose the column that holds the text of the tweets.");
    if (target() == ImportTarget::LabelsOnly && m_preview->mapping.id < 0)
        return tr("Choose the id column: labels are matched by it.");
    if (target() == ImportTarget::LabelsOnly && m_preview->mapping.label < 0)
        return tr("Choose the column that holds the labels.");
    if (const std::vector<std::string> undecided = m_labels->undecided();
        m_preview->mapping.label >= 0 && !undecided.empty())
        return tr("Choose what becomes of the value \u201c%1\u201d.").arg(oneLine(fromUtf8(undecided.front())));
    if (m_preview->repeats.ownRepeats > 0 && !m_isRuleChosen)
        return tr("Line %1 holds a second label by %2 for a tweet: choose which one counts.")
            .arg(countText(m_preview->repeats.firstOwnLine), fromUtf8(m_preview->repeats.firstOwnCoder));
    if (!coder().empty() && m_preview->repeats.otherLabels > 0 && !m_isRuleChosen)
        return tr("%Ln rows give a tweet a second, different label: choose which one counts.", nullptr,
                  static_cast<int>(m_preview->repeats.otherLabels));
    return {};
}

bool ImportDialog::isReady() const { return blockingReason().isEmpty() && !m_reading; }

void ImportDialog::readState() {
    if (!m_import)
        return;
    const QString reason = blockingReason();
    // The beginning is enough to start: the import itself reads every row.
    m_import->setEnabled(reason.isEmpty() && !m_delay->isActive());
    // With labels alone the rule says which of two labels of one tweet counts.
    m_duplicates->setEnabled(target() != ImportTarget::LabelsOnly || (m_preview && m_preview->repeats.furtherRows > 0));
    m_coderRow->setVisible(m_preview && m_preview->mapping.label >= 0 && m_preview->mapping.coder < 0);
    if (!m_preview || m_hasError || !reason.isEmpty()) {
        m_sentence->setText(reason);
        return;
    }
    const std::int64_t tweets = m_preview->rowsRead - m_preview->emptyTexts;
    std::int64_t missing = 0;
    for (const LabelValue &value : m_preview->labelValues)
        for (const std::string &none : m_labels->missing())
            missing += value.value == none ? value.count : 0;
    const bool hasLabels = m_preview->mapping.label >= 0;
    const std::int64_t labelled = hasLabels ? std::max<std::int64_t>(0, tweets - m_preview->unlabelled - missing) : 0;
    m_labelsTitle->setText(hasLabels ? tr("Labels (%n categories)", nullptr, static_cast<int>(m_labels->categories()))
                                     : tr("Labels: no column chosen"));
    if (target() == ImportTarget::LabelsOnly)
        m_sentence->setText(tr("%Ln labels will be taken, matched by id.", nullptr, static_cast<int>(labelled)));
    else if (!m_preview->isComplete)
        m_sentence->setText(tr("More than %1 tweets will be imported.").arg(countText(tweets)));
    else if (hasLabels)
        m_sentence->setText(tr("%Ln tweets will be imported, %1 of them labelled.", nullptr, static_cast<int>(tweets))
                                .arg(countText(labelled)));
    else
        m_sentence->setText(tr("%Ln tweets will be imported.", nullptr, static_cast<int>(tweets)));
    if (m_preview->skipped > 0)
        m_sentence->setText(m_sentence->text() + QLatin1Char(' ') +
                            tr("Lines skipped: %1.").arg(countText(m_preview->skipped)));
}

ImportTarget ImportDialog::target() const {
    return m_target ? static_cast<ImportTarget>(m_target->currentData().toInt()) : ImportTarget::NewProject;
}

ImportRequest ImportDialog::request() const {
    ImportRequest request;
    request.csvPath = toUtf8(m_path);
    request.dialect = m_dialect;
    request.columns = m_columns;
    if (m_preview) {
        // What was shown is what is done, whatever a later guess would say.
        const auto name = [this](int column) {
            return column < 0 ? std::string("-") : m_preview->columns[static_cast<std::size_t>(column)];
        };
        const ColumnMapping &mapping = m_preview->mapping;
        request.columns = {name(mapping.id),     name(mapping.text),     name(mapping.label), name(mapping.created),
                           name(mapping.author), name(mapping.language), name(mapping.coder)};
    }
    request.categoryNames = m_labels->names();
    request.missing = m_labels->missing();
    request.positive = m_labels->positive();
    request.duplicates = static_cast<DuplicateRule>(m_duplicates->currentData().toInt());
    request.isDuplicateRuleChosen = m_isRuleChosen;
    request.coder = coder();
    return request;
}

}  // namespace warbler::ui
