// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/corpus/schema.h"
#include "tests/core/corpus/corpus_fixture.h"
#include "tests/core/corpus/sample_project.h"

using namespace warbler;
using namespace warbler::test;

class ReleasedProjectsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opensAProjectOfEverySchema() {
        const QString folder = qEnvironmentVariable("WARBLER_TEST_SOURCE") + "/tests/data/projects/";
        for (int schema = 1; schema <= newestSchema(); ++schema) {
            TestCorpus corpus;
            const QString name = QString("v%1.warbler").arg(schema);
            QVERIFY2(QFile::copy(folder + name, QString::fromStdString(corpus.path())), qPrintable(folder + name));
            QFile::setPermissions(QString::fromStdString(corpus.path()), QFile::ReadOwner | QFile::WriteOwner);
            QCOMPARE(differenceInSampleProject(corpus.path()), std::string());
            QCOMPARE(differenceInSampleProject(corpus.path()), std::string());  // once more, after an upgrade
            QVERIFY(corpus.files() == std::vector<std::string>{"study.warbler"});
        }
    }

    void thisProgramMakesTheSame() {
        TestCorpus corpus;
        makeSampleProject(corpus.path());
        QCOMPARE(differenceInSampleProject(corpus.path()), std::string());
    }
};

QTEST_APPLESS_MAIN(ReleasedProjectsTest)
#include "released_projects_test.moc"
