// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/trained_window.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QTest>

#include "ui/pages/page.h"

namespace warbler::test {

using ui::PageId;

void openTrainPage(TestWindow &window) {
    window.importGenerated(kTweets, kLabelled);
    window.window().showPage(PageId::Train);
    auto *check = window.find<QLabel>(QStringLiteral("checkLabel"));
    QTRY_VERIFY2_WITH_TIMEOUT(window.find<QAction>(QStringLiteral("actionStartTuning"))->isEnabled(),
                              qPrintable(check->text()), 20'000);
}

void trainToTheEnd(TestWindow &window) {
    openTrainPage(window);
    window.trigger(QStringLiteral("actionStartTuning"));
    QVERIFY(window.waitForJobs());
}

void trainAsTheColumnSays(TestWindow &window) {
    auto *split = window.find<QComboBox>(QStringLiteral("splitBox"));
    QTRY_VERIFY_WITH_TIMEOUT(split->findData(QStringLiteral("column:split")) > 0, 20'000);
    split->setCurrentIndex(split->findData(QStringLiteral("column:split")));
    Q_EMIT split->activated(split->currentIndex());
    QTRY_VERIFY_WITH_TIMEOUT(window.find<QAction>(QStringLiteral("actionStartTuning"))->isEnabled(), 20'000);
    window.trigger(QStringLiteral("actionStartTuning"));
    QVERIFY(window.waitForJobs());
}

Run newestTuned(TestWindow &window) {
    for (const Run &run : RunRepository(window.session().project()).all())
        if (run.kind == RunKind::Tuned)
            return run;
    return {};
}

RunId openInterruptedRun(TestWindow &window) {
    window.importGenerated(kTweets, kLabelled);
    RunRepository runs(window.session().project());
    Run finished;
    finished.name = "Run 1";
    finished.state = RunState::Finished;
    finished.configJson = "{}";
    finished.recordJson = R"({"validation": {"metrics": {"macro_f1": 0.62}}})";
    runs.create(finished, {});
    Run words = finished;
    words.name = "Word model";
    words.kind = RunKind::WordModel;
    runs.create(words, {});
    Run cut = finished;
    cut.name = "Run 2";
    cut.state = RunState::Running;
    cut.recordJson = "{}";
    const RunId id = runs.create(cut, {});
    const QString path = window.session().projectPath();
    window.session().closeProject();
    window.session().openProject(path);
    return id;
}

}  // namespace warbler::test
