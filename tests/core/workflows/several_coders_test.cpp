// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/error.h"
#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/corpus/tweet_import.h"
#include "core/corpus/tweet_repository.h"
#include "core/study/csv_study.h"
#include "core/workflows/import_corpus.h"

using namespace warbler;

// Files in which a tweet has more than one label.
class SeveralCodersTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    int m_made = 0;
    std::string write(const QByteArray &bytes) {
        QFile file(m_folder.filePath(QStringLiteral("f%1.csv").arg(++m_made)));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write");
        file.write(bytes);
        return file.fileName().toStdString();
    }
    std::shared_ptr<Project> make() {
        return Project::create(m_folder.filePath(QStringLiteral("p%1.warbler").arg(++m_made)).toStdString());
    }
    static ImportReceipt import(Project &project, const ImportRequest &request) {
        return importCorpus(project, request, {}, [](const JobEvent &) {});
    }
    static std::string labelOf(Project &project, const char *id, const char *coder) {
        const auto key = TweetRepository(project).find(TweetId(id));
        const auto event = key ? LabelRepository(project).current(*key, coder) : std::nullopt;
        const Category *category = nullptr;
        const Codebook codebook = CodebookRepository(project).load();
        if (event)
            category = codebook.find(event->code);
        return category == nullptr ? std::string() : category->name;
    }

    // anna and ben label forty tweets each; of every fourth they disagree.
    static QByteArray ofTwo(const QByteArray &coderColumn) {
        QByteArray csv = "id,text,label" + (coderColumn.isEmpty() ? QByteArray() : "," + coderColumn) + "\n";
        for (int i = 0; i < 40; ++i)
            for (int coder = 0; coder < 2; ++coder)
                csv += QByteArray::number(500 + i) + ",some words " + QByteArray::number(i) + "," +
                       (coder == 0 || i % 4 != 0 ? "for" : "against") +
                       (coderColumn.isEmpty() ? ""
                        : coder == 0          ? ",anna"
                                              : ",ben") +
                       "\n";
        return csv;
    }

private Q_SLOTS:
    void aCoderColumnGivesEachCodersLabels() {
        ImportRequest request;
        request.csvPath = write(ofTwo("annotator"));
        const auto project = make();
        const ImportReceipt receipt = import(*project, request);
        QCOMPARE(receipt.read, std::int64_t(80));
        QCOMPARE(receipt.imported, std::int64_t(40));
        QCOMPARE(receipt.labelled, std::int64_t(80));
        QCOMPARE(labelOf(*project, "500", "anna"), std::string("for"));
        QCOMPARE(labelOf(*project, "500", "ben"), std::string("against"));
        QCOMPARE(LabelRepository(*project).gold().size(), std::size_t(30));  // those on which they agree
    }

    void aRowForEachLabelWithoutACoderColumnIsSaid() {
        ImportRequest request;
        request.csvPath = write(ofTwo({}));
        const auto project = make();
        const ImportReceipt receipt = import(*project, request);
        QCOMPARE(receipt.labelled, std::int64_t(80));
        QCOMPARE(labelOf(*project, "500", "coder 1"), std::string("for"));
        QCOMPARE(labelOf(*project, "500", "coder 2"), std::string("against"));
        QCOMPARE(receipt.alarms.back().kind, std::string("repeats"));
        QVERIFY(receipt.alarms.back().sentence.find("--coder-column") != std::string::npos);

        request.isDuplicateRuleChosen = true;
        const auto chosen = make();
        QCOMPARE(import(*chosen, request).labelled, std::int64_t(40));
    }

    void onePersonsSecondLabelIsAskedFor() {
        ImportRequest request;
        request.csvPath = write(
            "id,text,label,coder\n1,a b,for,anna\n2,b c,for,anna\n1,a b,against,anna\n2,b c,for,anna\n1,a b,for,ben\n");
        const auto project = make();
        try {
            import(*project, request);
            QFAIL("a second label was taken or dropped without a word");
        } catch (const Error &error) {
            QCOMPARE(errorName(error.code()), std::string_view("Usage"));
            QVERIFY2(error.detail().find("line 4: anna labels the tweet 1 \"against\", in line 2 it was \"for\"") !=
                         std::string::npos,
                     error.detail().c_str());
            QVERIFY(error.hint().find("--duplicates") != std::string::npos);
        }
        QCOMPARE(TweetRepository(*project).count(), std::int64_t(0));
        request.isDuplicateRuleChosen = true;
        for (const auto &[rule, kept] : std::vector<std::pair<DuplicateRule, std::string>>{
                 {DuplicateRule::First, "for"}, {DuplicateRule::Last, "against"}, {DuplicateRule::Reject, "for"}}) {
            const auto each = make();
            request.duplicates = rule;
            const ImportReceipt receipt = import(*each, request);
            QCOMPARE(labelOf(*each, "1", "anna"), kept);
            QCOMPARE(labelOf(*each, "1", "ben"), std::string("for"));
            QCOMPARE(receipt.labelled, std::int64_t(3));
            QCOMPARE(receipt.rejected, std::int64_t(rule == DuplicateRule::Reject ? 1 : 0));
            QCOMPARE(receipt.read, receipt.imported + receipt.duplicate + receipt.empty + receipt.rejected);
        }
    }

    void aFileOfOneCoderIsTheirs() {
        ImportRequest request;
        request.csvPath = write("id,text,label\n1,a b,for\n2,b c,against\n");
        request.coder = "ben";
        const auto project = make();
        import(*project, request);
        QCOMPARE(labelOf(*project, "2", "ben"), std::string("against"));
        request.coder = "anna";
        request.csvPath = write("id,text,label\n1,a b,against\n2,b c,against\n");
        const ImportReceipt second = import(*project, request);
        QCOMPARE(second.duplicate, std::int64_t(2));
        QCOMPARE(labelOf(*project, "1", "anna"), std::string("against"));
        QCOMPARE(labelOf(*project, "1", "ben"), std::string("for"));
    }

    void aStrayRepeatKeepsTheFirstLabelAndIsSaid() {
        QByteArray csv = "id,text,label\n";
        for (int i = 0; i < 40; ++i)
            csv += QByteArray::number(500 + i) + ",some words " + QByteArray::number(i) + ",for\n";
        ImportRequest request;
        request.csvPath = write(csv + "507,some words 7,against\n");
        const auto project = make();
        const ImportReceipt receipt = import(*project, request);
        QCOMPARE(receipt.labelled, std::int64_t(40));
        QCOMPARE(receipt.duplicate, std::int64_t(1));
        QCOMPARE(receipt.alarms.back().kind, std::string("repeats"));
    }

    void aStudyTakesATweetOfSeveralCodersOnce() {
        CsvStudyRequest request;
        request.path = write(ofTwo("annotator"));
        const Study study = labelledRowsOfCsv(request);
        QCOMPARE(study.rows.size(), std::size_t(30));
        QVERIFY(study.warnings.back().find("40 tweets have labels of several coders") != std::string::npos);
        QVERIFY(study.warnings.back().find("10 on which the coders disagree") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(SeveralCodersTest)
#include "several_coders_test.moc"
