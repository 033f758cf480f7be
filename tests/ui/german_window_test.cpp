// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <QAbstractButton>
#include <QAction>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>
#include <QTranslator>

#include "tests/support/pseudo_language.h"
#include "tests/support/window_words.h"
#include "tests/ui/trained_window.h"
#include "ui/dialogs/export_labels_dialog.h"
#include "ui/dialogs/import_dialog.h"
#include "ui/frame/page_table.h"
#include "ui/frame/status_line.h"
#include "ui/support/dialogs.h"
#include "ui/support/language.h"
#include "ui/support/settings.h"
#include "ui/support/text.h"

using namespace warbler;
using namespace warbler::ui;
using warbler::test::TestWindow;

namespace {

// Asked last, when no language had an answer.
class Unanswered : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *context, const char *source, const char *, int) const override {
        if (qstrlen(source) > 0 && !QByteArray(context).startsWith("Q"))
            m_sentences.insert(QString::fromLatin1(context) + QStringLiteral(": ") + QString::fromUtf8(source));
        return {};
    }
    QStringList sentences() const { return {m_sentences.begin(), m_sentences.end()}; }

private:
    mutable std::set<QString> m_sentences;
};

// Three letters in a row, and none of the letters that a made-up language puts into every sentence of its own.
bool isWord(const QString &text) {
    static const QRegularExpression letters(QStringLiteral("[A-Za-z]{3}"));
    static const QRegularExpression accents(QStringLiteral("[\u00c5-\u00fc]"));
    return letters.match(text).hasMatch() && !accents.match(text).hasMatch();
}

// Words of the project, settings and presets as they stand in files, and core's own sentences, which are English.
bool isData(const QString &text) {
    static const QRegularExpression data(
        QStringLiteral("^(tweet \\d.*|no: 80; yes: 80|yes|Run 1|Word model|the|near|stop|\\[[A-Z]+\\])$"));
    static const QRegularExpression settings(QStringLiteral(
        "^([a-z0-9]+[-_][a-z0-9_-]+|label|fast|standard|notebook|balanced|none|linear|cosine|constant|accuracy|rmse|"
        "mae|bert|"
        "pearson|mean|cls|text|random|\\{text\\}|sentence-transformers/all-MiniLM-L6-v2|&?English|&?Deutsch)$"));
    static const QRegularExpression core(QStringLiteral(
        "^(Prompt tuning of the small|all epochs done$|The word model is better: on |Counts \\d+ words)"));
    return text == storedCoder() || data.match(text).hasMatch() || settings.match(text).hasMatch() ||
           core.match(text).hasMatch();
}

}  // namespace

// The window in German, as somebody with a German desktop sees it.
class GermanWindowTest : public QObject {
    Q_OBJECT

    Unanswered m_unanswered;
    std::unique_ptr<Translation> m_german;
    std::unique_ptr<TestWindow> m_test;

    QString menuTitle() { return m_test->window().menuBar()->actions().first()->text(); }
    QString notice() { return m_test->find<QLabel>(QStringLiteral("noticeSentence"))->text(); }

    // Until the reads that a page asked for have come.
    void settle() {
        for (const JobKind kind : {JobKind::Files, JobKind::Search}) {
            bool isDone = false;
            m_test->session().read<int>(
                kind, &m_test->window(), [](std::stop_token) { return 0; }, [&isDone](int) { isDone = true; });
            QTRY_VERIFY(isDone);
        }
    }
    // Letters that two entries of one menu share, or a button and the menu bar.
    QStringList sharedLetters() {
        QStringList shared;
        QList<QList<QAction *>> lists{m_test->window().menuBar()->actions()};
        for (QMenu *menu : m_test->window().findChildren<QMenu *>()) {
            Q_EMIT menu->aboutToShow();
            lists << menu->actions();
        }
        for (const QList<QAction *> &entries : lists) {
            QStringList taken;
            for (const QAction *entry : entries) {
                const QString letter = QKeySequence::mnemonic(entry->text()).toString();
                if (entry->isVisible() && !letter.isEmpty() && taken.contains(letter))
                    shared << letter + QStringLiteral(": ") + entry->text();
                if (entry->isVisible())
                    taken << letter;
            }
        }
        for (const auto *button : m_test->window().findChildren<QAbstractButton *>())
            for (const QAction *menu : m_test->window().menuBar()->actions())
                if (button->isVisible() && button->shortcut() == QKeySequence::mnemonic(menu->text()))
                    shared << menu->text() + QStringLiteral(": ") + button->text();
        return shared;
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("WARBLER_DEFAULT_MODEL", qgetenv("WARBLER_TEST_SOURCE") + "/tests/data/models/tiny_encoder");
        dialogs::turnBackUnanswered();
    }
    void init() {
        QCoreApplication::installTranslator(&m_unanswered);
        m_german = std::make_unique<Translation>(LanguageRule::German);
        m_test = std::make_unique<TestWindow>();
    }
    void cleanup() {
        m_test.reset();
        m_german.reset();
        QCoreApplication::removeTranslator(&m_unanswered);
        QLocale::setDefault(QLocale::c());
        resetSettings();
    }

