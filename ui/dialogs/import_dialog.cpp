// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/import_dialog.h"

#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

#include "core/jobs/job_thread.h"
#include "ui/dialogs/column_header.h"
#include "ui/models/label_values_model.h"
#include "ui/support/error_text.h"
#include "ui/support/icons.h"
#include "ui/support/session.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"

namespace warbler::ui {

namespace {

constexpr std::int64_t kFirstLook = 2'000, kWholeLook = 200'000;
constexpr int kRoles = 5, kReadDelayMs = 120, kSideWidth = 400;

std::string &chosenColumn(ColumnChoice &columns, ColumnRole role) {
    switch (role) {
    case ColumnRole::Id:
        return columns.id;
    case ColumnRole::Text:
        return columns.text;
    case ColumnRole::Label:
        return columns.label;
    case ColumnRole::Created:
        return columns.created;
    case ColumnRole::Author:
    case ColumnRole::None:
        break;
    }
    return columns.author;
}

int mappedColumn(const ColumnMapping &mapping, ColumnRole role) {
    switch (role) {
    case ColumnRole::Id:
        return mapping.id;
    case ColumnRole::Text:
        return mapping.text;
    case ColumnRole::Label:
        return mapping.label;
    case ColumnRole::Created:
        return mapping.created;
    case ColumnRole::Author:
        return mapping.author;
    case ColumnRole::None:
        break;
    }
    return -1;
}

void select(QComboBox *box, const QString &data) {
    const QSignalBlocker quiet(box);
    box->setCurrentIndex(std::max(0, box->findData(data)));
}

QLabel *sectionTitle(const QString &text, QWidget *parent) {
    auto *label = new QLabel(text, parent);
    QFont bold = label->font();
    bold.setWeight(QFont::DemiBold);
    label->setFont(bold);
    return label;
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
        for (int role = 0; role <= kRoles; ++role) {
            QAction *choice = menu.addAction(columnRoleWord(static_cast<ColumnRole>(role)));
            choice->setData(role);
        }
        const QPoint below(m_table->horizontalHeader()->sectionViewportPosition(column), m_table->horizontalHeader()->height());
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
    column->addWidget(makeRolesRow());
    column->addWidget(middle, 1);
    column->addWidget(makeFoot());
    if (session.hasProject())
        m_target->setCurrentIndex(m_target->findData(static_cast<int>(target)));
    connect(m_labels, &LabelValuesModel::choiceChanged, this, [this] { readState(); });
    look(kFirstLook);
}

ImportDialog::~ImportDialog() {
    if (m_reading)
        m_reading->requestStop();
}

QWidget *ImportDialog::makeDialectRow() {
    auto *row = new QWidget(this);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(kSpace8);
    m_file = new QLabel(row);
    m_file->setObjectName(QStringLiteral("importFile"));
    m_file->setText(tr("%1, %2").arg(QFileInfo(m_path).fileName(), bytesText(static_cast<std::uint64_t>(QFileInfo(m_path).size()))));
    m_file->setToolTip(m_path);
    line->addWidget(m_file, 1);
    const auto add = [&](const QString &word, const char *name, std::initializer_list<std::pair<QString, const char *>> choices,
                         std::string DialectChoice::*field) {
        auto *label = new QLabel(word, row);
        auto *box = new QComboBox(row);
        box->setObjectName(QString::fromLatin1(name));
        box->setAccessibleName(word);
        for (const auto &choice : choices)
            box->addItem(choice.first, QString::fromLatin1(choice.second));
        label->setBuddy(box);
        line->addSpacing(kSpace8);
        line->addWidget(label);
        line->addWidget(box);
        connect(box, &QComboBox::activated, this, [this, box, field] {
            m_dialect.*field = toUtf8(box->currentData().toString());
            readAgain();
        });
        return box;
    };
    m_encoding = add(tr("Encoding"), "encodingBox",
                     {{tr("UTF-8"), "UTF-8"},
                      {tr("UTF-8 with BOM"), "UTF-8 with BOM"},
                      {tr("UTF-16 LE"), "UTF-16 LE"},
                      {tr("UTF-16 BE"), "UTF-16 BE"},
                      {tr("windows-1252"), "windows-1252"}},
                     &DialectChoice::encoding);
    m_delimiter = add(tr("Delimiter"), "delimiterBox",
                      {{tr("comma ,"), ","}, {tr("semicolon ;"), ";"}, {tr("tab"), "tab"}, {tr("bar |"), "|"}}, &DialectChoice::delimiter);
    m_quote = add(tr("Quote"), "quoteBox", {{QStringLiteral("\""), "\""}, {QStringLiteral("'"), "'"}}, &DialectChoice::quote);
    m_header = add(tr("First row"), "headerBox", {{tr("column names"), "yes"}, {tr("a tweet"), "no"}}, &DialectChoice::header);
    return row;
}

QWidget *ImportDialog::makeRolesRow() {
    auto *row = new QWidget(this);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(kSpace8);
    const QString words[kRoles] = {tr("Id"), tr("Text"), tr("Label"), tr("Date"), tr("Author")};
    const char *const names[kRoles] = {"idColumnBox", "textColumnBox", "labelColumnBox", "dateColumnBox", "authorColumnBox"};
    for (int i = 0; i < kRoles; ++i) {
        auto *label = new QLabel(words[i], row);
        auto *box = m_roles[i] = new QComboBox(row);
        box->setObjectName(QString::fromLatin1(names[i]));
        box->setAccessibleName(tr("%1 column").arg(words[i]));
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(10);
        label->setBuddy(box);
        line->addWidget(label);
        line->addWidget(box, 1);
        line->addSpacing(kSpace8);
        connect(box, &QComboBox::activated, this, [this, box, i] {
            chosenColumn(m_columns, static_cast<ColumnRole>(i)) = toUtf8(box->currentData().toString());
            readAgain();
        });
    }
    return row;
}

QWidget *ImportDialog::makeSide() {
    auto *side = new QWidget(this);
    side->setMinimumWidth(kSideWidth);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(kSpace12, 0, 0, 0);
    column->setSpacing(kSpace8);
    m_labelsTitle = sectionTitle(tr("Labels"), side);
    m_labelTable = new QTableView(side);
    m_labelTable->setObjectName(QStringLiteral("labelValues"));
    m_labelTable->setAccessibleName(tr("Values of the label column"));
    m_labelTable->setModel(m_labels);
    m_labelTable->setShowGrid(false);
    m_labelTable->setTabKeyNavigation(false);
    m_labelTable->verticalHeader()->hide();
    m_labelTable->verticalHeader()->setDefaultSectionSize(30);
    m_labelTable->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_labelTable->horizontalHeader()->setSectionResizeMode(LabelValuesModel::Name, QHeaderView::Stretch);
    m_labelTable->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_labelTable->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                                  QAbstractItemView::SelectedClicked);
    m_problemsTitle = sectionTitle(tr("Problems"), side);
    m_problems = new QListWidget(side);
    m_problems->setObjectName(QStringLiteral("importProblems"));
    m_problems->setAccessibleName(tr("Problems found in the file"));
    m_problems->setWordWrap(true);
    m_problems->setTextElideMode(Qt::ElideNone);
    m_problems->setSelectionMode(QAbstractItemView::NoSelection);
    m_problems->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_problems->setSpacing(2);
    m_problems->setResizeMode(QListView::Adjust);
    column->addWidget(m_labelsTitle);
    column->addWidget(m_labelTable, 1);
    column->addWidget(m_problemsTitle);
    column->addWidget(m_problems, 1);
    return side;
}

QWidget *ImportDialog::makeFoot() {
    auto *foot = new QWidget(this);
    auto *line = new QHBoxLayout(foot);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(kSpace12);
    m_target = new QComboBox(foot);
    m_target->setObjectName(QStringLiteral("importTargetBox"));
    m_target->setAccessibleName(tr("What becomes of the file"));
    m_target->addItem(tr("Start a new project"), static_cast<int>(ImportTarget::NewProject));
    if (m_session.hasProject()) {
        m_target->addItem(tr("Add the tweets to this project"), static_cast<int>(ImportTarget::AddTweets));
        m_target->addItem(tr("Take the labels only, matched by id"), static_cast<int>(ImportTarget::LabelsOnly));
    }
    m_target->setVisible(m_session.hasProject());
    connect(m_target, &QComboBox::currentIndexChanged, this, [this] { readState(); });
    m_duplicates = new QComboBox(foot);
    m_duplicates->setObjectName(QStringLiteral("duplicatesBox"));
    m_duplicates->setAccessibleName(tr("Same id twice"));
    m_duplicates->addItem(tr("Same id twice: keep the first"), static_cast<int>(DuplicateRule::First));
    m_duplicates->addItem(tr("Same id twice: keep the last"), static_cast<int>(DuplicateRule::Last));
    m_duplicates->addItem(tr("Same id twice: reject and list"), static_cast<int>(DuplicateRule::Reject));
    m_sentence = new QLabel(foot);
    m_sentence->setObjectName(QStringLiteral("importSentence"));
    m_sentence->setWordWrap(true);
    auto *cancel = new QPushButton(tr("Cancel"), foot);
    cancel->setObjectName(QStringLiteral("cancelImportButton"));
    cancel->setAutoDefault(false);
    m_import = new QPushButton(tr("Import"), foot);
    m_import->setObjectName(QStringLiteral("importButton"));
    m_import->setProperty("filled", true);
    m_import->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, [this] { reject(); });
    connect(m_import, &QPushButton::clicked, this, [this] { accept(); });
    line->addWidget(m_target);
    line->addWidget(m_duplicates);
    line->addWidget(m_sentence, 1);
    line->addWidget(cancel);
    line->addWidget(m_import);
    return foot;
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
            m_table->setColumnWidth(column, column == preview.mapping.text ? 380 : 150);
    fillDialect(preview.guess);
    fillRoles(preview);
    m_labels->setValues(preview.mapping.label < 0 ? std::vector<LabelValue>() : preview.labelValues);
    fillProblems(preview);
    readState();
}

