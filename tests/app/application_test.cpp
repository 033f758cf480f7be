// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <new>
#include <stdexcept>

#include <QDialog>
#include <QLabel>
#include <QTest>
#include <QTimer>

#include "app/gui/application.h"
#include "core/base/error.h"
#include "ui/frame/main_window.h"

using namespace warbler;

// The program itself, offscreen.
class ApplicationTest : public QObject {
    Q_OBJECT

    static ui::MainWindow *window() {
        for (QWidget *widget : QApplication::topLevelWidgets())
            if (auto *found = qobject_cast<ui::MainWindow *>(widget))
                return found;
        return nullptr;
    }

private Q_SLOTS:
    void whatASlotThrowsIsShownWithItsText() {
        auto *sentence = window()->findChild<QLabel *>(QStringLiteral("noticeSentence"));
        QTimer::singleShot(0, this, [] { throw std::runtime_error("the lamp went out"); });
        QTRY_VERIFY2(sentence->text().contains(QStringLiteral("lamp went out"), Qt::CaseInsensitive),
                     qPrintable(sentence->text()));
        QVERIFY(sentence->isVisible());
        QTimer::singleShot(0, this, [] { throw Error(ErrorCode::DiskFull, "no room"); });
        QTRY_VERIFY(sentence->text().contains(QStringLiteral("No room.")));
        QTimer::singleShot(0, this, [] { throw std::bad_alloc(); });
        QTRY_VERIFY(sentence->text().contains(QStringLiteral("memory")));
    }

    void anOpenQuestionIsTurnedBackBeforeTheEnd() {
        auto &program = *static_cast<gui::Application *>(qApp);
        QDialog question(window());
        QTimer::singleShot(0, this, [&program] { program.end(); });
        QCOMPARE(question.exec(), static_cast<int>(QDialog::Rejected));
        QTRY_VERIFY(!window()->isVisible());
    }
};

int main(int argc, char **argv) {
    gui::Application application(argc, argv);
    application.start({});
    ApplicationTest test;
    int result = 1;
    // Inside the program's own loop, as whatever it answers.
    QTimer::singleShot(0, &test, [&] {
        result = QTest::qExec(&test, argc, argv);
        QCoreApplication::exit();
    });
    application.exec();
    return result;
}
#include "application_test.moc"
