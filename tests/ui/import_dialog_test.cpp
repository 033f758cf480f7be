// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>
#include <QTest>

#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/corpus/tweet_repository.h"
#include "tests/support/temp_project.h"
#include "ui/dialogs/dialogs.h"
#include "ui/dialogs/import_dialog.h"
#include "ui/models/label_values_model.h"
#include "ui/support/text.h"

using namespace warbler;
using namespace warbler::ui;
using warbler::test::TestWindow;

class ImportDialogTest : public QObject {
    Q_OBJECT

    std::unique_ptr<TestWindow> m_test;

    ImportDialog *open(const QString &csv) {
        m_test->window().openPath(csv);
        auto *dialog = m_test->find<ImportDialog>(QStringLiteral("importDialog"));
        return dialog;
    }
    static QString problems(ImportDialog *dialog) {
        QStringList all;
        auto *list = dialog->findChild<QListWidget *>(QStringLiteral("importProblems"));
        for (int i = 0; i < list->count(); ++i)
            all << list->item(i)->text();
        return all.join(QLatin1Char('\n'));
    }
    static QString sentence(ImportDialog *dialog) { return dialog->findChild<QLabel *>(QStringLiteral("importSentence"))->text(); }
    static QPushButton *importButton(ImportDialog *dialog) { return dialog->findChild<QPushButton *>(QStringLiteral("importButton")); }
    QString notice() { return m_test->find<QLabel>(QStringLiteral("noticeSentence"))->text(); }

private Q_SLOTS:
    void init() { m_test = std::make_unique<TestWindow>(); }
    void cleanup() { m_test.reset(); }

    void showsGuessesAndImportsInOneClick() {
        const QString csv = m_test->folder().copy(QStringLiteral("tests/data/tweets/oneword.csv"));
        ImportDialog *dialog = open(csv);
        QVERIFY(dialog);
        QTRY_VERIFY(dialog->isReady());
        QCOMPARE(dialog->findChild<QComboBox *>(QStringLiteral("idColumnBox"))->currentText(), QStringLiteral("tweet_id"));
        QCOMPARE(dialog->findChild<QComboBox *>(QStringLiteral("textColumnBox"))->currentText(), QStringLiteral("text"));
        QCOMPARE(dialog->findChild<QComboBox *>(QStringLiteral("labelColumnBox"))->currentText(), QStringLiteral("label"));
        QVERIFY(!dialog->findChild<QComboBox *>(QStringLiteral("delimiterBox"))->toolTip().isEmpty());
        QVERIFY2(sentence(dialog).contains(QStringLiteral("200 tweets")), qPrintable(sentence(dialog)));
        QTest::mouseClick(importButton(dialog), Qt::LeftButton);
        QTRY_VERIFY(m_test->session().hasProject());
        QVERIFY(m_test->waitForJobs());
        Project &project = m_test->session().project();
        QCOMPARE(TweetRepository(project).count(), std::int64_t(200));
        const Codebook codebook = CodebookRepository(project).load();
        QCOMPARE(codebook.active().size(), std::size_t(2));
        QCOMPARE(codebook.find(codebook.positive())->value, std::string("yes"));
        QCOMPARE(LabelRepository(project).counts().labelled, std::int64_t(200));
        QVERIFY(m_test->window().windowTitle().contains(QStringLiteral("oneword.warbler")));
        QVERIFY2(notice().contains(QStringLiteral("200 tweets imported")), qPrintable(notice()));
    }

