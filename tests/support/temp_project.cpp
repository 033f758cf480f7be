// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/temp_project.h"

#include <QAction>
#include <QApplication>
#include <QFile>
#include <QFileInfo>
#include <QTest>

#include "core/workflows/import_corpus.h"
#include "ui/support/icons.h"
#include "ui/support/settings.h"
#include "ui/support/text.h"

namespace warbler::test {

QString TempFolder::write(const QString &name, const QByteArray &bytes) const {
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
    return file.fileName();
}

QString TempFolder::copy(const QString &relativeToSource) const {
    const QString source = qEnvironmentVariable("WARBLER_TEST_SOURCE") + QLatin1Char('/') + relativeToSource;
    const QString target = path(QFileInfo(source).fileName());
    if (!QFile::copy(source, target))
        qFatal("cannot copy %s", qPrintable(source));
    return target;
}

TestWindow::TestWindow() : TestWindow(ui::Session::MakeEngine()) {}

TestWindow::TestWindow(ui::Session::MakeEngine makeEngine) : m_script(std::make_shared<EngineScript>()) {
    ui::initResources();
    ui::resetSettings();
    m_theme = std::make_unique<ui::ThemeChoice>(*qApp);
    m_theme->setRule(ui::ThemeRule::Light);
    if (!makeEngine)
        makeEngine = [script = m_script] { return std::make_unique<FakeEngine>(script); };
    m_session = std::make_unique<ui::Session>(std::move(makeEngine));
    m_window = std::make_unique<ui::MainWindow>(*m_session, *m_theme);
    m_window->show();
    if (!QTest::qWaitForWindowExposed(m_window.get()))
        qFatal("the window did not appear");
}

void TestWindow::importCsv(const QString &csv) {
    ImportRequest request;
    request.csvPath = ui::toUtf8(csv);
    m_session->createProject(ui::fromUtf8(projectPathFor(request.csvPath)));
    importCorpus(m_session->project(), request, {}, [](const JobEvent &) {});
    m_session->tellTweetsChanged();
    m_session->tellCodebookChanged();
    m_session->tellLabelsChanged();
}

void TestWindow::importGenerated(int tweets, int labelled) {
    QByteArray csv("tweet_id,text,label\n");
    for (int i = 0; i < tweets; ++i) {
        const char *label = i >= labelled ? "" : i % 2 == 0 ? "yes" : "no";
        csv += QByteArray::number(1268563638165688000LL + i * 7919LL) + ",\"tweet " + QByteArray::number(i) +
               (i % 2 == 0 ? " praises the tram" : " waits for the bus") + " near stop " +
               QByteArray::number(i * 31 % 97) + "\"," + label + "\n";
    }
    importCsv(m_folder.write(QStringLiteral("generated.csv"), csv));
}

QAction *TestWindow::action(const QString &name) {
    auto *found = m_window->findChild<QAction *>(name);
    if (!found)
        qCritical("no action %s", qPrintable(name));
    else if (!found->isEnabled())
        qCritical("action %s is disabled", qPrintable(name));
    return found && found->isEnabled() ? found : nullptr;
}

void TestWindow::trigger(const QString &name) {
    QAction *found = action(name);
    if (!found)
        QTest::qFail(qPrintable(QStringLiteral("cannot trigger ") + name), __FILE__, __LINE__);
    else
        found->trigger();
}

bool TestWindow::waitForJobs() {
    return QTest::qWaitFor([this] { return m_session->jobs().empty(); }, 60'000);
}

}  // namespace warbler::test
