// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/corpus/tweet_repository.h"
#include "tests/support/temp_project.h"
#include "ui/dialogs/import_dialog.h"
#include "ui/dialogs/label_values_model.h"
#include "ui/support/dialogs.h"
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
    static QString sentence(ImportDialog *dialog) {
        return dialog->findChild<QLabel *>(QStringLiteral("importSentence"))->text();
    }
    static QPushButton *importButton(ImportDialog *dialog) {
        return dialog->findChild<QPushButton *>(QStringLiteral("importButton"));
    }
    QString notice() { return m_test->find<QLabel>(QStringLiteral("noticeSentence"))->text(); }

private Q_SLOTS:
    void init() { m_test = std::make_unique<TestWindow>(); }
    void cleanup() { m_test.reset(); }

    void showsGuessesAndImportsInOneClick() {
        const QString csv = m_test->folder().copy(QStringLiteral("tests/data/tweets/oneword.csv"));
        ImportDialog *dialog = open(csv);
        QVERIFY(dialog);
        QTRY_VERIFY(dialog->isReady());
        QCOMPARE(dialog->findChild<QComboBox *>(QStringLiteral("idColumnBox"))->currentText(),
                 QStringLiteral("tweet_id"));
        QCOMPARE(dialog->findChild<QComboBox *>(QStringLiteral("textColumnBox"))->currentText(),
                 QStringLiteral("text"));
        QCOMPARE(dialog->findChild<QComboBox *>(QStringLiteral("labelColumnBox"))->currentText(),
                 QStringLiteral("label"));
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
        ImportDialog *dialog = open(m_test->folder().write(
            QStringLiteral("c.csv"), "id,text,label\n1,a b,0\n2,b c,1\n3,c d,NA\n4,d e,0\n5,e f,1\n"));
        QTRY_VERIFY(dialog->isReady());
        auto *table = dialog->findChild<QTableView *>(QStringLiteral("labelValues"));
        auto *values = qobject_cast<LabelValuesModel *>(table->model());
        const QAbstractItemModelTester tester(values, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(values->rowCount(), 3);
        for (int row = 0; row < 3; ++row) {
            const QString value = values->index(row, LabelValuesModel::Value).data().toString();
            if (value == QStringLiteral("1"))
                QVERIFY(values->setData(values->index(row, LabelValuesModel::Name), QStringLiteral("Endorses"),
                                        Qt::EditRole));
            if (value == QStringLiteral("0"))
                QVERIFY(
                    values->setData(values->index(row, LabelValuesModel::Interest), Qt::Checked, Qt::CheckStateRole));
            if (value == QStringLiteral("NA"))
                QVERIFY(
                    values->setData(values->index(row, LabelValuesModel::NoLabel), Qt::Checked, Qt::CheckStateRole));
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

    void showsWhatIsSkippedAndTakesAnotherForm() {
        ImportDialog *dialog = open(m_test->folder().write(
            QStringLiteral("c.csv"), "Tweets of May\n\nid;text;label\n1;a b;x\n2;b c;y\n#3;c d;x\n4;d /\"e/\";y\n"));
        QTRY_VERIFY(dialog->isReady());
        const auto problems = [&] {
            QString all;
            const auto *list = dialog->findChild<QListWidget *>(QStringLiteral("importProblems"));
            for (int i = 0; i < list->count(); ++i)
                all += list->item(i)->text() + QLatin1Char('\n');
            return all;
        };
        QVERIFY2(problems().contains(QStringLiteral("Line 1 is skipped: Tweets of May")), qPrintable(problems()));
        QVERIFY2(sentence(dialog).contains(QStringLiteral("4 tweets")), qPrintable(sentence(dialog)));
        auto *comment = dialog->findChild<QLineEdit *>(QStringLiteral("commentEdit"));
        QTest::keyClicks(comment, QStringLiteral("#"));
        QTRY_VERIFY2(sentence(dialog).contains(QStringLiteral("3 tweets")), qPrintable(sentence(dialog)));
        const auto choose = [&](const char *name, const char *data) {
            auto *box = dialog->findChild<QComboBox *>(QString::fromLatin1(name));
            box->setCurrentIndex(box->findData(QString::fromUtf8(data)));
            Q_EMIT box->activated(box->currentIndex());
        };
        choose("escapeBox", "/");
        choose("quoteBox", "'");
        choose("delimiterBox", "none");
        dialog->findChild<QSpinBox *>(QStringLiteral("skipLinesBox"))->setValue(3);
        QTRY_VERIFY2(sentence(dialog).contains(QStringLiteral("3 tweets")) && dialog->isReady(),
                     qPrintable(sentence(dialog)));
        const ImportRequest request = dialog->request();
        QCOMPARE(request.dialect.delimiter, std::string("none"));
        QCOMPARE(request.dialect.quote, std::string("'"));
        QCOMPARE(request.dialect.escape, std::string("/"));
        QCOMPARE(request.dialect.comment, std::string("#"));
        QCOMPARE(request.dialect.skipLines, std::string("3"));
    }

    void aFileWithoutATableIsAnAlarm() {
        ImportDialog *dialog = open(m_test->folder().write(
            QStringLiteral("c.csv"), "id,text,label\n1,a,b,c,d\n2,e\n3,f,g,h\n4\n5,i,j,k,l,m\n6,n\n"));
        QTRY_VERIFY(dialog->isReady());
        const auto *list = dialog->findChild<QListWidget *>(QStringLiteral("importProblems"));
        QVERIFY2(list->item(0)->text().contains(QStringLiteral("No table was found")),
                 qPrintable(list->item(0)->text()));
    }

    void aColumnCanBeGivenAnotherRole() {
        ImportDialog *dialog =
            open(m_test->folder().write(QStringLiteral("c.csv"), "id,text,label,note\n1,a b,0,x\n2,b c,1,y\n"));
        QTRY_VERIFY(dialog->isReady());
        dialog->setColumnRole(3, ColumnRole::Label);
        QTRY_COMPARE(dialog->findChild<QComboBox *>(QStringLiteral("labelColumnBox"))->currentText(),
                     QStringLiteral("note"));
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
        QTest::newRow("spreadsheet") << QByteArray("PK\x03\x04\x14\x00\x06\x00\x08\x00xl/workbook.xml", 30) +
                                            QByteArray(200, 'x')
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
        m_test->importCsv(m_test->folder().write(QStringLiteral("first.csv"),
                                                 "id,text,label\n11,a b,yes\n12,b c,no\n13,c d,\n14,d e,\n"));
        const QString labels =
            m_test->folder().write(QStringLiteral("second.csv"), "id,text,label\n13,c d,yes\n99,z z,no\n");
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

    void encodingsAreShownWithLinesOfTheFile() {
        QByteArray csv("id,text,label\n");
        for (int i = 0; i < 20; ++i)
            csv += QByteArray::number(i) +
                   ",\xD1\xE5\xE3\xEE\xE4\xED\xFF \xE0\xE2\xF2\xEE\xE1\xF3\xF1\xFB \xF1\xED\xEE\xE2\xE0 \xED\xE5 "
                   "\xF5\xEE\xE4\xFF\xF2 " +
                   QByteArray::number(i) + "," + (i % 2 ? "1" : "0") + "\n";
        ImportDialog *dialog = open(m_test->folder().write(QStringLiteral("cp1251.csv"), csv));
        QTRY_VERIFY(dialog->isReady());
        auto *box = dialog->findChild<QComboBox *>(QStringLiteral("encodingBox"));
        QCOMPARE(box->currentText(), QStringLiteral("windows-1251"));
        auto *list = dialog->findChild<QListWidget *>(QStringLiteral("encodingCandidates"));
        QVERIFY(list->isVisibleTo(dialog));
        QVERIFY(list->count() >= 2);
        QVERIFY2(
            list->item(0)->text().startsWith(QStringLiteral("windows-1251\n    Сегодня автобусы снова не ходят 0,0\n")),
            qPrintable(list->item(0)->text()));
        QCOMPARE(list->item(0)->text().count(QLatin1Char('\n')), 3);
        Q_EMIT list->itemActivated(list->item(1));
        const QString other = list->item(1)->data(Qt::UserRole).toString();
        QTRY_COMPARE(box->currentText(), other);
    }

    void mojibakeIsUndoneByAButton() {
        QByteArray csv("id,text\n");
        for (int i = 0; i < 10; ++i)
            csv += QByteArray::number(i) + ",caf\xC3\x83\xC2\xA9 " + QByteArray::number(i) + "\n";
        ImportDialog *dialog = open(m_test->folder().write(QStringLiteral("m.csv"), csv));
        QTRY_VERIFY(dialog->isReady());
        auto *button = dialog->findChild<QPushButton *>(QStringLiteral("undoMojibakeButton"));
        QVERIFY(button->isVisibleTo(dialog));
        button->click();
        auto *table = dialog->findChild<QTableView *>(QStringLiteral("importPreview"));
        QTRY_COMPARE(table->model()->index(0, 1).data().toString(), QStringLiteral("caf\u00E9 0"));
        QTRY_VERIFY(!button->isVisibleTo(dialog));
    }

    void aColumnThatLooksLikeLabelsIsOfferedAndLeftOff() {
        QByteArray csv("id,text,reply_settings\n");
        for (int i = 0; i < 20; ++i)
            csv += QByteArray::number(i) + ",some words " + QByteArray::number(i) + "," +
                   (i % 2 ? "everyone" : "mentioned") + "\n";
        ImportDialog *dialog = open(m_test->folder().write(QStringLiteral("c.csv"), csv));
        QTRY_VERIFY(dialog->isReady());
        auto *box = dialog->findChild<QComboBox *>(QStringLiteral("labelColumnBox"));
        QCOMPARE(box->currentText(), QStringLiteral("none"));
        auto *offer = dialog->findChild<QPushButton *>(QStringLiteral("labelCandidate0"));
        QVERIFY(offer && offer->text().contains(QStringLiteral("reply_settings")));
        offer->click();
        QTRY_COMPARE(box->currentText(), QStringLiteral("reply_settings"));
        QTRY_VERIFY(dialog->isReady());
        QVERIFY2(sentence(dialog).contains(QStringLiteral("20 of them labelled")), qPrintable(sentence(dialog)));
    }

    void spellingsAreJoinedByAButton() {
        ImportDialog *dialog = open(m_test->folder().write(
            QStringLiteral("c.csv"),
            "id,text,label\n1,a b,yes\n2,b c,no\n3,c d,Yes\n4,d e,yes \n5,e f,yes\n6,f g,1\n7,g h,1.0\n"));
        QTRY_VERIFY(dialog->isReady());
        auto *values =
            qobject_cast<LabelValuesModel *>(dialog->findChild<QTableView *>(QStringLiteral("labelValues"))->model());
        QCOMPARE(values->categories(), 6);
        auto *button = dialog->findChild<QPushButton *>(QStringLiteral("joinSpellingsButton"));
        QVERIFY(button->isVisibleTo(dialog));
        QVERIFY2(problems(dialog).contains(QStringLiteral("differ in spelling only")), qPrintable(problems(dialog)));
        button->click();
        QCOMPARE(values->categories(), 3);
        QVERIFY(!button->isVisibleTo(dialog));
        importButton(dialog)->click();
        QVERIFY(m_test->waitForJobs());
        const Codebook codebook = CodebookRepository(m_test->session().project()).load();
        QCOMPARE(codebook.active().size(), std::size_t(3));
        QCOMPARE(LabelRepository(m_test->session().project()).counts().labelled, std::int64_t(7));
    }

    void aSecondFilesValuesAreAskedFor() {
        m_test->importCsv(m_test->folder().write(
            QStringLiteral("first.csv"), "id,text,label\n11,a b,Other\n12,b c,Conspiracy\n13,c d,Conspiracy\n"));
        const Codebook before = CodebookRepository(m_test->session().project()).load();
        ImportDialog *dialog = open(m_test->folder().write(
            QStringLiteral("second.csv"), "id,text,label\n21,d e,0\n22,e f,1\n23,f g,1\n24,g h,Other\n25,h i,2\n"));
        auto *target = dialog->findChild<QComboBox *>(QStringLiteral("importTargetBox"));
        target->setCurrentIndex(target->findData(static_cast<int>(ImportTarget::AddTweets)));
        auto *table = dialog->findChild<QTableView *>(QStringLiteral("labelValues"));
        auto *values = qobject_cast<LabelValuesModel *>(table->model());
        QTRY_VERIFY(values->isBesideCodebook());
        QCOMPARE(values->undecidedValues().size(), std::size_t(3));
        QVERIFY(!importButton(dialog)->isEnabled());
        QVERIFY2(sentence(dialog).contains(QStringLiteral("Choose what becomes of the value")),
                 qPrintable(sentence(dialog)));
        QVERIFY(table->isColumnHidden(LabelValuesModel::Interest));
        for (int row = 0; row < values->rowCount(); ++row) {
            const QModelIndex index = values->index(row, LabelValuesModel::Name);
            const QString value = values->index(row, LabelValuesModel::Value).data().toString();
            const QStringList fates = index.data(LabelValuesModel::FatesRole).toStringList();
            if (value == QStringLiteral("Other"))
                QVERIFY2(index.data().toString().contains(QStringLiteral("join Other (1 label)")),
                         qPrintable(index.data().toString()));
            if (value == QStringLiteral("1"))
                QVERIFY(
                    values->setData(index, fates.indexOf(QStringLiteral("join Conspiracy (2 labels)")), Qt::EditRole));
            if (value == QStringLiteral("0"))
                QVERIFY(values->setData(index, fates.indexOf(QStringLiteral("new category")), Qt::EditRole));
            if (value == QStringLiteral("2"))
                QVERIFY(values->setData(index, fates.indexOf(QStringLiteral("leave out")), Qt::EditRole));
        }
        QVERIFY(importButton(dialog)->isEnabled());
        importButton(dialog)->click();
        QVERIFY(m_test->waitForJobs());
        const Codebook after = CodebookRepository(m_test->session().project()).load();
        QCOMPARE(after.active().size(), std::size_t(3));
        QVERIFY(after.positive() == before.positive());
        const auto counts = LabelRepository(m_test->session().project()).counts();
        QCOMPARE(counts.labelled, std::int64_t(7));
        QCOMPARE(counts.perCode.at(after.findName("Conspiracy")->id.row), std::int64_t(4));
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
