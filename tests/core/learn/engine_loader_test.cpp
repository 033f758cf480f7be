// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cstdlib>
#include <fstream>

#include "core/learn/engine_loader.h"
#include "tests/support/refusal.h"

using namespace warbler;
using warbler::test::refusalOf;

namespace {
// Counts what reaches it.
class CountingEngine : public Engine {
public:
    explicit CountingEngine(int &calls) : m_calls(calls) {}
    std::vector<DeviceInfo> devices() override {
        ++m_calls;
        return {};
    }
    ModelInfo load(const ModelFolder &, const Placement &) override { return {}; }
    MemoryEstimate estimate(const TuningConfig &, const LengthCounts &) override { return {}; }
    TuningResult tune(const TuningConfig &, const TuningData &, std::stop_token, const ReportEvent &) override {
        return {};
    }
    void predict(const Adapter *, const Scoring &, std::span<const TokenizedExample>, std::stop_token,
                 const PredictionSink &) override {}

private:
    int &m_calls;
};
}  // namespace

class EngineLoaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMissingLibraryIsNamed() {
        setenv("WARBLER_ENGINE", "/nowhere/libwarbler_engine.so", 1);
        QVERIFY(findEngineLibrary().empty());
        const Error error = refusalOf([] { loadEngine(); });
        QVERIFY(error.code() == ErrorCode::EngineUnavailable);
        QVERIFY(error.detail().find("/nowhere/libwarbler_engine.so") != std::string::npos);
        QVERIFY(!error.hint().empty());
    }
    void aFileThatIsNoLibraryGivesTheLoadersSentence() {
        QTemporaryDir folder;
        const std::string path = folder.filePath("libwarbler_engine.so").toStdString();
        std::ofstream(path) << "no library";
        setenv("WARBLER_ENGINE", path.c_str(), 1);
        const Error error = refusalOf([] { loadEngine(); });
        QVERIFY(error.code() == ErrorCode::EngineUnavailable);
        QVERIFY(error.detail().find(path) != std::string::npos);
    }
    void theEngineIsOpenedAtTheFirstCallAndOnce() {
        int opened = 0, calls = 0;
        LazyEngine engine([&] {
            ++opened;
            return std::make_unique<CountingEngine>(calls);
        });
        QVERIFY(!engine.isLoaded());
        engine.devices();
        engine.devices();
        QVERIFY(engine.isLoaded());
        QCOMPARE(opened, 1);
        QCOMPARE(calls, 2);
    }
    void aFailedOpeningIsTriedAgain() {
        int opened = 0, calls = 0;
        LazyEngine engine([&]() -> std::unique_ptr<Engine> {
            if (++opened == 1)
                throw Error(ErrorCode::EngineUnavailable, "not yet", "");
            return std::make_unique<CountingEngine>(calls);
        });
        QVERIFY(refusalOf([&] { engine.devices(); }).code() == ErrorCode::EngineUnavailable);
        engine.devices();
        QCOMPARE(calls, 1);
    }
};

QTEST_APPLESS_MAIN(EngineLoaderTest)
#include "engine_loader_test.moc"
