// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An import of a labelled CSV ends in all or in nothing wherever the disk fails: tweets, labels, categories, their
// order and the category of interest.
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/error.h"
#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/workflows/import_corpus.h"
#include "tests/core/corpus/fault_vfs.h"

using namespace warbler;
using namespace warbler::test;

Q_DECLARE_METATYPE(warbler::test::Fault)

namespace {

constexpr int kRows = 24;

std::string stateOf(Project &project) {
    const Codebook codebook = CodebookRepository(project).load();
    const LabelCounts counts = LabelRepository(project).counts();
    std::string text = std::to_string(counts.tweets) + " tweets, " + std::to_string(counts.labelled) + " labels:";
    for (const Category &category : codebook.categories()) {
        const auto labels = counts.perCode.find(category.id.row);
        text += " " + category.name + (category.id == codebook.positive() ? "*" : "") +
                (category.state == Category::State::Archived ? "?" : "") + "=" +
                std::to_string(labels == counts.perCode.end() ? 0 : labels->second);
    }
    return text;
}

QByteArray labelled(const char *prefix, const std::vector<QByteArray> &values) {
    QByteArray csv = "tweet_id,text,label\n";
    for (int i = 0; i < kRows; ++i)
        csv += prefix + QByteArray::number(i) + ",a tweet of the morning " + QByteArray::number(i) + "," +
               values[static_cast<std::size_t>(i) % values.size()] + "\n";
    return csv;
}

}  // namespace

class ImportFaultTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installFaultVfs(); }
    void endsInAllOrNothing_data();
    void endsInAllOrNothing();

private:
    std::string write(const char *name, const QByteArray &bytes) const {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write %s", name);
        file.write(bytes);
        return file.fileName().toStdString();
    }
    QTemporaryDir m_folder;
};

void ImportFaultTest::endsInAllOrNothing_data() {
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<bool>("isSecond");
    using Operation = Fault::Operation;
    using Kind = Fault::Error;
    for (const bool isSecond : {false, true}) {
        const QByteArray place = isSecond ? ", second import" : ", first import";
        QTest::newRow("a write fails once" + place) << Fault{Operation::Write, Kind::InputOutput, 0, false} << isSecond;
        QTest::newRow("the disk is full" + place) << Fault{Operation::Write, Kind::DiskFull, 0, true} << isSecond;
        QTest::newRow("a sync fails once" + place) << Fault{Operation::Sync, Kind::InputOutput, 0, false} << isSecond;
        QTest::newRow("syncs fail from then on" + place)
            << Fault{Operation::Sync, Kind::InputOutput, 0, true} << isSecond;
    }
}

void ImportFaultTest::endsInAllOrNothing() {
    QFETCH(Fault, fault);
    QFETCH(bool, isSecond);
    ImportRequest first, second;
    first.csvPath = write("first.csv", labelled("a", {"2", "10", "1", ""}));
    second.csvPath = write("second.csv", labelled("b", {"yes", "no", "10"}));
    const ImportRequest &request = isSecond ? second : first;
    const std::string nothing = isSecond ? "24 tweets, 18 labels: 1*=6 2=6 10=6" : "0 tweets, 0 labels:";
    const std::string all =
        isSecond ? "48 tweets, 42 labels: 1*=6 2=6 10=14 no=8 yes=8" : "24 tweets, 18 labels: 1*=6 2=6 10=6";
    const std::string path = m_folder.filePath(QStringLiteral("p.warbler")).toStdString(),
                      before = m_folder.filePath(QStringLiteral("before")).toStdString();
    const ReportEvent quiet = [](const JobEvent &) {};
    QFile::remove(QString::fromStdString(path));
    QFile::remove(QString::fromStdString(before));
    {
        const auto project = Project::create(path);
        if (isSecond)
            importCorpus(*project, first, {}, quiet);
        project->close();
    }
    QVERIFY(QFile::copy(QString::fromStdString(path), QString::fromStdString(before)));
    int ends[2] = {0, 0};
    bool isReached = true;
    for (int n = 1; isReached; ++n) {
        QFile::remove(QString::fromStdString(path));
        QVERIFY(QFile::copy(QString::fromStdString(before), QString::fromStdString(path)));
        auto project = Project::open(path);
        fault.countdown = n;
        arm(fault);
        bool isDone = false, isPromised = false;
        try {
            importCorpus(*project, request, {}, quiet);
            isDone = true;
        } catch (const Error &error) {
            isPromised = error.detail().find("is stored") != std::string::npos;
        }
        isReached = hasFailed();
        disarm();
        project->close();
        project = Project::open(path);
        const std::string state = stateOf(*project);
        QVERIFY2(state == (isDone || isPromised ? all : nothing), (std::to_string(n) + ": " + state).c_str());
        ++ends[state == all ? 1 : 0];
        if (n % 6 == 0) {  // what takes longer than the import, at some of the places
            const std::vector<std::string> findings = project->check();
            QVERIFY2(findings.empty(), findings.empty() ? "" : findings.front().c_str());
            if (state == nothing)
                importCorpus(*project, request, {}, quiet);
            QCOMPARE(stateOf(*project), all);
        }
        project->close();
    }
    qInfo("%d ended in nothing, %d in all", ends[0], ends[1]);
    QVERIFY(ends[0] > 0 && ends[1] > 1);
}

QTEST_APPLESS_MAIN(ImportFaultTest)
#include "import_fault_test.moc"
