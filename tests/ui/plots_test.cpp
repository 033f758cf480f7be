// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QAbstractButton>
#include <QContextMenuEvent>
#include <QFile>
#include <QImage>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>

#include "ui/plots/calibration_plot.h"
#include "ui/plots/confusion_matrix_view.h"
#include "ui/plots/histogram_plot.h"
#include "ui/plots/roc_plot.h"
#include "ui/plots/tuning_curves_plot.h"

using namespace warbler;
using namespace warbler::ui;

namespace {

// Where the picture is neither white nor grey nor dark: the box around a band and the curve in it.
QRect tinted(const QImage &picture) {
    QRect box;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x) {
            const QColor colour = picture.pixelColor(x, y);
            if (colour.blue() - colour.red() > 12 && colour.blue() > 180)
                box |= QRect(x, y, 1, 1);
        }
    return box;
}

JobEvent step(std::int64_t number, double loss) {
    StepDone done;
    done.step = number;
    done.steps = 10;
    done.epoch = 1;
    done.loss = loss;
    done.learningRate = 0.01;
    return done;
}

JobEvent epoch(int number, std::int64_t atStep, double macroF1, bool isBest) {
    EpochDone done;
    done.epoch = number;
    done.step = atStep;
    done.side = "validation";
    done.macroF1 = macroF1;
    done.majorityMacroF1 = 0.4;
    done.isBest = isBest;
    return done;
}

}  // namespace

class PlotsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anAverageOfAConstantIsTheConstant() {
        TuningCurvesPlot plot(TuningCurvesPlot::Kind::Loss);
        std::vector<JobEvent> events;
        for (int i = 1; i <= 7; ++i)
            events.push_back(step(i, 0.625));
        plot.append(events);
        QCOMPARE(plot.stepPoints(), 7);
        for (const double value : plot.smoothedLosses())
            QVERIFY(std::abs(value - 0.625) < 1e-12);
    }

    void theAverageIsDebiased() {
        TuningCurvesPlot plot(TuningCurvesPlot::Kind::Loss);
        plot.setSmoothing(0.5);
        plot.append(std::vector<JobEvent>{step(1, 1), step(2, 0)});
        // s1 = .5, s2 = .25; divided by 1 - w^t: 1 and 1/3.
        QVERIFY(std::abs(plot.smoothedLosses()[0] - 1) < 1e-12);
        QVERIFY(std::abs(plot.smoothedLosses()[1] - 1.0 / 3) < 1e-12);
    }

    void aResumedRunReplacesWhatCameAfterItsCheckpoint() {
        TuningCurvesPlot plot(TuningCurvesPlot::Kind::Score);
        plot.append(std::vector<JobEvent>{step(1, 1), step(2, 1), epoch(1, 2, 0.5, true), step(3, 1), step(4, 1),
                                          epoch(2, 4, 0.6, true)});
        QCOMPARE(plot.epochPoints(), 2);
        QVERIFY(!plot.epochs()[0].isBest);
        plot.append(std::vector<JobEvent>{step(3, 0.5)});
        QCOMPARE(plot.stepPoints(), 3);
        QCOMPARE(plot.epochPoints(), 1);
        QCOMPARE(plot.steps().back().loss, 0.5);
    }

    void everyBatchIsPaintedOnce() {
        TuningCurvesPlot plot(TuningCurvesPlot::Kind::Loss);
        plot.resize(400, 200);
        plot.show();
        QTRY_VERIFY(plot.paints() > 0);
        QCoreApplication::processEvents();
        const int before = plot.paints();
        plot.append(std::vector<JobEvent>{step(1, 1), step(2, 1), step(3, 1)});
        QTRY_COMPARE(plot.paints(), before + 1);
    }

    void curvesAreSavedAsTableAndPictures() {
        const QTemporaryDir folder;
        TuningCurvesPlot plot(TuningCurvesPlot::Kind::Loss);
        plot.resize(400, 200);
        plot.append(std::vector<JobEvent>{step(1, 0.1), step(2, 0.2)});
        QVERIFY(plot.saveCsv(folder.filePath(QStringLiteral("a.csv"))));
        QFile csv(folder.filePath(QStringLiteral("a.csv")));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = csv.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[1].startsWith("1,1,0.1"));
        QVERIFY(plot.savePng(folder.filePath(QStringLiteral("a.png"))));
        // 300 dots an inch, however small the plot on screen is.
        const QImage picture(folder.filePath(QStringLiteral("a.png")));
        QCOMPARE(picture.width(), 2000);
        QVERIFY(std::abs(picture.dotsPerMeterX() - 300 / 0.0254) < 60);
        QVERIFY(plot.savePdf(folder.filePath(QStringLiteral("a.pdf"))));
        QFile pdf(folder.filePath(QStringLiteral("a.pdf")));
        QVERIFY(pdf.open(QIODevice::ReadOnly) && pdf.read(5) == "%PDF-");
        QVERIFY(plot.saveSvg(folder.filePath(QStringLiteral("a.svg"))));
        QVERIFY(QFileInfo(folder.filePath(QStringLiteral("a.svg"))).size() > 1000);
        QVERIFY(!plot.saveCsv(folder.filePath(QStringLiteral("absent/a.csv"))));
        QVERIFY(plot.accessibleDescription().contains(QStringLiteral("step 2")));
    }

    void theRocCurveIsDrawnAsComputed() {
        // The fixture of the specification: labels 1 1 2 2, scores .1 .4 .35 .8, AUC .75.
        const std::vector<int> truth = {1, 1, 2, 2};
        const std::vector<double> score = {0.1, 0.4, 0.35, 0.8};
        RocPlot::Content content;
        content.curve = rocCurve(truth, 2, score);
        content.positive = QStringLiteral("two");
        RocPlot plot;
        plot.setContent(content);
        QCOMPARE(*plot.auc(), 0.75);
        QCOMPARE(plot.aucText(), QStringLiteral("AUC .750"));
        const std::vector<QPointF> expected = {{0, 0}, {0, 0.5}, {0.5, 0.5}, {0.5, 1}, {1, 1}};
        QCOMPARE(plot.points(), expected);
        plot.clear();
        QVERIFY(plot.points().empty());
    }

    void theRocCurveStandsInItsBandAndIsSavedSquare() {
        std::vector<double> score;
        const std::unique_ptr<bool[]> isPositive(new bool[60]);
        std::vector<int> truth;
        for (int i = 0; i < 60; ++i) {
            isPositive[i] = i % 2 == 0;
            truth.push_back(i % 2 == 0 ? 1 : 0);
            score.push_back((i * 37 % 60) / 60.0 + (i % 2 == 0 ? 0.3 : 0));
        }
        RocPlot::Content content;
        content.curve = rocCurve(truth, 1, score);
        content.band = rocBand(std::span<const bool>(isPositive.get(), 60), score, 42, 200);
        RocPlot plot;
        plot.setContent(content);
        QCOMPARE(plot.bandPoints(), 101);
        const QTemporaryDir folder;
        QVERIFY(plot.savePng(folder.filePath(QStringLiteral("roc.png"))));
        const QImage picture(folder.filePath(QStringLiteral("roc.png")));
        QVERIFY(picture.width() >= 1400);
        // Band and curve reach from 0 to 1 on both axes, but for what the ring at the origin covers.
        const QRect unit = tinted(picture);
        QVERIFY2(std::abs(unit.width() - unit.height()) <= 0.02 * unit.width(),
                 qPrintable(QStringLiteral("%1 x %2").arg(unit.width()).arg(unit.height())));
        plot.clear();
        QCOMPARE(plot.bandPoints(), 0);
    }

    void aRightClickOpensTheMenuThatTheKeyboardOpens() {
        RocPlot plot;
        plot.resize(300, 300);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        auto *menu = plot.findChild<QMenu *>(QStringLiteral("plotMenu"));
        QVERIFY(menu);
        auto *canvas = plot.findChild<QWidget *>(QStringLiteral("plotCanvas"));
        for (const auto reason : {QContextMenuEvent::Mouse, QContextMenuEvent::Keyboard}) {
            QWidget *receiver = reason == QContextMenuEvent::Mouse ? static_cast<QWidget *>(canvas) : &plot;
            QContextMenuEvent event(reason, receiver->rect().center(),
                                    receiver->mapToGlobal(receiver->rect().center()));
            QCoreApplication::sendEvent(receiver, &event);
            QVERIFY(menu->isVisible());
            QVERIFY(menu->actions().size() >= 6);
            menu->hide();
        }
    }

    void theSaveControlShowsOnFocus() {
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        auto *plot = new RocPlot;
        auto *other = new QPushButton;
        column->addWidget(plot);
        column->addWidget(other);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto *save = plot->findChild<QToolButton *>(QStringLiteral("savePlotButton"));
        QVERIFY(save);
        QVERIFY(!save->isEnabled());  // there is nothing to save yet
        const int truth[] = {1, 1, 2, 2};
        const double scores[] = {.1, .4, .35, .8};
        RocPlot::Content content;
        content.curve = rocCurve(truth, 2, scores);
        plot->setContent(content);
        plot->setFocus();
        QVERIFY(save->isVisible());
        save->click();
        QVERIFY(plot->findChild<QMenu *>(QStringLiteral("plotMenu"))->isVisible());
        plot->findChild<QMenu *>(QStringLiteral("plotMenu"))->hide();
        other->setFocus();
        QVERIFY(!save->isVisible() || plot->underMouse());
    }

    void theWheelScrollsThePageAndZoomsWithCtrlInsideTheData() {
        QScrollArea area;
        auto *inner = new QWidget;
        auto *column = new QVBoxLayout(inner);
        auto *plot = new TuningCurvesPlot(TuningCurvesPlot::Kind::Loss);
        plot->setFixedHeight(200);
        column->addWidget(plot);
        column->addStretch(1);
        inner->setMinimumHeight(2000);
        area.setWidget(inner);
        area.setWidgetResizable(true);
        area.resize(400, 300);
        area.show();
        QVERIFY(QTest::qWaitForWindowExposed(&area));
        plot->append(std::vector<JobEvent>{step(1, 1), step(2, 0.8), step(3, 0.6)});
        auto *canvas = plot->findChild<QWidget *>(QStringLiteral("plotCanvas"));
        const QPointF all = plot->shownSteps();
        const auto wheel = [&](int by, Qt::KeyboardModifiers modifiers) {
            const QPointF at(canvas->rect().center());
            QWheelEvent event(at, canvas->mapToGlobal(at), {}, QPoint(0, by), Qt::NoButton, modifiers,
                              Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(canvas, &event);
        };
        wheel(-120, Qt::NoModifier);
        QVERIFY(area.verticalScrollBar()->value() > 0);
        QCOMPARE(plot->shownSteps(), all);
        wheel(120, Qt::ControlModifier);
        QVERIFY(plot->shownSteps().y() - plot->shownSteps().x() < all.y() - all.x());
        for (int i = 0; i < 20; ++i)
            wheel(-120, Qt::ControlModifier);
        QCOMPARE(plot->shownSteps(), all);
    }

    void calibrationShowsShareOverProbability() {
        const bool correct[] = {false, false, true, true, false, true};
        const std::vector<double> confidence = {0.1, 0.2, 0.4, 0.6, 0.7, 0.9};
        CalibrationPlot plot;
        QVERIFY(plot.points().empty());
        plot.setContent({calibrationBins(correct, confidence, 3), expectedCalibrationError(correct, confidence, 3),
                         QStringLiteral("yes")});
        QCOMPARE(plot.points().size(), std::size_t(3));
        QVERIFY(qFuzzyCompare(plot.points()[0].x(), 0.15) && plot.points()[0].y() == 0);
        QVERIFY(qFuzzyCompare(plot.points()[1].x(), 0.5) && plot.points()[1].y() == 1);
        QVERIFY(qFuzzyCompare(plot.points()[2].x(), 0.8) && plot.points()[2].y() == 0.5);
        const PlotTable table = plot.table();
        QCOMPARE(table.rows.size(), std::size_t(3));
        QCOMPARE(table.rows[1].mid(0, 3), (QStringList{QStringLiteral("2"), plotNumber(0.4), plotNumber(0.6)}));
        // (.15 + .5 + .3) / 3
        QVERIFY2(plot.summary().contains(QStringLiteral(".317")), qPrintable(plot.summary()));
        plot.setContent({});
        QVERIFY(plot.points().empty());
        QVERIFY(plot.summary().startsWith(QStringLiteral("There are no probabilities")));
    }

    void aCellOfTheMatrixTellsWhichItIs() {
        const std::vector<int> truth = {0, 0, 0, 1, 1}, predicted = {0, 0, 1, 1, -1};
        ConfusionMatrixView view;
        view.setMatrix(ConfusionMatrix::of(truth, predicted, 2), {QStringLiteral("no"), QStringLiteral("yes")});
        view.show();
        QCOMPARE(view.count(0, 1), 1);
        QCOMPARE(view.count(1, -1), 1);
        QSignalSpy spy(&view, &ConfusionMatrixView::cellActivated);
        auto *cell = view.findChild<QAbstractButton *>(QStringLiteral("matrixCell_0_1"));
        QVERIFY(cell != nullptr);
        QVERIFY(cell->accessibleName().contains(QStringLiteral("1 tweets, 33 %")));
        QTest::mouseClick(cell, Qt::LeftButton);
        QTest::keyClick(view.findChild<QAbstractButton *>(QStringLiteral("matrixCell_1_-1")), Qt::Key_Space);
        QCOMPARE(spy.size(), 2);
        QCOMPARE(spy[0], (QList<QVariant>{0, 1}));
        QCOMPARE(spy[1], (QList<QVariant>{1, -1}));
        QVERIFY(view.summary().startsWith(QStringLiteral("3 of 5")));
    }

    void aHistogramTellsItsBars() {
        HistogramPlot plot;
        HistogramPlot::Content content;
        content.name = QStringLiteral("Lengths");
        content.high = 4;
        content.counts = {1, 5, 0, 2};
        plot.setContent(content);
        QCOMPARE(plot.table().rows.size(), std::size_t(4));
        QCOMPARE(plot.table().rows[1], (QStringList{QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("5")}));
        QVERIFY(plot.summary().startsWith(QStringLiteral("8 tweets")));
    }
};

QTEST_MAIN(PlotsTest)
#include "plots_test.moc"