void ImportDialog::showError(const Error &error) {
    m_hasError = true;
    m_problems->clear();
    addProblem(errorSentence(error), "problem");
    m_problemsTitle->setText(tr("Problems"));
    readState();
}

void ImportDialog::fillDialect(const DialectGuess &guess) {
    const CsvDialect &dialect = guess.dialect;
    select(m_encoding, QString::fromLatin1(encodingName(dialect.encoding)));
    select(m_delimiter, dialect.delimiter == '\t' ? QStringLiteral("tab") : QString(QLatin1Char(dialect.delimiter)));
    select(m_quote, QString(QLatin1Char(dialect.quote)));
    select(m_header, dialect.header == HeaderRow::Present ? QStringLiteral("yes") : QStringLiteral("no"));
    m_encoding->setToolTip(fromUtf8(guess.encodingReason));
    m_delimiter->setToolTip(fromUtf8(guess.delimiterReason));
    m_quote->setToolTip(tr("Fields with the delimiter or a line break inside stand between two of these."));
    m_header->setToolTip(fromUtf8(guess.headerReason));
}

void ImportDialog::fillRoles(const CsvPreview &preview) {
    const std::string *const reasons[kRoles] = {&preview.idReason, &preview.textReason, &preview.labelReason, nullptr, nullptr};
    for (int i = 0; i < kRoles; ++i) {
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
                                           : tr("%1 rows have an empty text and are left out.").arg(countText(preview.emptyTexts)),
                   "warning");
    if (preview.mapping.label >= 0 && m_labels->categories() == 1)
        addProblem(tr("The label column holds one category only: training needs two."), "warning");
    m_problemsTitle->setText(m_problems->count() == 0 ? tr("Problems") : tr("Problems (%1)").arg(m_problems->count()));
    if (m_problems->count() == 0)
        addProblem(tr("None found."), "ok");
}

