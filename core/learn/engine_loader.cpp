// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/engine_loader.h"

#include <cassert>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include <dlfcn.h>

#include "core/base/error.h"

namespace warbler {

namespace fs = std::filesystem;

namespace {

constexpr const char *kEngineFile = "libwarbler_engine.so";

std::string folderOfProgram() {
    std::error_code failure;
    const fs::path program = fs::read_symlink("/proc/self/exe", failure);
    return failure ? std::string() : program.parent_path().string();
}

std::string cudaLibraryBeside(const std::string &engine) {
    std::error_code failure;
    if (const char *folder = std::getenv("WARBLER_TORCH_DIR")) {
        const fs::path library = fs::path(folder) / "lib" / "libtorch_cuda.so";
        if (fs::exists(library, failure))
            return library.string();
    }
    const fs::path installed = fs::path(engine).parent_path() / "libtorch_cuda.so";
    if (fs::exists(installed, failure))
        return installed.string();
#ifdef WARBLER_TORCH_LIB_DIR
    const fs::path configured = fs::path(WARBLER_TORCH_LIB_DIR) / "libtorch_cuda.so";
    if (fs::exists(configured, failure))
        return configured.string();
#endif
    return {};
}

}  // namespace

std::string findEngineLibrary() {
    std::error_code failure;
    if (const char *given = std::getenv("WARBLER_ENGINE"); given && *given)
        return fs::exists(given, failure) ? fs::absolute(given).lexically_normal().string() : std::string();
    const std::string program = folderOfProgram();
    for (const char *place : {"../lib", "../lib/warbler"}) {
        const fs::path library = fs::path(program) / place / kEngineFile;
        if (!program.empty() && fs::exists(library, failure))
            return library.lexically_normal().string();
    }
    return {};
}

bool hasNvidiaDriver() {
    std::error_code failure;
    return fs::exists("/proc/driver/nvidia/version", failure) || fs::exists("/dev/nvidiactl", failure);
}

CudaState cudaState() {
    if (!hasNvidiaDriver())
        return CudaState::NoDriver;
    return cudaLibraryBeside(findEngineLibrary()).empty() ? CudaState::NotInstalled : CudaState::Ready;
}

bool openCudaLibrary() {
    const std::string cuda = cudaLibraryBeside(findEngineLibrary());
    return !cuda.empty() && hasNvidiaDriver() && dlopen(cuda.c_str(), RTLD_NOW | RTLD_LOCAL);
}

std::unique_ptr<Engine> loadEngine() {
    const std::string path = findEngineLibrary();
    if (path.empty()) {
        const char *given = std::getenv("WARBLER_ENGINE");
        throw Error(ErrorCode::EngineUnavailable,
                    given && *given ? "WARBLER_ENGINE names " + std::string(given) + ", which does not exist"
                                    : std::string(kEngineFile) + " was looked for in lib/ and lib/warbler/ beside " +
                                          folderOfProgram(),
                    "Build it with packaging/run.sh, or set WARBLER_ENGINE to its path. Labelling works without it.");
    }
    // Without it MKL's sums depend on where a tensor happens to lie in memory: the window and the shell would differ in
    // a last digit. Set before torch is mapped; a user's own choice stays.
    setenv("MKL_CBWR", "AUTO,STRICT", 0);
    // oneDNN keeps compiled code of 1,000 products by default, half a GB. Passes share their row counts (roundedRows):
    // an epoch meets about 20 of them, with a dozen products each.
    setenv("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "512", 0);
    setenv("LRU_CACHE_CAPACITY", "512", 0);
    // Batches have many lengths: blocks that grow instead of blocks of one size each keep a card's memory from falling
    // to pieces.
    setenv("PYTORCH_CUDA_ALLOC_CONF", "expandable_segments:True", 0);
    openCudaLibrary();  // absent or broken: torch goes on with the processor, doctor tells why
    void *library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        const char *reason = dlerror();
        throw Error(ErrorCode::EngineUnavailable,
                    std::string("the engine could not be opened: ") + (reason ? reason : path),
                    "Run packaging/setup.sh again; warbler-cli doctor names what is missing.");
    }
    using Factory = Engine *(*)(int);
    void *symbol = dlsym(library, "warbler_create_engine");
    std::unique_ptr<Engine> engine(symbol ? reinterpret_cast<Factory>(symbol)(kEngineContract) : nullptr);
    if (!engine)
        throw Error(ErrorCode::EngineUnavailable, path + " belongs to another version of Warbler",
                    "Build program and engine together with packaging/run.sh.");
    return engine;
}

LazyEngine::LazyEngine(Loader loader) : m_loader(std::move(loader)) {}

LazyEngine::~LazyEngine() { assert(!m_engine || std::this_thread::get_id() == m_owner); }

Engine &LazyEngine::engine() {
    if (!m_engine) {
        m_engine = m_loader();
        m_owner = std::this_thread::get_id();
    }
    assert(std::this_thread::get_id() == m_owner && "the engine belongs to the device thread");
    return *m_engine;
}

std::vector<DeviceInfo> LazyEngine::devices() { return engine().devices(); }

ModelInfo LazyEngine::load(const ModelFolder &folder, const Placement &placement) {
    return engine().load(folder, placement);
}

MemoryEstimate LazyEngine::estimate(const TuningConfig &config, const LengthCounts &lengths) {
    return engine().estimate(config, lengths);
}

TuningResult LazyEngine::tune(const TuningConfig &config, const TuningData &data, std::stop_token stop,
                              const ReportEvent &report) {
    return engine().tune(config, data, std::move(stop), report);
}

void LazyEngine::predict(const Adapter *adapter, const Scoring &scoring, std::span<const TokenizedExample> examples,
                         std::stop_token stop, const PredictionSink &sink) {
    engine().predict(adapter, scoring, examples, std::move(stop), sink);
}

}  // namespace warbler
