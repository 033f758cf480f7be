// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTest>

#include "core/corpus/label_repository.h"
#include "core/corpus/tweet_import.h"
#include "tests/support/temp_project.h"
#include "ui/dialogs/import_dialog.h"

using namespace warbler;
using namespace warbler::ui;
using warbler::test::TestWindow;

// Whose labels a file brings, as the import dialog asks, and the lines that are no rows.
class ImportCodersTest : public QObject {
    Q_OBJECT

    std::unique_ptr<TestWindow> m_test;

    ImportDialog *open(const QByteArray &csv) {
        m_test->window().openPath(m_test->folder().write(QStringLiteral("c.csv"), csv));
        return m_test->find<ImportDialog>(QStringLiteral("importDialog"));
    }
    static QLineEdit *coderField(ImportDialog *dialog) {
        return dialog->findChild<QLineEdit *>(QStringLiteral("labelCoderField"));
    }
    static QString sentence(ImportDialog *dialog) {
        return dialog->findChild<QLabel *>(QStringLiteral("importSentence"))->text();
    }
    void importNow(ImportDialog *dialog) {
        dialog->findChild<QPushButton *>(QStringLiteral("importButton"))->click();
        QVERIFY(m_test->waitForJobs());
    }
    std::vector<std::string> coders() { return LabelRepository(m_test->session().project()).counts().coders; }

private Q_SLOTS:
    void init() { m_test = std::make_unique<TestWindow>(); }
    void cleanup() { m_test.reset(); }

    void aNamedCoderGaveTheLabels() {
        ImportDialog *dialog = open("id,text,label\n1,a b,yes\n2,b c,no\n3,c d,yes\n");
        QTRY_VERIFY(dialog->isReady());
        QVERIFY(coderField(dialog)->isVisibleTo(dialog));
        QTest::keyClicks(coderField(dialog), QStringLiteral(" Anna "));
        QCOMPARE(dialog->request().coder, std::string("Anna"));
        importNow(dialog);
        QVERIFY(coders() == std::vector<std::string>{"Anna"});
    }

    void aColumnOfCodersTakesThePlaceOfTheName() {
        ImportDialog *dialog = open("id,text,label,who\n1,a b,yes,anna\n2,b c,no,ben\n3,c d,yes,anna\n");
        QTRY_VERIFY(dialog->isReady());
        QTest::keyClicks(coderField(dialog), QStringLiteral("Carla"));
        dialog->setColumnRole(3, ColumnRole::Coder);
        QTRY_VERIFY(dialog->isReady() && !coderField(dialog)->isVisibleTo(dialog));
        QVERIFY(dialog->request().coder.empty());
        importNow(dialog);
        QVERIFY(coders() == (std::vector<std::string>{"anna", "ben"}));
    }

    void withoutLabelsNobodyIsAskedFor() {
        ImportDialog *dialog = open("id,text\n1,a b\n2,b c\n");
        QTRY_VERIFY(dialog->isReady());
        QVERIFY(!coderField(dialog)->isVisibleTo(dialog));
    }

    void onePersonsSecondLabelIsAskedAbout() {
        ImportDialog *dialog = open("id,text,label\n1,a b,yes\n1,a b,no\n2,b c,no\n2,b c,no\n3,c d,yes\n3,c d,no\n");
        QTRY_VERIFY(dialog->isReady());  // as coder 1 and coder 2
        QTest::keyClicks(coderField(dialog), QStringLiteral("anna"));
        QVERIFY(!dialog->isReady());
        QVERIFY2(sentence(dialog).contains(QStringLiteral("2 rows give a tweet a second, different label")),
                 qPrintable(sentence(dialog)));
        auto *rule = dialog->findChild<QComboBox *>(QStringLiteral("duplicatesBox"));
        QVERIFY(rule->isEnabled());
        rule->setCurrentIndex(rule->findData(static_cast<int>(DuplicateRule::Last)));
        Q_EMIT rule->activated(rule->currentIndex());
        QVERIFY(dialog->isReady());
        importNow(dialog);
        const LabelRepository labels(m_test->session().project());
        QCOMPARE(labels.counts().tweets, std::int64_t(3));
        QVERIFY(coders() == std::vector<std::string>{"anna"});
    }

    void skippedLinesAreToldBeforeAndAfter() {
        ImportDialog *dialog = open("Tweets of May\n\nid;text;label\n1;a b;x\n2;b c;y\n3;c d;x\n4;d e;y\n");
        QTRY_VERIFY(dialog->isReady());
        QVERIFY2(sentence(dialog).contains(QStringLiteral("Lines skipped: 2.")), qPrintable(sentence(dialog)));
        importNow(dialog);
        const QString notice = m_test->find<QLabel>(QStringLiteral("noticeSentence"))->text();
        QVERIFY2(notice.contains(QStringLiteral("Lines skipped because they are no rows: 2.")), qPrintable(notice));
    }
};

QTEST_MAIN(ImportCodersTest)
#include "import_coders_test.moc"