QString ImportDialog::blockingReason() const {
    if (m_hasError)
        return tr("The file cannot be read like this.");
    if (!m_preview)
        return tr("Reading the file \u2026");
    if (m_preview->mapping.text < 0 && target() != ImportTarget::LabelsOnly)
        return tr("Choose the column that holds the text of the tweets.");
    if (target() == ImportTarget::LabelsOnly && m_preview->mapping.id < 0)
        return tr("Choose the id column: labels are matched by it.");
    if (target() == ImportTarget::LabelsOnly && m_preview->mapping.label < 0)
        return tr("Choose the column that holds the labels.");
    return {};
}

bool ImportDialog::isReady() const { return blockingReason().isEmpty() && !m_reading; }

void ImportDialog::readState() {
    if (!m_import)
        return;
    const QString reason = blockingReason();
    // The beginning is enough to start: the import itself reads every row.
    m_import->setEnabled(reason.isEmpty() && !m_delay->isActive());
    m_duplicates->setEnabled(target() != ImportTarget::LabelsOnly);
    if (!m_preview || m_hasError || !reason.isEmpty()) {
        m_sentence->setText(reason);
        return;
    }
    const std::int64_t tweets = m_preview->rowsRead - m_preview->emptyTexts - static_cast<std::int64_t>(m_preview->rejected.size());
    std::int64_t missing = 0;
    for (const LabelValue &value : m_preview->labelValues)
        for (const std::string &none : m_labels->missing())
            missing += value.value == none ? value.count : 0;
    const bool hasLabels = m_preview->mapping.label >= 0;
    const std::int64_t labelled = hasLabels ? std::max<std::int64_t>(0, tweets - m_preview->unlabelled - missing) : 0;
    m_labelsTitle->setText(hasLabels ? tr("Labels (%1 categories)").arg(m_labels->categories()) : tr("Labels: no column chosen"));
    if (target() == ImportTarget::LabelsOnly)
        m_sentence->setText(tr("%1 labels will be taken, matched by id.").arg(countText(labelled)));
    else if (!m_preview->isComplete)
        m_sentence->setText(tr("More than %1 tweets will be imported.").arg(countText(tweets)));
    else if (hasLabels)
        m_sentence->setText(tr("%1 tweets will be imported, %2 of them labelled.").arg(countText(tweets), countText(labelled)));
    else
        m_sentence->setText(tr("%1 tweets will be imported.").arg(countText(tweets)));
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
        request.columns = {name(mapping.id), name(mapping.text), name(mapping.label), name(mapping.created), name(mapping.author)};
    }
    request.categoryNames = m_labels->names();
    request.missing = m_labels->missing();
    request.positive = m_labels->positive();
    request.duplicates = static_cast<DuplicateRule>(m_duplicates->currentData().toInt());
    return request;
}

}  // namespace warbler::ui
