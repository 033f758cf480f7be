// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands in the import dialog and where.
#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "core/corpus/tweet_import.h"
#include "core/tables/csv/dialect_guess.h"
#include "ui/dialogs/dialect_row.h"
#include "ui/dialogs/import_dialog.h"
#include "ui/dialogs/label_fate_delegate.h"
#include "ui/dialogs/label_values_model.h"
#include "ui/support/session.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/captions.h"
#include "ui/widgets/wrapping_row.h"

namespace warbler::ui {

namespace {

constexpr int kSideWidth = 400;

}  // namespace

QWidget *ImportDialog::makeDialectRow() {
    auto *row = new QWidget(this);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(kSpace8);
    m_file = new QLabel(row);
    m_file->setObjectName(QStringLiteral("importFile"));
    m_file->setText(tr("%1, %2").arg(QFileInfo(m_path).fileName(),
                                     bytesText(static_cast<std::uint64_t>(QFileInfo(m_path).size()))));
    m_file->setToolTip(m_path);
    line->addWidget(m_file, 1);
    const auto add = [&](const QString &word, const char *name,
                         std::initializer_list<std::pair<QString, const char *>> choices,
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
    m_encoding = add(tr("Encoding"), "encodingBox", {}, &DialectChoice::encoding);
    for (const Encoding encoding : allEncodings())
        m_encoding->addItem(QString::fromLatin1(encodingName(encoding)), QString::fromLatin1(encodingName(encoding)));
    return row;
}

QWidget *ImportDialog::makeFormRow() {
    m_form = new DialectRow(this);
    connect(m_form, &DialectRow::choiceChanged, this, [this] {
        m_form->addTo(m_dialect);
        readAgain();
    });
    return m_form;
}

QWidget *ImportDialog::makeRolesRow() {
    auto *row = new QWidget(this);
    auto *line = new WrappingRow(kSpace8);
    row->setLayout(line);
    const QString words[kColumnRoles] = {tr("Id"),     tr("Text"),     tr("Label"), tr("Date"),
                                         tr("Author"), tr("Language"), tr("Coder")};
    const char *const names[kColumnRoles] = {"idColumnBox",     "textColumnBox",     "labelColumnBox", "dateColumnBox",
                                             "authorColumnBox", "languageColumnBox", "coderColumnBox"};
    for (int i = 0; i < kColumnRoles; ++i) {
        auto *label = new QLabel(words[i], row);
        auto *box = m_roles[i] = new QComboBox(row);
        box->setObjectName(QString::fromLatin1(names[i]));
        box->setAccessibleName(tr("%1 column").arg(words[i]));
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
        label->setBuddy(box);
        line->addWidget(sideBySide(label, box, row));
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
    m_labelsTitle = headingLabel(tr("Labels"), side);
    m_labelTable = new QTableView(side);
    m_labelTable->setObjectName(QStringLiteral("labelValues"));
    m_labelTable->setAccessibleName(tr("Values of the label column"));
    m_labelTable->setModel(m_labels);
    m_labelTable->setItemDelegateForColumn(LabelValuesModel::Name, new LabelFateDelegate(m_labelTable));
    m_labelTable->setShowGrid(false);
    m_labelTable->setTabKeyNavigation(false);
    m_labelTable->verticalHeader()->hide();
    m_labelTable->verticalHeader()->setDefaultSectionSize(30);
    m_labelTable->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_labelTable->horizontalHeader()->setSectionResizeMode(LabelValuesModel::Name, QHeaderView::Stretch);
    m_labelTable->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_labelTable->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                                  QAbstractItemView::SelectedClicked);
    m_problemsTitle = headingLabel(tr("Problems"), side);
    m_problems = new QListWidget(side);
    m_problems->setObjectName(QStringLiteral("importProblems"));
    m_problems->setAccessibleName(tr("Problems found in the file"));
    m_problems->setWordWrap(true);
    m_problems->setTextElideMode(Qt::ElideNone);
    m_problems->setSelectionMode(QAbstractItemView::NoSelection);
    m_problems->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_problems->setSpacing(2);
    m_problems->setResizeMode(QListView::Adjust);
    const auto addButton = [&](const QString &word, const char *name) {
        auto *button = new QPushButton(word, side);
        button->setObjectName(QString::fromLatin1(name));
        button->setAutoDefault(false);
        button->hide();
        return button;
    };
    m_joinSpellings = addButton(tr("Join values that differ in spelling only"), "joinSpellingsButton");
    connect(m_joinSpellings, &QPushButton::clicked, this, [this] {
        m_labels->joinSpellings();
        showLabelChoices();
    });
    m_undoMojibake = addButton(tr("Undo the wrong encoding (\u00C3\u00A9 becomes \u00E9)"), "undoMojibakeButton");
    m_encodingsTitle = headingLabel(tr("Encoding: which letters look right?"), side);
    m_encodings = new QListWidget(side);
    m_encodings->setObjectName(QStringLiteral("encodingCandidates"));
    m_encodings->setAccessibleName(tr("Encodings with lines of the file"));
    m_encodings->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_encodings->setTextElideMode(Qt::ElideRight);
    m_encodings->setSpacing(2);
    connect(m_encodings, &QListWidget::itemActivated, this,
            [this](QListWidgetItem *item) { chooseEncoding(toUtf8(item->data(Qt::UserRole).toString())); });
    connect(m_encodings, &QListWidget::itemClicked, this,
            [this](QListWidgetItem *item) { chooseEncoding(toUtf8(item->data(Qt::UserRole).toString())); });
    m_candidates = new QVBoxLayout;
    column->addWidget(m_labelsTitle);
    column->addLayout(m_candidates);
    column->addWidget(m_labelTable, 1);
    column->addWidget(makeCoderRow(side));
    column->addWidget(m_joinSpellings);
    column->addWidget(m_problemsTitle);
    column->addWidget(m_problems, 1);
    column->addWidget(m_undoMojibake);
    column->addWidget(m_encodingsTitle);
    column->addWidget(m_encodings, 1);
    return side;
}

QWidget *ImportDialog::makeCoderRow(QWidget *side) {
    m_coderRow = new QWidget(side);
    auto *line = new QHBoxLayout(m_coderRow);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(kSpace8);
    auto *word = new QLabel(tr("Coder of these labels"), m_coderRow);
    m_coder = new QLineEdit(m_coderRow);
    m_coder->setObjectName(QStringLiteral("labelCoderField"));
    m_coder->setPlaceholderText(tr("no name: \u201cimported\u201d"));
    m_coder->setToolTip(tr("Who gave the labels of this file. Where a column says it, choose that column instead."));
    word->setBuddy(m_coder);
    line->addWidget(word);
    line->addWidget(m_coder, 1);
    connect(m_coder, &QLineEdit::textChanged, this, [this] {
        if (m_preview && !m_hasError)
            fillProblems(*m_preview);
        readState();
    });
    return m_coderRow;
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
    connect(m_target, &QComboBox::currentIndexChanged, this, [this] {
        showLabelChoices();
        readState();
    });
    m_duplicates = new QComboBox(foot);
    m_duplicates->setObjectName(QStringLiteral("duplicatesBox"));
    m_duplicates->setAccessibleName(tr("Same id twice"));
    m_duplicates->addItem(tr("Same id twice: keep the first"), static_cast<int>(DuplicateRule::First));
    m_duplicates->addItem(tr("Same id twice: keep the last"), static_cast<int>(DuplicateRule::Last));
    m_duplicates->addItem(tr("Same id twice: reject and list"), static_cast<int>(DuplicateRule::Reject));
    connect(m_duplicates, &QComboBox::activated, this, [this] {
        m_isRuleChosen = true;
        readState();
    });
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

}  // namespace warbler::ui
