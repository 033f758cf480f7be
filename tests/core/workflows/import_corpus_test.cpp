// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/import_corpus.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/error.h"
#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/corpus/tweet_import.h"
#include "core/corpus/tweet_repository.h"
#include "core/workflows/rejected_rows.h"

using namespace warbler;

class ImportCorpusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalNamesJoinAndNumbersDoNot();
    void aNamedCategoryIsJoined();
    void aLaterFileKeepsTheCategoryOfInterest();
    void valuesOfDuplicatesMakeNoCategory();
    void aStoppedImportLeavesNoCategory();
    void aStoppedImportOfLabelsLeavesNothing();
    void labelsOfAFileAreOneUndoStep();
    void everyRejectedRowIsKeptAndWritten();
    void aFileOfTheUsersIsNeverOverwritten();
    void twoThousandColumnsAreReadAndOneMoreIsRefused();

private:
    std::string write(const char *name, const QByteArray &bytes) const {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write %s", name);
        file.write(bytes);
        return file.fileName().toStdString();
    }
    std::shared_ptr<Project> make() {
        return Project::create(m_folder.filePath(QStringLiteral("p%1.warbler").arg(++m_made)).toStdString());
    }
    QTemporaryDir m_folder;
    int m_made = 0;
};

namespace {

const ReportEvent kQuiet = [](const JobEvent &) {};

ImportReceipt import(Project &project, const std::string &csv, const std::map<std::string, std::string> &names = {}) {
    ImportRequest request;
    request.csvPath = csv;
    request.categoryNames = names;
    return importCorpus(project, request, {}, kQuiet);
}

std::string codebookOf(Project &project) {
    const Codebook codebook = CodebookRepository(project).load();
    std::string text;
    for (const Category &category : codebook.categories())
        text += category.name + (category.id == codebook.positive() ? "* " : " ");
    return text;
}

std::int64_t labelsOf(Project &project, const std::string &name) {
    const Codebook codebook = CodebookRepository(project).load();
    const Category *category = codebook.findName(name);
    const LabelCounts counts = LabelRepository(project).counts();
    const auto found = category == nullptr ? counts.perCode.end() : counts.perCode.find(category->id.row);
    return found == counts.perCode.end() ? 0 : found->second;
}

// Stops the import that it reports of at its n-th event.
class StopAt {
public:
    explicit StopAt(int event) : m_left(event) {}
    ReportEvent report() {
        return [this](const JobEvent &) {
            if (--m_left == 0)
                m_stop.request_stop();
        };
    }
    std::stop_token token() { return m_stop.get_token(); }

private:
    int m_left;
    std::stop_source m_stop;
};

QByteArray labelled(int rows, const char *prefix, const std::vector<QByteArray> &values) {
    QByteArray csv = "tweet_id,text,label\n";
    for (int i = 0; i < rows; ++i)
        csv += prefix + QByteArray::number(i) + ",tweet number " + prefix + QByteArray::number(i) + "," +
               values[static_cast<std::size_t>(i) % values.size()] + "\n";
    return csv;
}

}  // namespace

void ImportCorpusTest::equalNamesJoinAndNumbersDoNot() {
    const auto project = make();
    import(*project, write("a.csv", labelled(20, "a", {"0", "1"})), {{"0", "Other"}, { "1", "Conspiracy" }});
    const ImportReceipt receipt = import(*project, write("b.csv", labelled(30, "b", {"0", "1", "Other"})));
    QCOMPARE(codebookOf(*project), std::string("Other Conspiracy* 0 1 "));
    QCOMPARE(labelsOf(*project, "Other"), 20);
    QCOMPARE(labelsOf(*project, "Conspiracy"), 10);
    QCOMPARE(labelsOf(*project, "1"), 10);
    QCOMPARE(receipt.values.size(), std::size_t(3));
    QVERIFY(receipt.values[0].became == ReceivedValue::Became::New && receipt.values[0].rows == 10);
    QVERIFY(receipt.values[2].became == ReceivedValue::Became::Joined && receipt.values[2].category == "Other");
    QVERIFY(project->check().empty());
}

void ImportCorpusTest::aNamedCategoryIsJoined() {
    const auto project = make();
    import(*project, write("a.csv", labelled(20, "a", {"0", "1"})), {{"0", "Other"}, { "1", "Conspiracy" }});
    import(*project, write("b.csv", labelled(20, "b", {"0", "1"})), {{"0", "Other"}, { "1", "Satire" }});
    QCOMPARE(codebookOf(*project), std::string("Other Conspiracy* Satire "));
    QCOMPARE(labelsOf(*project, "Other"), 20);
    QCOMPARE(labelsOf(*project, "Satire"), 10);
}

void ImportCorpusTest::aLaterFileKeepsTheCategoryOfInterest() {
    const auto project = make();
    import(*project, write("a.csv", labelled(20, "a", {"for", "against", "for"})));
    QCOMPARE(codebookOf(*project), std::string("against* for "));
    ImportRequest request;
    request.csvPath = write("b.csv", labelled(20, "b", {"yes", "for"}));
    request.positive = "yes";
    importCorpus(*project, request, {}, kQuiet);
    QCOMPARE(codebookOf(*project), std::string("against* for yes "));
}

void ImportCorpusTest::valuesOfDuplicatesMakeNoCategory() {
    const auto project = make();
    import(*project, write("a.csv", labelled(20, "a", {"for", "against"})));
    const ImportReceipt receipt = import(*project, write("b.csv", labelled(20, "a", {"yes", "no"})));
    QCOMPARE(receipt.duplicate, 20);
    QVERIFY(receipt.values.empty());
    QCOMPARE(codebookOf(*project), std::string("against for* "));
}

