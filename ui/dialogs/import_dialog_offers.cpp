// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the import dialog offers beside its guesses: other encodings, other label columns, joined values, coders.
#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>

#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/tables/alarm.h"
#include "core/tables/csv/csv_preview.h"
#include "core/tables/csv/dialect_guess.h"
#include "ui/dialogs/import_dialog.h"
#include "ui/dialogs/label_values_model.h"
#include "ui/support/mnemonics.h"
#include "ui/support/session.h"
#include "ui/support/text.h"

namespace warbler::ui {

namespace {

constexpr int kMostButtons = 3;

struct ProjectLabels {
    Codebook codebook;
    std::map<std::int64_t, std::int64_t> labelsOf;
};

bool hasAlarm(const CsvPreview &preview, const char *kind) {
    for (const Alarm &alarm : preview.alarms)
        if (alarm.kind == kind)
            return true;
    return false;
}

}  // namespace

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
    const bool isBeside = m_labels->isBesideCodebook();
    m_labelTable->setColumnHidden(LabelValuesModel::NoLabel, isBeside);
    m_labelTable->setColumnHidden(LabelValuesModel::Interest, isBeside);
    for (int row = 0; isBeside && row < m_labels->rowCount(); ++row)
        m_labelTable->openPersistentEditor(m_labels->index(row, LabelValuesModel::Name));
}

void ImportDialog::chooseEncoding(const std::string &name) {
    if (m_preview && name == encodingName(m_preview->guess.dialect.encoding))
        return;
    m_dialect.encoding = name;
    readAgain();
}

void ImportDialog::fillEncodings(const DialectGuess &guess) {
    m_encodings->clear();
    for (const EncodingCandidate &candidate : guess.encodings) {
        QStringList lines{QString::fromLatin1(encodingName(candidate.encoding))};
        for (const std::string &line : candidate.lines)
            lines << QStringLiteral("    ") + oneLine(fromUtf8(line));
        auto *item = new QListWidgetItem(lines.join(QLatin1Char('\n')), m_encodings);
        item->setData(Qt::UserRole, lines.front());
        item->setToolTip(lines.join(QLatin1Char('\n')));
        if (candidate.encoding == guess.dialect.encoding)
            m_encodings->setCurrentItem(item);
    }
    m_encodings->setVisible(m_encodings->count() > 0);
    m_encodingsTitle->setVisible(m_encodings->count() > 0);
}

void ImportDialog::fillOffers(const CsvPreview &preview) {
    while (QLayoutItem *old = m_candidates->takeAt(0)) {
        old->widget()->deleteLater();
        delete old;
    }
    for (std::size_t i = 0; preview.mapping.label < 0 && i < preview.labelCandidates.size() && i < kMostButtons; ++i) {
        const int column = preview.labelCandidates[i];
        const QString name = oneLine(fromUtf8(preview.columns[static_cast<std::size_t>(column)]));
        auto *button = new QPushButton(tr("Take the labels from \u201C%1\u201D").arg(withPlainAmpersands(name)),
                                       m_labelTable->parentWidget());
        button->setObjectName(QStringLiteral("labelCandidate%1").arg(i));
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, column] { setColumnRole(column, ColumnRole::Label); });
        m_candidates->addWidget(button);
    }
    const Encoding encoding = preview.guess.dialect.encoding;
    m_undoMojibake->setVisible(hasAlarm(preview, "mojibake"));
    m_undoMojibake->disconnect(this);
    const bool isUtf8 = encoding == Encoding::Utf8 || encoding == Encoding::Utf8Bom;
    connect(m_undoMojibake, &QPushButton::clicked, this,
            [this, isUtf8] { chooseEncoding(encodingName(isUtf8 ? Encoding::Utf8Twice : Encoding::Utf8)); });
    if (!preview.collector.empty())
        setWindowTitle(tr("Import tweets: an export of %1").arg(fromUtf8(preview.collector)));
    else
        setWindowTitle(tr("Import tweets"));
}

std::string ImportDialog::coder() const {
    const bool isNamed = m_preview && m_preview->mapping.label >= 0 && m_preview->mapping.coder < 0;
    return isNamed ? toUtf8(m_coder->text().trimmed()) : std::string();
}

void ImportDialog::fillCoders(const CsvPreview &preview) {
    for (const SpellingJoin &join : m_labels->spellings())
        addProblem(fromUtf8(joinSentence(join)) + QLatin1Char('.'), "warning");
    const RepeatCounts &repeats = preview.repeats;
    if (repeats.furtherRows == 0)
        return;
    const QString further = countText(repeats.furtherRows), others = countText(repeats.otherLabels);
    if (preview.mapping.coder >= 0)
        addProblem(tr("%Ln tweets have labels in several rows: each coder's label is kept.", nullptr,
                      static_cast<int>(repeats.repeated)),
                   "ok");
    else if (coder().empty() && !m_isRuleChosen && repeats.isRowPerLabel())
        addProblem(tr("Each tweet stands in several rows with a label each: they are kept as labels of coder 1, coder "
                      "2 and so on. "
                      "Choose the coder column if there is one."),
                   "warning");
    else
        addProblem(tr("%1 rows give a tweet a second label, %2 of them another one: which row counts is chosen below.")
                       .arg(further, others),
                   "warning");
}

}  // namespace warbler::ui
