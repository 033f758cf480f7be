// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/import_dialog.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/jobs/job_thread.h"
#include "ui/dialogs/column_header.h"
#include "ui/dialogs/column_roles_row.h"
#include "ui/dialogs/dialect_row.h"
#include "ui/dialogs/encoding_offers.h"
#include "ui/dialogs/import_problems.h"
#include "ui/dialogs/label_offers.h"
#include "ui/dialogs/label_values_model.h"
#include "ui/support/error_text.h"
#include "ui/support/session.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"

namespace warbler::ui {

namespace {

constexpr std::int64_t kFirstLook = 2'000, kWholeLook = 200'000;
constexpr int kReadDelayMs = 120;
constexpr int kSideWidth = 400;
constexpr int kTextWidth = 380, kIdWidth = 180, kWidth = 110;  // of columns; an id of 19 digits is seen whole

struct ProjectLabels {
    Codebook codebook;
    std::map<std::int64_t, std::int64_t> labelsOf;
};

void select(QComboBox *box, const QString &data) {
    const QSignalBlocker quiet(box);
    box->setCurrentIndex(std::max(0, box->findData(data)));
}

}  // namespace

ImportDialog::ImportDialog(Session &session, const QString &csvPath, ImportTarget target, QWidget *parent)
    : QDialog(parent), m_session(session), m_path(csvPath), m_delay(new QTimer(this)), m_rows(new PreviewModel(this)) {
    setObjectName(QStringLiteral("importDialog"));
    setWindowTitle(tr("Import tweets"));
    resize(1180, 720);
    m_delay->setSingleShot(true);
    m_delay->setInterval(kReadDelayMs);
    connect(m_delay, &QTimer::timeout, this, [this] { look(kFirstLook); });
    makeTable();
    auto *middle = new QSplitter(this);
    middle->addWidget(m_table);
    middle->addWidget(makeSide());
    middle->setStretchFactor(0, 1);
    middle->setCollapsible(0, false);
    middle->setCollapsible(1, false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace24, kSpace16, kSpace24, kSpace16);
    column->setSpacing(kSpace12);
    column->addWidget(makeFileRow());
    makeRows();
    column->addWidget(m_form);
    column->addWidget(m_roles);
    column->addWidget(middle, 1);
    makeFoot();
    column->addWidget(m_foot);
    if (session.hasProject())
        m_foot->setTarget(target);
    loadCodebook();
    look(kFirstLook);
}

void ImportDialog::makeTable() {
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
    connect(m_table->horizontalHeader(), &QHeaderView::sectionClicked, this,
            [this](int column) { chooseRole(column); });
}

void ImportDialog::chooseRole(int column) {
    QMenu menu(this);
    for (int role = 0; role <= kColumnRoles; ++role) {
        QAction *choice = menu.addAction(columnRoleEntry(static_cast<ColumnRole>(role)));
        choice->setData(role);
    }
    const QHeaderView *header = m_table->horizontalHeader();
    const QPoint below(header->sectionViewportPosition(column), header->height());
    if (const QAction *chosen = menu.exec(header->mapToGlobal(below)))
        setColumnRole(column, static_cast<ColumnRole>(chosen->data().toInt()));
}

QWidget *ImportDialog::makeSide() {
    auto *side = new QWidget(this);
    side->setMinimumWidth(kSideWidth);
    m_labels = new LabelOffers(side);
    connect(m_labels, &LabelOffers::choiceChanged, this, [this] { readState(); });
    connect(m_labels, &LabelOffers::columnChosen, this,
            [this](int column) { setColumnRole(column, ColumnRole::Label); });
    connect(m_labels, &LabelOffers::coderChanged, this, [this] {
        if (m_preview && !m_hasError)
            showProblems();
        readState();
    });
    m_problems = new ImportProblems(side);
    m_encodings = new EncodingOffers(side);
    connect(m_encodings, &EncodingOffers::encodingChosen, this,
            [this](const std::string &name) { chooseEncoding(name); });
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(kSpace12, 0, 0, 0);
    column->setSpacing(kSpace8);
    column->addWidget(m_labels, 1);
    column->addWidget(m_problems, 1);
    column->addWidget(m_encodings, 1);
    return side;
}

QWidget *ImportDialog::makeFileRow() {
    auto *row = new QWidget(this);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(kSpace8);
    auto *file = new QLabel(row);
    file->setObjectName(QStringLiteral("importFile"));
    file->setText(tr("%1, %2").arg(QFileInfo(m_path).fileName(),
                                   bytesText(static_cast<std::uint64_t>(QFileInfo(m_path).size()))));
    file->setToolTip(m_path);
    auto *word = new QLabel(tr("Encoding"), row);
    m_encoding = new QComboBox(row);
    m_encoding->setObjectName(QStringLiteral("encodingBox"));
    m_encoding->setAccessibleName(word->text());
    for (const Encoding encoding : allEncodings())
        m_encoding->addItem(QString::fromLatin1(encodingName(encoding)), QString::fromLatin1(encodingName(encoding)));
    word->setBuddy(m_encoding);
    line->addWidget(file, 1);
    line->addSpacing(kSpace8);
    line->addWidget(word);
    line->addWidget(m_encoding);
    connect(m_encoding, &QComboBox::activated, this, [this] {
        m_dialect.encoding = toUtf8(m_encoding->currentData().toString());
        readAgain();
    });
    return row;
}

void ImportDialog::makeRows() {
    m_form = new DialectRow(this);
    connect(m_form, &DialectRow::choiceChanged, this, [this] {
        m_form->addTo(m_dialect);
        readAgain();
    });
    m_roles = new ColumnRolesRow(this);
    connect(m_roles, &ColumnRolesRow::columnChosen, this, [this](ColumnRole role, const std::string &column) {
        chosenColumn(m_columns, role) = column;
        readAgain();
    });
}

void ImportDialog::makeFoot() {
    m_foot = new ImportFoot(m_session.hasProject(), this);
    connect(m_foot, &ImportFoot::targetChosen, this, [this] {
        showLabelChoices();
        readState();
    });
    connect(m_foot, &ImportFoot::ruleChosen, this, [this] { readState(); });
    connect(m_foot, &ImportFoot::cancelPressed, this, [this] { reject(); });
    connect(m_foot, &ImportFoot::importPressed, this, [this] { accept(); });
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
    m_foot->setReady(false);
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
    select(m_encoding, QString::fromLatin1(encodingName(preview.guess.dialect.encoding)));
    m_encoding->setToolTip(fromUtf8(preview.guess.encodingReason));
    m_form->showGuess(preview.guess);
    m_roles->show(preview);
    m_labels->show(preview);
    showLabelChoices();
    showProblems();
    m_encodings->show(preview);
    setWindowTitle(preview.collector.empty() ? tr("Import tweets")
                                             : tr("Import tweets: an export of %1").arg(fromUtf8(preview.collector)));
    readState();
}

void ImportDialog::showError(const Error &error) {
    m_hasError = true;
    m_problems->showError(errorSentence(error));
    m_encodings->hideCandidates();
    readState();
}

void ImportDialog::showProblems() {
    m_problems->show(*m_preview, m_labels->values(), coder().empty() && !m_foot->isRuleChosen());
}

void ImportDialog::loadCodebook() {
    if (!m_session.hasProject())
        return;
    m_session.read<ProjectLabels>(
        JobKind::Search, this,
        [project = m_session.sharedProject()](std::stop_token) {
            return ProjectLabels{CodebookRepository(*project).load(), LabelRepository(*project).counts().perCode};
        },
        [this](const ProjectLabels &labels) {
            m_codebook = labels.codebook;
            m_labelsOf = labels.labelsOf;
            m_isCodebookRead = true;
            showLabelChoices();
        });
}

void ImportDialog::showLabelChoices() {
    m_labels->setCodebook(target() == ImportTarget::NewProject ? Codebook() : m_codebook, m_labelsOf);
}

void ImportDialog::chooseEncoding(const std::string &name) {
    if (m_preview && name == encodingName(m_preview->guess.dialect.encoding))
        return;
    m_dialect.encoding = name;
    readAgain();
}

std::string ImportDialog::coder() const {
    const bool isNamed = m_preview && m_preview->mapping.label >= 0 && m_preview->mapping.coder < 0;
    return isNamed ? m_labels->coder() : std::string();
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
    if (const std::vector<std::string> undecided = m_labels->values().undecidedValues();
        m_preview->mapping.label >= 0 && !undecided.empty())
        return tr("Choose what becomes of the value \u201c%1\u201d.").arg(oneLine(fromUtf8(undecided.front())));
    if (m_preview->repeats.ownRepeats > 0 && !m_foot->isRuleChosen())
        return tr("Line %1 holds a second label by %2 for a tweet: choose which one counts.")
            .arg(countText(m_preview->repeats.firstOwnLine), fromUtf8(m_preview->repeats.firstOwnCoder));
    if (!coder().empty() && m_preview->repeats.otherLabels > 0 && !m_foot->isRuleChosen())
        return tr("%Ln rows give a tweet a second, different label: choose which one counts.", nullptr,
                  static_cast<int>(m_preview->repeats.otherLabels));
    return {};
}

bool ImportDialog::isReady() const { return blockingReason().isEmpty() && !m_reading; }

void ImportDialog::readState() {
    const QString reason = blockingReason();
    // The beginning is enough to start: the import itself reads every row.
    m_foot->setReady(reason.isEmpty() && !m_delay->isActive());
    // With labels alone the rule says which of two labels of one tweet counts.
    m_foot->setRuleEnabled(target() != ImportTarget::LabelsOnly || (m_preview && m_preview->repeats.furtherRows > 0));
    m_labels->showCoder(m_preview && m_preview->mapping.label >= 0 && m_preview->mapping.coder < 0);
    if (!m_preview || m_hasError || !reason.isEmpty()) {
        m_foot->setSentence(reason);
        return;
    }
    m_labels->setTitle(m_preview->mapping.label >= 0
                           ? tr("Labels (%n categories)", nullptr, static_cast<int>(m_labels->values().categories()))
                           : tr("Labels: no column chosen"));
    QString sentence = importSentence(expectedImport(*m_preview, m_labels->values().missing()));
    if (m_preview->skipped > 0)
        sentence += QLatin1Char(' ') + tr("Lines skipped: %1.").arg(countText(m_preview->skipped));
    m_foot->setSentence(sentence);
}

QString ImportDialog::importSentence(const ExpectedImport &expected) const {
    if (target() == ImportTarget::LabelsOnly)
        return tr("%Ln labels will be taken, matched by id.", nullptr, static_cast<int>(expected.labelled));
    if (!m_preview->isComplete)
        return tr("More than %1 tweets will be imported.").arg(countText(expected.tweets));
    if (m_preview->mapping.label >= 0)
        return tr("%Ln tweets will be imported, %1 of them labelled.", nullptr, static_cast<int>(expected.tweets))
            .arg(countText(expected.labelled));
    return tr("%Ln tweets will be imported.", nullptr, static_cast<int>(expected.tweets));
}

ImportTarget ImportDialog::target() const { return m_foot->target(); }

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
    request.categoryNames = m_labels->values().names();
    request.missing = m_labels->values().missing();
    request.positive = m_labels->values().positive();
    request.duplicates = m_foot->duplicates();
    request.isDuplicateRuleChosen = m_foot->isRuleChosen();
    request.coder = coder();
    return request;
}

}  // namespace warbler::ui