    void namesAndMissingValuesAreTakenOver() {
        ImportDialog *dialog =
            open(m_test->folder().write(QStringLiteral("c.csv"), "id,text,label\n1,a b,0\n2,b c,1\n3,c d,NA\n4,d e,0\n5,e f,1\n"));
        QTRY_VERIFY(dialog->isReady());
        auto *table = dialog->findChild<QTableView *>(QStringLiteral("labelValues"));
        auto *values = qobject_cast<LabelValuesModel *>(table->model());
        const QAbstractItemModelTester tester(values, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(values->rowCount(), 3);
        for (int row = 0; row < 3; ++row) {
            const QString value = values->index(row, LabelValuesModel::Value).data().toString();
            if (value == QStringLiteral("1"))
                QVERIFY(values->setData(values->index(row, LabelValuesModel::Name), QStringLiteral("Endorses"), Qt::EditRole));
            if (value == QStringLiteral("0"))
                QVERIFY(values->setData(values->index(row, LabelValuesModel::Interest), Qt::Checked, Qt::CheckStateRole));
            if (value == QStringLiteral("NA"))
                QVERIFY(values->setData(values->index(row, LabelValuesModel::NoLabel), Qt::Checked, Qt::CheckStateRole));
        }
        QVERIFY2(sentence(dialog).contains(QStringLiteral("4 of them labelled")), qPrintable(sentence(dialog)));
        importButton(dialog)->click();
        QVERIFY(m_test->waitForJobs());
        const Codebook codebook = CodebookRepository(m_test->session().project()).load();
        QVERIFY(codebook.findName("Endorses"));
        QVERIFY(!codebook.findValue("NA"));
        QCOMPARE(codebook.find(codebook.positive())->value, std::string("0"));
        QCOMPARE(LabelRepository(m_test->session().project()).counts().labelled, std::int64_t(4));
    }

    void aColumnCanBeGivenAnotherRole() {
        ImportDialog *dialog = open(m_test->folder().write(QStringLiteral("c.csv"), "id,text,label,note\n1,a b,0,x\n2,b c,1,y\n"));
        QTRY_VERIFY(dialog->isReady());
        dialog->setColumnRole(3, ColumnRole::Label);
        QTRY_COMPARE(dialog->findChild<QComboBox *>(QStringLiteral("labelColumnBox"))->currentText(), QStringLiteral("note"));
        QTRY_VERIFY(dialog->isReady());
        QCOMPARE(dialog->request().columns.label, std::string("note"));
    }

    void badFilesAreExplainedAndImportNothing_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        QTest::newRow("empty") << QByteArray() << QStringLiteral("no tweets");
        QTest::newRow("header only") << QByteArray("id,text,label\n") << QStringLiteral("no tweets");
        QTest::newRow("binary") << QByteArray("\x7f"
                                              "ELF\x00\x01\x02\x03\x00\x00\x00\x00\x00\x00",
                                              18) +
                                       QByteArray(600, '\0')
                                << QStringLiteral("not a text file");
        QTest::newRow("spreadsheet") << QByteArray("PK\x03\x04\x14\x00\x06\x00\x08\x00xl/workbook.xml", 30) + QByteArray(200, 'x')
                                     << QStringLiteral("cannot be read");
    }
    void badFilesAreExplainedAndImportNothing() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, words);
        const QString csv = m_test->folder().write(QStringLiteral("bad.csv"), bytes);
        ImportDialog *dialog = open(csv);
        QVERIFY(dialog);
        QTRY_VERIFY2(problems(dialog).contains(words), qPrintable(problems(dialog)));
        QVERIFY(!importButton(dialog)->isEnabled());
        dialog->reject();
        QVERIFY(!m_test->session().hasProject());
    }

    void damagedIdsAreWarnedOf() {
        QByteArray csv("tweet_id,text,label\n");
        for (int i = 0; i < 20; ++i)
            csv += "1.26856E+18,text number " + QByteArray::number(i) + "," + (i % 2 ? "yes" : "no") + "\n";
        ImportDialog *dialog = open(m_test->folder().write(QStringLiteral("ids.csv"), csv));
        QTRY_VERIFY(dialog->isReady());
        QVERIFY2(problems(dialog).contains(QStringLiteral("1.26856E+18")), qPrintable(problems(dialog)));
    }

    void aFileWithoutATextColumnWaitsForTheChoice() {
        ImportDialog *dialog = open(m_test->folder().write(QStringLiteral("n.csv"), "a,b\n1,2\n3,4\n5,6\n"));
        QTRY_VERIFY(!sentence(dialog).isEmpty() && !sentence(dialog).startsWith(QStringLiteral("Reading")));
        if (!importButton(dialog)->isEnabled()) {
            QVERIFY(sentence(dialog).contains(QStringLiteral("text")));
            dialog->setColumnRole(1, ColumnRole::Text);
            QTRY_VERIFY(dialog->isReady());
        }
        QVERIFY(importButton(dialog)->isEnabled());
    }

    void aFurtherFileMayGiveItsLabelsOnly() {
        m_test->importCsv(m_test->folder().write(QStringLiteral("first.csv"), "id,text,label\n11,a b,yes\n12,b c,no\n13,c d,\n14,d e,\n"));
        const QString labels = m_test->folder().write(QStringLiteral("second.csv"), "id,text,label\n13,c d,yes\n99,z z,no\n");
        ImportDialog *dialog = open(labels);
        QTRY_VERIFY(dialog->isReady());
        auto *target = dialog->findChild<QComboBox *>(QStringLiteral("importTargetBox"));
        QCOMPARE(target->count(), 3);
        target->setCurrentIndex(target->findData(static_cast<int>(ImportTarget::LabelsOnly)));
        importButton(dialog)->click();
        QVERIFY(m_test->waitForJobs());
        QCOMPARE(TweetRepository(m_test->session().project()).count(), std::int64_t(4));
        QCOMPARE(LabelRepository(m_test->session().project()).counts().labelled, std::int64_t(3));
        QVERIFY2(notice().contains(QStringLiteral("99 (line 3)")), qPrintable(notice()));
    }

    void cancelLeavesNothing() {
        const QString csv = m_test->folder().write(QStringLiteral("c.csv"), "id,text\n1,a b\n2,c d\n");
        ImportDialog *dialog = open(csv);
        QTRY_VERIFY(dialog->isReady());
        dialog->findChild<QPushButton *>(QStringLiteral("cancelImportButton"))->click();
        QVERIFY(!m_test->session().hasProject());
        QVERIFY(!QFile::exists(m_test->folder().path(QStringLiteral("c.warbler"))));
    }
};

QTEST_MAIN(ImportDialogTest)
#include "import_dialog_test.moc"
