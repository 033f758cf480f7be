// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How fast is the engine with the default encoder, beside transformers on the same weights, ids and threads in the same
// call? engine_bench [--hf PYTHON] [--repeats 5] [--texts 500] [--record COMMIT] [--only classify|train] Prints a table
// and one line of JSON; --record adds both to tests/bench/RESULTS.md. Runs alternate, so that both sides see the same
// machine. A comparison whose figures differ by more than 1e-5 is printed INVALID. --only is for a profiler: one kind
// of work again and again, its seconds alone.
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/learn/engine_loader.h"
#include "core/models/model_lookup.h"
#include "tests/bench/side.h"

using namespace warbler;
using nlohmann::json;

namespace {

constexpr std::int64_t kVirtual = 8, kBatch = 16;

double cpuSeconds() { return double(std::clock()) / CLOCKS_PER_SEC; }

struct Times {
    std::vector<double> wall, cpu;
    double least() const { return *std::min_element(wall.begin(), wall.end()); }
    double median() const {
        std::vector<double> sorted = wall;
        std::sort(sorted.begin(), sorted.end());
        return sorted[sorted.size() / 2];
    }
    double leastCpu() const { return *std::min_element(cpu.begin(), cpu.end()); }
};

void timed(Times &times, const std::function<void()> &work) {
    const auto start = std::chrono::steady_clock::now();
    const double cpu = cpuSeconds();
    work();
    times.wall.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    times.cpu.push_back(cpuSeconds() - cpu);
}

std::vector<TokenizedExample> textsOf(const std::vector<std::int64_t> &lengths, std::int64_t vocabulary) {
    Mt19937 generator(7);
    std::vector<TokenizedExample> texts;
    for (std::int64_t length : lengths) {
        TokenizedExample text;
        text.tweet = TweetId(std::to_string(texts.size()));
        text.ids.push_back(101);
        for (std::int64_t i = 0; i < length - 2; ++i)
            text.ids.push_back(TokenId(1000 + generator.below(std::uint32_t(vocabulary - 1000))));
        text.ids.push_back(102);
        text.category = std::int32_t(generator.below(2));
        texts.push_back(std::move(text));
    }
    return texts;
}

// Multiplications and additions of one text's forward pass, in 1e9.
double forwardGiga(const ModelConfig &c, double rows) {
    const double linear = 2 * rows * (4.0 * double(c.hidden * c.hidden) + 2.0 * double(c.hidden * c.intermediate));
    return double(c.layers) * (linear + 4 * rows * rows * double(c.hidden)) / 1e9;
}

double largestDifference(const json &a, const std::vector<double> &b) {
    double most = 0, scale = 1;
    for (std::size_t i = 0; i < b.size(); ++i) {
        most = std::max(most, std::abs(a[i].get<double>() - b[i]));
        scale = std::max(scale, std::abs(b[i]));
    }
    return most / scale;
}

struct Options {
    std::string python, record, only;
    int repeats = 5;
    std::size_t texts = 500;
};

json measured(const Options &options, const std::string &source) {
    const std::string model = defaultModelPath();
    const ModelFolder folder = openModelFolder(model);
    const char *threadsText = std::getenv("OMP_NUM_THREADS");
    const int threads = threadsText ? std::atoi(threadsText) : 2;
    const std::unique_ptr<Engine> engine = loadEngine();
    engine->load(folder, {"cpu", "float32", threads});

    std::ifstream lengthsFile(source + "/tests/bench/encoder_lengths.json");
    std::vector<std::int64_t> lengths = json::parse(lengthsFile).at("lengths").get<std::vector<std::int64_t>>();
    lengths.resize(std::min(lengths.size(), options.texts));
    TuningData data;
    data.train = textsOf(lengths, folder.config.vocabulary);
    // Batches of similar length on both sides, in the same order.
    std::stable_sort(data.train.begin(), data.train.end(),
                     [](const auto &a, const auto &b) { return a.ids.size() > b.ids.size(); });
    data.scoring.mode = ScoringMode::Head;
    data.scoring.categories = 2;
    TuningConfig config;
    config.virtualTokens = kVirtual;
    config.batchSize = kBatch;
    config.epochs = 1;
    config.shuffle = false;
    config.classWeights = ClassWeights::None;
    config.schedule = Schedule::Constant;
    config.warmup = 0;

    // With learning rates of 0 a run gives back where it began: the reference begins there too.
    TuningConfig still = config;
    still.learningRate = still.headLearningRate = 0;
    TuningData few = data;
    few.train.resize(1);
    const Adapter start = engine->tune(still, few, {}, [](const JobEvent &) {}).last;
    still.method = Method::Head;
    still.virtualTokens = 0;
    const Adapter head = engine->tune(still, few, {}, [](const JobEvent &) {}).last;

    json job = {{"ids", json::array()},
                {"categories", json::array()},
                {"threads", threads},
                {"virtual", kVirtual},
                {"batch", kBatch},
                {"rate", config.learningRate},
                {"head_rate", config.headLearningRate}};
    for (const TokenizedExample &text : data.train) {
        job["ids"].push_back(text.ids);
        job["categories"].push_back(*text.category);
    }
    const auto matrix = [](const HostTensor &tensor) {
        const std::vector<float> values = tensor.toFloats();
        json rows = json::array();
        for (std::int64_t r = 0; r < tensor.shape[0]; ++r)
            rows.push_back(
                std::vector<float>(values.begin() + r * tensor.shape[1], values.begin() + (r + 1) * tensor.shape[1]));
        return rows;
    };
    job["prompt"] = matrix(start.tensors.at("prompt_embeddings"));
    job["weight"] = matrix(start.tensors.at("base_model.classifier.weight"));
    job["bias"] = start.tensors.at("base_model.classifier.bias").toFloats();
    const std::string jobPath = "/tmp/warbler_engine_bench_" + std::to_string(getpid()) + ".json";
    std::ofstream(jobPath) << job.dump();

    Times classify, train, hfTrain;
    std::vector<Times> hfClassify(3);
    const int batches[3] = {8, 32, 128};
    std::vector<double> logits, losses;
    json hfLogits, hfLosses;
    std::unique_ptr<Side> reference;
    if (!options.python.empty())
        reference = std::make_unique<Side>(
            std::vector<std::string>{options.python, source + "/tests/bench/hf_reference.py", model, jobPath});
    const auto ours = [&] {
        logits.clear();
        engine->predict(&head, data.scoring, data.train, {}, [&](std::int64_t, std::vector<Prediction> part) {
            for (const Prediction &one : part)
                logits.insert(logits.end(), one.logits.begin(), one.logits.end());
        });
    };
    const auto oursTrain = [&] {
        losses.clear();
        engine->tune(config, data, {}, [&](const JobEvent &event) {
            if (const auto *step = std::get_if<StepDone>(&event))
                losses.push_back(step->loss);
        });
    };
    if (!options.only.empty()) {
        for (int repeat = 0; repeat <= options.repeats; ++repeat)
            timed(classify, options.only == "train" ? std::function<void()>(oursTrain) : std::function<void()>(ours));
        return {{"only", options.only}, {"wall", classify.wall}};
    }
    for (int repeat = 0; repeat <= options.repeats; ++repeat) {
        if (repeat == 1) {  // the first round warms up
            classify = train = hfTrain = {};
            hfClassify.assign(3, {});
        }
        timed(classify, ours);
        for (int b = 0; reference && b < 3; ++b) {
            const json answer = reference->ask("classify " + std::to_string(batches[b]));
            hfClassify[std::size_t(b)].wall.push_back(answer.at("seconds"));
            hfClassify[std::size_t(b)].cpu.push_back(answer.at("cpu"));
            hfLogits = answer.at("logits");
        }
        timed(train, oursTrain);
        if (reference) {
            const json answer = reference->ask("train");
            hfTrain.wall.push_back(answer.at("seconds"));
            hfTrain.cpu.push_back(answer.at("cpu"));
            hfLosses = answer.at("losses");
        }
    }
    std::remove(jobPath.c_str());

    const double n = double(data.train.size());
    double tokens = 0, forward = 0, backward = 0;
    for (const TokenizedExample &text : data.train) {
        tokens += double(text.ids.size());
        forward += forwardGiga(folder.config, double(text.ids.size()));
        backward += 2 * forwardGiga(folder.config, double(text.ids.size()) + double(kVirtual));
    }
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    const auto side = [&](const Times &times, double giga) {
        return json{{"seconds_min", times.least()},        {"seconds_median", times.median()},
                    {"cpu_seconds_min", times.leastCpu()}, {"per_second", n / times.median()},
                    {"gflops", giga / times.median()},     {"wall", times.wall}};
    };
    json result = {{"machine", processorName()},
                   {"threads", threads},
                   {"dtype", "float32"},
                   {"model", kDefaultModelName},
                   {"texts", data.train.size()},
                   {"mean_tokens", tokens / n},
                   {"virtual", kVirtual},
                   {"batch", kBatch},
                   {"repeats", options.repeats},
                   {"gflop_per_text", {{"classify", forward / n}, {"train", backward / n}}},
                   {"peak_bytes", std::int64_t(usage.ru_maxrss) * 1024},
                   {"ours", {{"classify", side(classify, forward)}, {"train", side(train, backward)}}}};
    if (reference) {
        std::size_t best = 0;
        json others = json::object();
        for (std::size_t b = 0; b < 3; ++b) {
            others["batch_" + std::to_string(batches[b])] = side(hfClassify[b], forward);
            if (hfClassify[b].median() < hfClassify[best].median())
                best = b;
        }
        json flat = json::array();
        for (const json &row : hfLogits)
            for (const json &value : row)
                flat.push_back(value);
        const double logitsApart = largestDifference(flat, logits), lossesApart = largestDifference(hfLosses, losses);
        result["transformers"] = {{"versions", reference->versions()},
                                  {"classify", others},
                                  {"best_batch", batches[best]},
                                  {"train", side(hfTrain, backward)}};
        result["difference"] = {{"logits", logitsApart}, {"losses", lossesApart}};
        result["valid"] = logitsApart <= 1e-5 && lossesApart <= 1e-5;
        result["ratio"] = {{"classify", hfClassify[best].median() / classify.median()},
                           {"train", hfTrain.median() / train.median()}};
        // Of processor time: what it comes to where other programs use the machine as well.
        result["ratio_cpu"] = {{"classify", hfClassify[best].leastCpu() / classify.leastCpu()},
                               {"train", hfTrain.leastCpu() / train.leastCpu()}};
    }
    return result;
}

std::string table(const json &r) {
    char line[512];
    std::string text;
    const auto add = [&](const char *work, const json &ours, const json &theirs, double ratio, double cpu,
                         double goal) {
        std::snprintf(
            line, sizeof line,
            "| %s | %.1f texts/s (%.0f GFLOP/s) | %.1f texts/s (%.0f GFLOP/s) | %s%.2f x | %.2f x | %.1f x %s |\n",
            work, ours.at("per_second").get<double>(), ours.at("gflops").get<double>(),
            theirs.at("per_second").get<double>(), theirs.at("gflops").get<double>(),
            r.at("valid").get<bool>() ? "" : "INVALID ", ratio, cpu, goal, ratio >= goal ? "reached" : "missed");
        text += line;
    };
    if (!r.contains("transformers")) {
        std::snprintf(line, sizeof line, "classify %.1f texts/s, train %.1f examples/s (no --hf: no comparison)\n",
                      r.at("ours").at("classify").at("per_second").get<double>(),
                      r.at("ours").at("train").at("per_second").get<double>());
        return line;
    }
    text += "| work | Warbler | transformers at its best | ratio | ratio of CPU seconds | goal "
            "|\n|---|---|---|---|---|---|\n";
    const std::string batch = "batch_" + std::to_string(r.at("transformers").at("best_batch").get<int>());
    add("classify, default encoder", r.at("ours").at("classify"), r.at("transformers").at("classify").at(batch),
        r.at("ratio").at("classify"), r.at("ratio_cpu").at("classify"), 1.3);
    add("prompt tuning, N=8, B=16", r.at("ours").at("train"), r.at("transformers").at("train"),
        r.at("ratio").at("train"), r.at("ratio_cpu").at("train"), 1.4);
    return text;
}

}  // namespace

int main(int count, char **words) {
    Options options;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string name = words[i];
        if (name == "--hf")
            options.python = words[i + 1];
        else if (name == "--repeats")
            options.repeats = std::max(1, std::atoi(words[i + 1]));
        else if (name == "--texts")
            options.texts = std::size_t(std::max(16, std::atoi(words[i + 1])));
        else if (name == "--record")
            options.record = words[i + 1];
        else if (name == "--only")
            options.only = words[i + 1];
    }
    const char *sourceText = std::getenv("WARBLER_TEST_SOURCE");
    const std::string source = sourceText ? sourceText : ".";
    try {
        const json result = measured(options, source);
        const std::string text = options.only.empty() ? table(result) : "";
        std::printf("%s%s\n", text.c_str(), result.dump().c_str());
        if (!options.record.empty())
            record(source, "Engine, default encoder, commit " + options.record, text, result);
        return result.value("valid", true) ? 0 : 1;
    } catch (const Error &error) {
        std::fprintf(stderr, "%s %s\n", error.detail().c_str(), error.hint().c_str());
        return 1;
    }
}
