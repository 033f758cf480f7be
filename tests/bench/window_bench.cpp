// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// window_bench IMPORT.csv [KEYS [--train]]: how long the window takes from its first instruction to its first paint,
// and from a key press on the Label page to the end of the next tweet's paint; with --train while the standard preset
// trains. The CSV has labels of two categories (tests/data/tweets/make_corpus.py). One JSON document on stdout; run it
// offscreen.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <QApplication>
#include <QListView>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include "core/corpus/label_repository.h"
#include "core/learn/engine_loader.h"
#include "core/learn/presets.h"
#include "core/workflows/import_corpus.h"
#include "core/workflows/project_tuning.h"
#include "ui/frame/main_window.h"
#include "ui/pages/label/label_page.h"
#include "ui/support/icons.h"
#include "ui/support/session.h"
#include "ui/support/text.h"
#include "ui/support/theme_choice.h"
#include "ui/widgets/tweet_view.h"

namespace {

using namespace warbler;
using namespace warbler::ui;
using Clock = std::chrono::steady_clock;

constexpr int kKeys = 2000;  // unless said otherwise

double msSince(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// Counts the paints of one widget.
class PaintCounter : public QObject {
public:
    explicit PaintCounter(QWidget &widget) { widget.installEventFilter(this); }
    int paints() const { return m_paints; }

protected:
    bool eventFilter(QObject *, QEvent *event) override {
        m_paints += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }

private:
    int m_paints = 0;
};

// From before act() to the end of the round of events in which the widget is painted.
template <class Act>
double msToPaint(PaintCounter &counter, const Act &act) {
    const int before = counter.paints();
    const Clock::time_point start = Clock::now();
    act();
    while (counter.paints() == before && msSince(start) < 5000)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);  // never asleep: there may be nothing more to come
    return msSince(start);
}

nlohmann::ordered_json quantiles(std::vector<double> times) {
    std::sort(times.begin(), times.end());
    const auto at = [&](double share) {
        return times[std::min(times.size() - 1, static_cast<std::size_t>(share * static_cast<double>(times.size())))];
    };
    return {{"n", times.size()}, {"p50", at(0.5)}, {"p95", at(0.95)}, {"p99", at(0.99)}, {"max", times.back()}};
}

double memoryMb() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.rfind("VmRSS:", 0) == 0)
            return std::stod(line.substr(6)) / 1024;
    return 0;
}

}  // namespace

int main(int argc, char **argv) {
    const Clock::time_point born = Clock::now();
    if (argc < 2) {
        std::cerr << "usage: window_bench IMPORT.csv [KEYS [--train]]\n";
        return 2;
    }
    const int keys = argc > 2 ? std::max(1, std::atoi(argv[2])) : kKeys;
    const bool isTraining = argc > 3 && std::strcmp(argv[3], "--train") == 0;
    QApplication application(argc, argv);
    initResources();
    ThemeChoice theme(application);
    Session session([] { return std::make_unique<LazyEngine>(loadEngine); });
    MainWindow window(session, theme);
    PaintCounter windowPaints(window);
    msToPaint(windowPaints, [&] { window.show(); });
    nlohmann::ordered_json out;
    out["start_to_paint_ms"] = msSince(born);
    try {
        QTemporaryDir folder;
        ImportRequest request;
        request.csvPath = argv[1];
        session.createProject(folder.filePath(QStringLiteral("bench.warbler")));
        const Clock::time_point imported = Clock::now();
        out["tweets"] = importCorpus(session.project(), request, {}, [](const JobEvent &) {}).imported;
        out["import_seconds"] = msSince(imported) / 1000;
        session.tellTweetsChanged();
        session.tellCodebookChanged();
        if (isTraining)
            session.startDeviceJob(
                QStringLiteral("Run 1"),
                [project = session.sharedProject()](Engine &engine, std::stop_token stop, const ReportEvent &report) {
                    TuneRequest tuning;
                    tuning.config = presetNamed("standard").config;
                    tuning.config.epochs = 1000;  // longer than the keys take
                    tuneInProject(*project, engine, tuning, "70/15/15", stop, report);
                });
        out["training"] = isTraining;
        auto *page = static_cast<LabelPage *>(window.page(PageId::Label));
        window.showPage(PageId::Label);
        const auto isReady = [&] {
            return page->currentTweet().row != 0 &&
                   (!isTraining || (!session.jobs().empty() && session.jobs().back()->epoch() > 0));
        };
        if (!QTest::qWaitFor(isReady, 120'000))
            throw Error(ErrorCode::Internal, "the Label page or the training did not begin");
        auto *list = window.findChild<QListView *>(QStringLiteral("labelList"));
        PaintCounter paints(*window.findChild<TweetView *>(QStringLiteral("tweetView"))->viewport());
        std::vector<double> times;
        int unpainted = 0;
        for (int i = 0; i < keys; ++i) {
            times.push_back(msToPaint(paints, [&] { QTest::keyClick(list, i % 2 == 0 ? Qt::Key_1 : Qt::Key_2); }));
            unpainted += times.back() >= 5000 ? 1 : 0;
        }
        out["unpainted_keys"] = unpainted;
        out["key_to_paint_ms"] = quantiles(times);
        out["labelled"] = LabelRepository(session.project()).counts().labelled;
        out["memory_mb"] = memoryMb();
        session.closeProject();
    } catch (const Error &error) {
        std::cerr << error.detail() << '\n';
        return 1;
    }
    std::cout << out.dump(2) << '\n';
    return 0;
}
