// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/dialect_row.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>

#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/wrapping_row.h"

namespace warbler::ui {

namespace {

constexpr int kFound = -1;  // of the lines to skip: as many as were found
constexpr int kMostSkipped = 10'000;
constexpr int kCommentCharacters = 8;

// A value the list does not hold, as the command line may give it, joins the list.
void select(QComboBox *box, const QString &data) {
    const QSignalBlocker quiet(box);
    int index = box->findData(data);
    if (index < 0) {
        box->addItem(data, data);
        index = box->count() - 1;
    }
    box->setCurrentIndex(index);
}

}  // namespace

DialectRow::DialectRow(QWidget *parent) : QWidget(parent) {
    setLayout(new WrappingRow(kSpace8));
    m_delimiter = addBox(tr("Delimiter"), "delimiterBox",
                         {{tr("comma ,"), ","},
                          {tr("semicolon ;"), ";"},
                          {tr("tab"), "tab"},
                          {tr("bar |"), "|"},
                          {tr("blank"), "space"},
                          {tr("colon :"), ":"},
                          {tr("caret ^"), "^"},
                          {tr("tilde ~"), "~"},
                          {tr("U+001F"), "U+001F"},
                          {tr("comma and blank"), ", "},
                          {tr("two bars ||"), "||"},
                          {tr("two colons ::"), "::"},
                          {tr("none: a tweet a line"), "none"}},
                         &DialectChoice::delimiter);
    m_quote = addBox(tr("Quote"), "quoteBox",
                     {{QStringLiteral("\""), "\""},
                      {QStringLiteral("'"), "'"},
                      {QStringLiteral("\u201C \u201D"), "\u201C\u201D"},
                      {QStringLiteral("\u201E \u201C"), "\u201E\u201C"},
                      {QStringLiteral("\u201E \u201D"), "\u201E\u201D"},
                      {QStringLiteral("\u00AB \u00BB"), "\u00AB\u00BB"},
                      {QStringLiteral("\u2018 \u2019"), "\u2018\u2019"},
                      {tr("none"), "none"}},
                     &DialectChoice::quote);
    m_quote->setToolTip(tr("Fields with the delimiter or a line break inside stand between two of these."));
    m_escape = addBox(tr("A quote inside"), "escapeBox",
                      {{tr("is doubled"), "doubled"},
                       {tr("has \\ before it"), "backslash"},
                       {tr("has ^ before it"), "^"},
                       {tr("has / before it"), "/"},
                       {tr("stands as it is"), "none"}},
                      &DialectChoice::escape);
    m_header = addBox(tr("First row"), "headerBox", {{tr("column names"), "yes"}, {tr("a tweet"), "no"}},
                      &DialectChoice::header);
    m_skipLines = new QSpinBox(this);
    m_skipLines->setRange(kFound, kMostSkipped);
    m_skipLines->setValue(kFound);
    m_skipLines->setSpecialValueText(tr("as found"));
    m_skipLines->setFocusPolicy(Qt::StrongFocus);
    addWidget(tr("Skip lines"), "skipLinesBox", m_skipLines);
    connect(m_skipLines, &QSpinBox::valueChanged, this, [this](int lines) {
        m_choice.skipLines = lines == kFound ? std::string() : std::to_string(lines);
        Q_EMIT choiceChanged();
    });
    m_comment = new QLineEdit(this);
    m_comment->setMaxLength(kCommentCharacters);
    m_comment->setFixedWidth(fontMetrics().horizontalAdvance(QLatin1Char('#')) * (kCommentCharacters + 2));
    m_comment->setToolTip(tr("Lines that begin so are no tweets, for instance #."));
    addWidget(tr("Comments begin with"), "commentEdit", m_comment);
    connect(m_comment, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_choice.comment = toUtf8(text);
        Q_EMIT choiceChanged();
    });
}

void DialectRow::addWidget(const QString &word, const char *name, QWidget *widget) {
    auto *label = new QLabel(word, this);
    widget->setObjectName(QString::fromLatin1(name));
    widget->setAccessibleName(word);
    label->setBuddy(widget);
    layout()->addWidget(sideBySide(label, widget, this));
}

QComboBox *DialectRow::addBox(const QString &word, const char *name,
                              std::initializer_list<std::pair<QString, const char *>> choices,
                              std::string DialectChoice::*field) {
    auto *box = new QComboBox(this);
    for (const auto &choice : choices)
        box->addItem(choice.first, QString::fromUtf8(choice.second));
    addWidget(word, name, box);
    connect(box, &QComboBox::activated, this, [this, box, field] {
        m_choice.*field = toUtf8(box->currentData().toString());
        Q_EMIT choiceChanged();
    });
    return box;
}

void DialectRow::showGuess(const DialectGuess &guess) {
    const CsvDialect &dialect = guess.dialect;
    select(m_delimiter, fromUtf8(delimiterName(dialect.delimiter)));
    select(m_quote, fromUtf8(quoteName(dialect.quote)));
    select(m_escape, fromUtf8(escapeName(dialect.escape)));
    select(m_header, dialect.header == HeaderRow::Present ? QStringLiteral("yes") : QStringLiteral("no"));
    m_delimiter->setToolTip(fromUtf8(guess.delimiterReason));
    m_header->setToolTip(fromUtf8(guess.headerReason));
    m_skipLines->setToolTip(dialect.skippedLines == 1
                                ? tr("One line before the header is skipped.")
                                : tr("%1 lines before the header are skipped.").arg(dialect.skippedLines));
}

void DialectRow::addTo(DialectChoice &choice) const {
    choice.delimiter = m_choice.delimiter;
    choice.quote = m_choice.quote;
    choice.escape = m_choice.escape;
    choice.header = m_choice.header;
    choice.comment = m_choice.comment;
    choice.skipLines = m_choice.skipLines;
}

}  // namespace warbler::ui
