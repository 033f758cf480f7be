// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QTest>

#include "core/corpus/run_repository.h"
#include "tests/ui/trained_window.h"
#include "ui/pages/page.h"
#include "ui/support/dialogs.h"

using namespace warbler;
using namespace warbler::ui;
using namespace warbler::test;

class ModelsPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        qputenv("WARBLER_DEFAULT_MODEL", qgetenv("WARBLER_TEST_SOURCE") + "/tests/data/models/tiny_encoder");
    }

    void anAdapterFolderThatIsNoneIsRefused() {
        TestWindow window;
        trainToTheEnd(window);
        window.window().showPage(PageId::Models);
        const QString folder = window.folder().path(QStringLiteral("empty"));
        QVERIFY(QDir().mkpath(folder));
        dialogs::setNextFile(folder);
        window.trigger(QStringLiteral("actionLoadAdapter"));
        auto *notice = window.find<QWidget>(QStringLiteral("noticeLine"));
        QVERIFY(notice != nullptr);
        QTRY_VERIFY_WITH_TIMEOUT(notice->isVisible(), 20'000);
        QCOMPARE(RunRepository(window.session().project()).all().size(), std::size_t(2));
    }
};

QTEST_MAIN(ModelsPageTest)
#include "models_page_test.moc"