    void everySentenceOfEveryPageHasItsGerman() {
        test::trainToTheEnd(*m_test);
        for (const PageEntry &entry : pageTable()) {
            m_test->window().showPage(entry.id);
            settle();
            QVERIFY2(sharedLetters().isEmpty(), qPrintable(sharedLetters().join(QLatin1Char('\n'))));
        }
        ExportLabelsDialog exporting(m_test->session(), &m_test->window());
        m_test->window().openPath(
            m_test->folder().write(QStringLiteral("more.csv"), "tweet_id,text,label\n1,a b,yes\n2,c d\n"));
        QTRY_VERIFY(m_test->window().findChild<ImportDialog *>() &&
                    m_test->window().findChild<ImportDialog *>()->isReady());
        QVERIFY2(m_unanswered.sentences().isEmpty(), qPrintable(m_unanswered.sentences().join(QLatin1Char('\n'))));
    }

    void everyWordOfTheWindowGoesThroughATranslator() {
        m_test.reset();
        test::PseudoLanguage pseudo;
        QCoreApplication::installTranslator(&pseudo);
        m_test = std::make_unique<TestWindow>();
        test::trainToTheEnd(*m_test);
        for (const PageEntry &entry : pageTable()) {
            m_test->window().showPage(entry.id);
            settle();
        }
        QStringList plain;
        for (const QString &word : test::wordsOfWindow(m_test->window()))
            if (isWord(word) && !isData(word))
                plain << word;
        plain.removeDuplicates();
        QVERIFY2(plain.isEmpty(), qPrintable(plain.join(QLatin1Char('\n'))));
    }

    void qtsOwnWordsAreGerman() {
        const QDialogButtonBox box(QDialogButtonBox::Cancel | QDialogButtonBox::Close);
        QCOMPARE(box.button(QDialogButtonBox::Cancel)->text().remove(QLatin1Char('&')), QStringLiteral("Abbrechen"));
        QFileDialog files(nullptr);
        files.setOption(QFileDialog::DontUseNativeDialog);
        QVERIFY2(files.labelText(QFileDialog::FileName).contains(QStringLiteral("ame")) &&
                     !files.labelText(QFileDialog::FileName).contains(QStringLiteral("File")),
                 qPrintable(files.labelText(QFileDialog::FileName)));
    }

    void countsAreGermanAndFiguresStayAsInPapers() {
        QCOMPARE(countText(1200), QStringLiteral("1.200"));
        QCOMPARE(StatusLine::tr("%Ln tweets", nullptr, 1200), QStringLiteral("1.200 Tweets"));
        QCOMPARE(StatusLine::tr("%Ln tweets", nullptr, 1), QStringLiteral("1 Tweet"));
        QCOMPARE(shareText(0.79), QStringLiteral(".79"));
        QCOMPARE(localDateText("2024-01-18T12:00:00Z"), QStringLiteral("18. Jan. 2024"));
    }

    void aChoiceCountsFromTheNextStartOn() {
        QCOMPARE(menuTitle(), QStringLiteral("&Datei"));
        m_test->trigger(QStringLiteral("actionLanguageEnglish"));
        QCOMPARE(notice(), QStringLiteral("Die Sprache wechselt beim n\u00e4chsten Start von Warbler."));
        QCOMPARE(menuTitle(), QStringLiteral("&Datei"));
        QVERIFY(m_test->find<QAction>(QStringLiteral("actionLanguageEnglish"))->isChecked());
        const LanguageRule chosen = storedLanguageRule();
        m_test.reset();
        m_german.reset();
        m_german = std::make_unique<Translation>(chosen);
        m_test = std::make_unique<TestWindow>();
        QCOMPARE(menuTitle(), QStringLiteral("&File"));
        QCOMPARE(StatusLine::tr("%Ln tweets", nullptr, 1), QStringLiteral("1 tweet"));
        m_test->trigger(QStringLiteral("actionLanguageSystem"));
        QCOMPARE(static_cast<int>(storedLanguageRule()), static_cast<int>(LanguageRule::System));
    }

    void theFirstLanguageOfTheSystemThatIsKnownIsSpoken() {
        const auto spoken = [](const QStringList &wished) { return spokenLanguage(LanguageRule::System, wished); };
        QCOMPARE(spoken({QStringLiteral("de-AT"), QStringLiteral("en-US")}), QStringLiteral("de"));
        QCOMPARE(spoken({QStringLiteral("en-GB"), QStringLiteral("de-DE")}), QStringLiteral("en"));
        QCOMPARE(spoken({QStringLiteral("fr-FR"), QStringLiteral("de")}), QStringLiteral("de"));
        QCOMPARE(spoken({QStringLiteral("fr-FR")}), QStringLiteral("en"));
        QCOMPARE(spoken({}), QStringLiteral("en"));
        QCOMPARE(spokenLanguage(LanguageRule::English, {QStringLiteral("de")}), QStringLiteral("en"));
    }
};

QTEST_MAIN(GermanWindowTest)
#include "german_window_test.moc"
