// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/tables/csv/csv_reader.h"
#include "core/tables/csv/dialect_guess.h"
#include "core/workflows/export_labels.h"
#include "core/workflows/import_corpus.h"

using namespace warbler;

class ExportLabelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bytesThatAreNoTextLeaveAsTheyCame();
    void actsThatWereUndoneAreNotTold();
    void labelsUnderArchivedCategoriesAreMarked();
    void twoThousandColumnsAreWritten();

private:
    std::string path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)).toStdString(); }
    std::shared_ptr<Project> projectOf(const char *name, const QByteArray &csv, const DialectChoice &dialect = {}) {
        const std::string file = path(name);
        QFile out(QString::fromStdString(file));
        if (!out.open(QIODevice::WriteOnly))
            qFatal("cannot write %s", name);
        out.write(csv);
        out.close();
        auto project = Project::create(file + ".warbler");
        ImportRequest request;
        request.csvPath = file;
        request.dialect = dialect;
        importCorpus(*project, request, {}, [](const JobEvent &) {});
        return project;
    }
    std::vector<std::vector<std::string>> exported(Project &project, ExportShape shape = ExportShape::Wide) {
        ExportRequest request;
        request.outPath = path("out.csv");
        request.shape = shape;
        exportLabels(project, request, {}, [](const JobEvent &) {});
        CsvReader reader(request.outPath, {}, CsvOrigin::Ours);
        std::vector<std::vector<std::string>> rows = {reader.originalColumns()};
        CsvRow row;
        RejectedRow rejected;
        while (reader.next(row, rejected) == CsvReader::Outcome::Row) {
            for (const UndecodedField &field : row.undecoded)
                row.fields[field.column] = field.bytes;
            rows.push_back(row.fields);
        }
        return rows;
    }
    QTemporaryDir m_folder;
};

namespace {

std::string cell(const std::vector<std::vector<std::string>> &rows, std::size_t row, const std::string &column) {
    const auto found = std::find(rows[0].begin(), rows[0].end(), column);
    return found == rows[0].end() ? "no column " + column
                                  : rows[row][static_cast<std::size_t>(found - rows[0].begin())];
}

LabelEvent act(int tweet, CodeId code, const char *coder, LabelAction action = LabelAction::Label) {
    LabelEvent result;
    result.tweet = TweetKey{tweet};
    result.code = code;
    result.coder = coder;
    result.action = action;
    return result;
}

}  // namespace

void ExportLabelsTest::bytesThatAreNoTextLeaveAsTheyCame() {
    DialectChoice dialect;
    dialect.encoding = "utf-8";
    // A byte that is no UTF-8 in every column: id, date, text, label and one kept beside them.
    const auto project = projectOf("bytes.csv",
                                   "tweet_id,created_at,text,label,place\ni1\xE9,2020\xFF,a caf\xE9 tweet,y\xE9s,Qu\xE9"
                                   "bec\ni2,2020,plain,no,here\n",
                                   dialect);
    const auto rows = exported(*project);
    QCOMPARE(rows[1][0], std::string("i1\xE9"));
    QCOMPARE(rows[1][1], std::string("2020\xFF"));
    QCOMPARE(rows[1][2], std::string("a caf\xE9 tweet"));
    QCOMPARE(rows[1][3], std::string("y\xE9s"));
    QCOMPARE(rows[1][4], std::string("Qu\xE9"
                                     "bec"));
    QCOMPARE(rows[2][4], std::string("here"));
}

void ExportLabelsTest::actsThatWereUndoneAreNotTold() {
    const auto project = projectOf("undone.csv", "tweet_id,text,label\n1,one,yes\n2,two,no\n3,three,\n");
    LabelRepository labels(*project);
    const Codebook codebook = CodebookRepository(*project).load();
    const CodeId yes = codebook.findValue("yes")->id, no = codebook.findValue("no")->id;
    const std::string importedAt = cell(exported(*project), 1, "w_labelled_at");
    labels.append(act(1, no, "anna"));
    QCOMPARE(cell(exported(*project), 1, "w_source"), std::string("manual"));
    QCOMPARE(cell(exported(*project), 1, "w_n_coders"), std::string("1"));
    labels.undo("anna");
    labels.append(act(3, yes, "anna"));
    labels.append(act(3, yes, "berta"));
    labels.undo("berta");
    labels.append(act(2, {}, "anna", LabelAction::Skip));
    const auto rows = exported(*project);
    QCOMPARE(cell(rows, 1, "w_label"), std::string("yes"));
    QCOMPARE(cell(rows, 1, "w_source"), std::string("imported"));
    QCOMPARE(cell(rows, 1, "w_n_coders"), std::string("0"));
    QCOMPARE(cell(rows, 1, "w_labelled_at"), importedAt);
    QCOMPARE(cell(rows, 2, "w_source"), std::string("imported"));
    QCOMPARE(cell(rows, 2, "w_n_coders"), std::string("0"));
    QCOMPARE(cell(rows, 3, "w_n_coders"), std::string("1"));
    QVERIFY(!cell(rows, 3, "w_labelled_at").empty());
    labels.undo("anna");
    labels.undo("anna");
    QCOMPARE(cell(exported(*project), 3, "w_labelled_at"), std::string());
    QCOMPARE(cell(exported(*project), 3, "w_n_coders"), std::string("0"));
}

void ExportLabelsTest::labelsUnderArchivedCategoriesAreMarked() {
    const auto project = projectOf("archived.csv", "tweet_id,text,label\n1,one,yes\n2,two,no\n");
    CodebookRepository codebook(*project);
    const CodeId no = codebook.load().findValue("no")->id;
    codebook.archiveCategory(no);
    auto rows = exported(*project);
    QCOMPARE(cell(rows, 1, "w_archived"), std::string());
    QCOMPARE(cell(rows, 2, "w_label"), std::string("no"));
    QCOMPARE(cell(rows, 2, "w_archived"), std::string("1"));
    QCOMPARE(cell(exported(*project, ExportShape::Long), 2, "w_archived"), std::string("1"));
    QCOMPARE(LabelRepository(*project).gold().size(), std::size_t(1));
    codebook.restoreCategory(no);
    rows = exported(*project);
    QCOMPARE(cell(rows, 2, "w_archived"), std::string());
    QCOMPARE(LabelRepository(*project).gold().size(), std::size_t(2));
    QVERIFY(!codebook.load().find(no)->key.empty());
}

void ExportLabelsTest::twoThousandColumnsAreWritten() {
    QByteArray header = "id,text,label", row = "w1,some words,yes";
    for (int i = 4; i <= 2000; ++i) {
        header += ",c" + QByteArray::number(i);
        row += "," + QByteArray::number(i);
    }
    const auto project = projectOf("wide.csv", header + "\n" + row + "\n");
    const auto rows = exported(*project);
    QVERIFY(rows[0].size() > 2000);
    QCOMPARE(rows[1][1999], std::string("2000"));
    QCOMPARE(cell(rows, 1, "w_label"), std::string("yes"));
}

QTEST_APPLESS_MAIN(ExportLabelsTest)
#include "export_labels_test.moc"
