// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/prediction_progress.h"

#include <cmath>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/corpus/prediction_repository.h"
#include "core/workflows/import_corpus.h"

using namespace warbler;

class PredictionProgressTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::shared_ptr<Project> m_project;

    Run run(const std::string &record) {
        Run made;
        made.name = "Run 1";
        made.state = RunState::Finished;
        made.configJson = "{}";
        made.recordJson = record;
        RunRepository runs(*m_project);
        return runs.get(runs.create(made, {}));
    }

private Q_SLOTS:
    void init() {
        QFile csv(m_folder.filePath(QStringLiteral("tweets.csv")));
        QVERIFY(csv.open(QIODevice::WriteOnly));
        csv.write("id,text\n1,one\n2,two\n3,three\n4,four\n");
        csv.close();
        const std::string path = m_folder.filePath(QStringLiteral("study.warbler")).toStdString();
        QFile::remove(QString::fromStdString(path));
        m_project = Project::create(path);
        ImportRequest request;
        request.csvPath = csv.fileName().toStdString();
        importCorpus(*m_project, request, {}, [](const JobEvent &) {});
    }
    void cleanup() { m_project.reset(); }

    void categoriesAreCountedAndProbabilitiesBinned() {
        const Run classified = run(R"({"categories": [{"value": "0", "name": "no"}, {"value": "1", "name": "yes"}],
                                       "positive": "1"})");
        std::vector<StoredPrediction> rows;
        for (const auto &[tweet, p] : {std::pair(1, 0.96), std::pair(2, 0.52), std::pair(3, 0.01)}) {
            StoredPrediction row;
            row.tweet = TweetKey{tweet};
            row.category = p > 0.5 ? 1 : 0;
            row.logProbabilities = {std::log(float(1 - p)), std::log(float(p))};
            rows.push_back(row);
        }
        PredictionRepository predictions(*m_project);
        predictions.append(classified.id, predictions.checkpoint(classified.id), rows);
        const PredictionProgress progress = predictionProgress(*m_project, classified);
        QCOMPARE(progress.tweets, std::int64_t(4));
        QCOMPARE(progress.classified, std::int64_t(3));
        QVERIFY(!progress.isComplete());
        const auto &predicted = std::get<PredictedCategories>(progress.predicted);
        QCOMPARE(progress.percent(), 75);
        QCOMPARE(progress.share(predicted.categories[1]), 2.0 / 3);
        QCOMPARE(predicted.positive, 1);
        QCOMPARE(predicted.categories[0].tweets, std::int64_t(1));
        QCOMPARE(predicted.categories[1].tweets, std::int64_t(2));
        QCOMPARE(progress.histogram.counts().size(), std::size_t(20));
        for (const std::size_t bar : {0, 10, 19})
            QCOMPARE(progress.histogram.counts()[bar], std::int64_t(1));
    }

    void aRecordThatSaysNothingGivesCountsAlone() {
        const PredictionProgress progress = predictionProgress(*m_project, run("{}"));
        QVERIFY(std::holds_alternative<std::monostate>(progress.predicted));
        QCOMPARE(progress.tweets, std::int64_t(4));
        QVERIFY(progress.histogram.counts().empty());
    }
};

QTEST_APPLESS_MAIN(PredictionProgressTest)
#include "prediction_progress_test.moc"
