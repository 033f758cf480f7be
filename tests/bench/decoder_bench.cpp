// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How fast does the engine tune and use a soft prompt on a causal model, beside PEFT on the same weights, ids and
// threads? decoder_bench [--shape 560m|tiny] [--hf PYTHON] [--repeats 5] [--virtual 256] [--record COMMIT] Weights are
// random. The sides take turns, each in a process of its own, so that one holds memory at a time. A comparison whose
// losses, gradients or probabilities differ by more than 1e-5 is printed INVALID.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "core/base/error.h"
#include "core/models/model_config.h"
#include "tests/bench/decoder_job.h"
#include "tests/bench/decoder_side.h"
#include "tests/bench/decoder_table.h"
#include "tests/bench/random_model.h"
#include "tests/bench/side.h"

using namespace warbler;
using nlohmann::json;

namespace {

struct Options {
    std::string shape = "560m", python, record;
    int repeats = 5;
    std::int64_t virtualTokens = 256;
};

// What one side is asked in a round: command and the name of the work.
struct Work {
    std::string name, command;
};

json measured(const Options &options, const std::string &source, const std::string &self) {
    const bool isTiny = options.shape == "tiny";
    const TemporaryModel folder(
        source + (isTiny ? "/tests/data/models/tiny_bloom" : "/tests/data/configs/bloomz-" + options.shape));
    writeRandomWeights(folder.path(), false, isTiny ? 1 : 3);
    const ModelConfig config = readModelConfig(folder.path() + "/config.json");
    json job = decoderJob(source, config.vocabulary, options.virtualTokens);
    const std::string jobPath = folder.path() + "/job.json";
    std::ofstream(jobPath) << job.dump();
    const std::vector<std::string> ours{self, "--serve", folder.path(), jobPath};
    const std::vector<std::string> theirs{options.python, source + "/tests/bench/decoder_reference.py", folder.path(),
                                          jobPath};
    const std::vector<Work> ourWork{{"train_2", "train 2 8"},
                                    {"train_8", "train 8 16"},
                                    {"naive", "naive 1"},
                                    {"classify_1", "classify 1 8"},
                                    {"classify_32", "classify 32 64"}};
    const std::vector<Work> theirWork{{"padded_2", "padded 2"},
                                      {"padded_8", "padded 8"},
                                      {"notebook", "notebook 1"},
                                      {"generate_1", "generate 1 4"},
                                      {"generate_32", "generate 32 32"}};
    json result = {{"machine", processorName()},
                   {"threads", job["threads"]},
                   {"dtype", "float32"},
                   {"shape", options.shape},
                   {"virtual", options.virtualTokens},
                   {"repeats", options.repeats},
                   {"ours", json::object()},
                   {"peft", json::object()}};
    const auto keep = [](json &side, const std::string &name, const json &answer) {
        side[name]["wall"].push_back(answer.at("seconds"));
        side[name]["cpu"].push_back(answer.at("cpu"));
        side[name]["peak_bytes"] = answer.at("peak");
        std::fprintf(stderr, "%s %.1f s\n", name.c_str(), answer.at("seconds").get<double>());
    };
    std::int64_t rows = 0;
    for (std::size_t i = 0; i < 8; ++i)
        rows += std::int64_t(job["learning"][i].size()) + 1;
    for (int repeat = 0; repeat < options.repeats; ++repeat) {
        json gradient, probabilities;
        {
            Side side(ours);
            if (repeat == 0) {
                job["prompt"] = side.ask("prompt").at("prompt");
                std::ofstream(jobPath) << job.dump();
            }
            side.ask("train 8 8");  // warms up
            side.ask("classify 1 1");
            for (const Work &work : ourWork) {
                const json answer = side.ask(work.command);
                keep(result["ours"], work.name, answer);
                if (work.name == "classify_32")
                    probabilities = answer.at("log_probabilities");
            }
            gradient = side.ask("gradient 8");
            if (isTiny)
                result["difference"] = differences(gradient, side.ask("gradient_naive 8"));
        }
        if (options.python.empty())
            continue;
        Side side(theirs);
        result["versions"] = side.versions();
        for (const Work &work : theirWork) {
            if (work.name != "notebook" || isTiny)
                side.ask(work.name == "generate_32" || work.name == "generate_1" ? "generate 1 1"
                                                                                 : "padded 1");  // warms up
            const json answer = side.ask(work.command);
            keep(result["peft"], work.name, answer);
            if (work.name == "padded_8")
                result["difference"] = differences(gradient, answer);
            if (work.name == "generate_32") {
                const json &given = answer.at("log_probabilities");
                const json same(probabilities.begin(), probabilities.begin() + std::ptrdiff_t(given.size()));
                result["difference"]["log_probabilities"] = largestDifference(given, same);
            }
        }
        const json mm = side.ask("mm " + std::to_string(rows) + " " + std::to_string(options.virtualTokens));
        result["mm_gflops"].push_back(mm.at("giga").get<double>() / mm.at("mm_seconds").get<double>());
    }
    addFigures(result, config, job);
    return result;
}

}  // namespace

int main(int count, char **words) {
    if (count == 4 && std::strcmp(words[1], "--serve") == 0)
        return serveDecoder(words[2], words[3]);
    Options options;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string name = words[i];
        if (name == "--shape")
            options.shape = words[i + 1];
        else if (name == "--hf")
            options.python = words[i + 1];
        else if (name == "--repeats")
            options.repeats = std::max(1, std::atoi(words[i + 1]));
        else if (name == "--virtual")
            options.virtualTokens = std::max(1, std::atoi(words[i + 1]));
        else if (name == "--record")
            options.record = words[i + 1];
    }
    const char *sourceText = std::getenv("WARBLER_TEST_SOURCE");
    const std::string source = sourceText ? sourceText : ".";
    try {
        const json result = measured(options, source, std::filesystem::read_symlink("/proc/self/exe").string());
        const std::string text = decoderTable(result);
        std::printf("%s%s\n", text.c_str(), result.dump().c_str());
        if (!options.record.empty())
            record(source, "Soft prompt on a causal model, shape " + options.shape + ", commit " + options.record, text,
                   result);
        return result.value("valid", true) ? 0 : 1;
    } catch (const Error &error) {
        std::fprintf(stderr, "%s %s\n", error.detail().c_str(), error.hint().c_str());
        return 1;
    }
}