void ImportCorpusTest::aStoppedImportLeavesNoCategory() {
    const auto project = make();
    import(*project, write("a.csv", labelled(20, "a", {"for", "against"})));
    const std::string before = codebookOf(*project);
    ImportRequest request;
    request.csvPath = write("b.csv", labelled(9000, "b", {"yes", "no"}));
    for (const int event : {2, 4}) {
        StopAt stop(event);
        QVERIFY_EXCEPTION_THROWN(importCorpus(*project, request, stop.token(), stop.report()), Cancelled);
        QCOMPARE(codebookOf(*project), before);
        QCOMPARE(TweetRepository(*project).count(), 20);
        QVERIFY(project->check().empty());
    }
}

void ImportCorpusTest::aStoppedImportOfLabelsLeavesNothing() {
    const auto project = make();
    import(*project, write("a.csv", labelled(5000, "a", {""})));
    ImportRequest request;
    request.csvPath = write("b.csv", labelled(5000, "a", {"yes", "no"}));
    StopAt stop(2);
    QVERIFY_EXCEPTION_THROWN(importLabels(*project, request, stop.token(), stop.report()), Cancelled);
    QCOMPARE(codebookOf(*project), std::string());
    QCOMPARE(LabelRepository(*project).counts().labelled, 0);
    QVERIFY(project->check().empty());
}

void ImportCorpusTest::labelsOfAFileAreOneUndoStep() {
    const auto project = make();
    import(*project, write("a.csv", labelled(30, "a", {"yes", ""})));
    ImportRequest request;
    request.csvPath = write("b.csv", labelled(40, "a", {"no", "", "maybe", "no"}));
    const LabelsReceipt receipt = importLabels(*project, request, {}, kQuiet);
    QCOMPARE(receipt.read, 40);
    QCOMPARE(receipt.labelled, 22);
    QCOMPARE(receipt.unmatched, 8);
    QCOMPARE(receipt.empty, 10);
    QCOMPARE(codebookOf(*project), std::string("yes* maybe no "));
    QCOMPARE(labelsOf(*project, "yes"), 0);
    LabelRepository(*project).undo("anna");
    QCOMPARE(codebookOf(*project), std::string("yes* "));
    QCOMPARE(labelsOf(*project, "yes"), 15);
    QVERIFY(project->check().empty());
}

void ImportCorpusTest::everyRejectedRowIsKeptAndWritten() {
    const auto project = make();
    QByteArray csv = labelled(3000, "a", {"yes", "no"});
    for (int i = 0; i < 1200; ++i)
        csv += "r" + QByteArray::number(i) + ",too,many,fields\n";
    const std::string path = write("ragged.csv", csv);
    const ImportReceipt receipt = import(*project, path);
    QCOMPARE(receipt.rejected, 1200);
    QCOMPARE(TweetRepository(*project).rejectedCount(), 1200);
    const RejectedFile beside = writeRejected(*project, receipt, path);
    QCOMPARE(QFile(QString::fromStdString(beside.path)).size() > 1200 * 20, true);
    QFile written(QString::fromStdString(beside.path));
    QVERIFY(written.open(QIODevice::ReadOnly));
    QVERIFY(written.readAll().contains("r1199,too,many,fields"));
    const std::string out = m_folder.filePath(QStringLiteral("all.csv")).toStdString();
    QCOMPARE(exportRejected(*project, out).rows, 1200);
    QFile all(QString::fromStdString(out));
    QVERIFY(all.open(QIODevice::ReadOnly));
    QVERIFY(all.readLine().startsWith("\"file\",\"line\",\"byte_offset\",\"reason\",\"raw\""));
    QVERIFY(all.readLine().startsWith("\"ragged.csv\",3002,"));
    // Where nothing can be written beside the file, the import stands and the reason is told.
    const RejectedFile nowhere = writeRejected(*project, receipt, "/proc/no such folder/ragged.csv");
    QVERIFY(nowhere.path.empty() && !nowhere.problem.empty());
}

void ImportCorpusTest::aFileOfTheUsersIsNeverOverwritten() {
    const auto project = make();
    const std::string path = write("mine.csv", labelled(5, "m", {"yes", "no"}) + "r,too,many,fields\n");
    const std::string mine = write("mine_rejected.csv", "my own notes");
    const RejectedFile beside = writeRejected(*project, import(*project, path), path);
    QVERIFY(QString::fromStdString(beside.path).endsWith(QStringLiteral("/mine_rejected 2.csv")));
    QFile kept(QString::fromStdString(mine));
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), QByteArray("my own notes"));
}

void ImportCorpusTest::twoThousandColumnsAreReadAndOneMoreIsRefused() {
    const auto wide = [](int columns) {
        QByteArray header = "id,text,label", row = "w1,some words,yes";
        for (int i = 4; i <= columns; ++i) {
            header += ",c" + QByteArray::number(i);
            row += "," + QByteArray::number(i);
        }
        return header + "\n" + row + "\n";
    };
    const auto project = make();
    QCOMPARE(import(*project, write("wide.csv", wide(2000))).imported, 1);
    QVERIFY_EXCEPTION_THROWN(import(*project, write("wider.csv", wide(2001))), Error);
    QCOMPARE(TweetRepository(*project).get(TweetKey{1}).fields.size(), std::size_t(2000));
}

QTEST_APPLESS_MAIN(ImportCorpusTest)
#include "import_corpus_test.moc"
