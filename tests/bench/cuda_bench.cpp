// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// decoder_bench on a graphics card: the engine in bf16 and fp32 beside PEFT in both, on the same weights and ids.
// cuda_bench [--shape 1b7|560m|tiny] [--device cuda|cpu] [--hf PYTHON] [--repeats 5] [--virtual 256] [--record COMMIT]
// One process holds the card at a time, so that what is taken of its memory is that process's. A comparison in fp32
// whose loss, gradient or log-probabilities differ by more than 1e-4, or in bf16 by more than 4e-2, is printed INVALID.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>

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
    std::string shape = "1b7", device = "cuda", python, record;
    int repeats = 5;
    std::int64_t virtualTokens = 256;
};

// A command of decoder_side or decoder_reference and how many examples it goes through.
struct Work {
    std::string name, command;
    double examples;
};
const std::vector<Work> kOurWork = {{"train_2", "train 2 64", 64},
                                    {"train_8", "train 8 256", 256},
                                    {"classify_32", "classify 32 320", 320},
                                    {"classify_500", "classify 500 500", 500}};
const std::vector<Work> kTheirWork = {{"notebook", "notebook 8", 8},
                                      {"padded_8", "padded 8", 8},
                                      {"generate_1", "generate 1 16", 16},
                                      {"generate_32", "generate 32 96", 96}};

struct Goal {
    const char *work, *ours, *ourType, *theirs, *theirType;
    double least;  // 0: none set
};
constexpr Goal kGoals[] = {
    {"training B=8, bf16, against the notebook's step in fp32", "train_8", "bfloat16", "notebook", "float32", 20},
    {"training B=2, bf16, against the notebook's step in fp32", "train_2", "bfloat16", "notebook", "float32", 0},
    {"classifying B=32, bf16, against one by one in fp32", "classify_32", "bfloat16", "generate_1", "float32", 50},
    {"classifying 500 at once, bf16, against one by one in fp32", "classify_500", "bfloat16", "generate_1", "float32",
     0},
    {"classifying B=32, bf16, against B=32 in fp32", "classify_32", "bfloat16", "generate_32", "float32", 0},
    {"training B=8, both bf16, against the notebook's step", "train_8", "bfloat16", "notebook", "bfloat16", 8},
    {"training B=8, both bf16, against padding to the longest", "train_8", "bfloat16", "padded_8", "bfloat16", 0},
    {"classifying B=32, both bf16, against B=32", "classify_32", "bfloat16", "generate_32", "bfloat16", 0},
    {"training B=8, both fp32, against the notebook's step", "train_8", "float32", "notebook", "float32", 0},
    {"training B=8, both fp32, against padding to the longest", "train_8", "float32", "padded_8", "float32", 0}};

constexpr const char *kBothExact = "fp32, Warbler from PEFT", *kOurRounding = "bf16 from fp32, Warbler";

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

// One process: warms up, measures each work `repeats` times, and gives the first step's loss and gradient.
json sideOf(Side &side, const std::vector<Work> &works, int repeats, const char *gradient) {
    json result = {{"versions", side.versions()}};
    for (const Work &work : works) {
        side.ask(work.command);  // warms up
        std::vector<double> wall, cpu;
        json answer;
        for (int i = 0; i < repeats; ++i) {
            answer = side.ask(work.command);
            wall.push_back(answer.at("seconds").get<double>() / work.examples);
            cpu.push_back(answer.at("cpu").get<double>() / work.examples);
        }
        std::fprintf(stderr, "%s %.5f s/example\n", work.name.c_str(), median(wall));
        result["works"][work.name] = {{"wall", wall},
                                      {"cpu", cpu},
                                      {"seconds", median(wall)},
                                      {"cpu_seconds", median(cpu)},
                                      {"device_bytes", answer.value("device_bytes", std::uint64_t(0))},
                                      {"host_bytes", answer.at("peak")}};
        if (answer.contains("allocated"))
            result["works"][work.name]["allocated"] = answer["allocated"];
        if (work.name == "classify_32" || work.name == "generate_32")
            result["log_probabilities"] = answer.at("log_probabilities");
    }
    const json step = side.ask(gradient);
    result["loss"] = step.at("loss");
    result["gradient"] = step.at("gradient");
    return result;
}

json apart(const json &ours, const json &theirs) {
    json result = differences(ours, theirs);
    const json &mine = ours.at("log_probabilities"), &yours = theirs.at("log_probabilities");
    const auto both = std::ptrdiff_t(std::min(mine.size(), yours.size()));
    result["log_probabilities"] =
        largestDifference(json(mine.begin(), mine.begin() + both), json(yours.begin(), yours.begin() + both));
    return result;
}

json measured(const Options &options, const std::string &source, const std::string &self) {
    const bool isTiny = options.shape == "tiny";
    const TemporaryModel folder(
        source + (isTiny ? "/tests/data/models/tiny_bloom" : "/tests/data/configs/bloomz-" + options.shape));
    writeRandomWeights(folder.path(), true, isTiny ? 1 : 3);  // bf16, so that both types hold the same numbers
    json job = decoderJob(source, readModelConfig(folder.path() + "/config.json").vocabulary, options.virtualTokens);
    job["device"] = options.device;
    const std::string jobPath = folder.path() + "/job.json";
    json result = {{"machine", processorName()},
                   {"shape", options.shape},
                   {"device", options.device},
                   {"virtual", options.virtualTokens},
                   {"repeats", options.repeats}};
    for (const std::string type : {"float32", "bfloat16"}) {
        job["dtype"] = type;
        std::ofstream(jobPath) << job.dump();
        {
            Side ours({self, "--serve", folder.path(), jobPath});
            if (!job.contains("prompt"))
                job["prompt"] = ours.ask("prompt").at("prompt");
            result["ours"][type] = sideOf(ours, kOurWork, options.repeats, "gradient 8");
        }
        if (options.python.empty())
            continue;
        std::ofstream(jobPath) << job.dump();
        Side theirs({options.python, source + "/tests/bench/decoder_reference.py", folder.path(), jobPath});
        result["peft"][type] = sideOf(theirs, kTheirWork, options.repeats, "padded 8");
    }
    const auto &ours = result["ours"];
    result["difference"][kOurRounding] = apart(ours["bfloat16"], ours["float32"]);
    if (!options.python.empty()) {
        result["difference"][kBothExact] = apart(ours["float32"], result["peft"]["float32"]);
        result["difference"]["bf16 from fp32, PEFT"] = apart(result["peft"]["bfloat16"], result["peft"]["float32"]);
    }
    for (const char *side : {"ours", "peft"})
        for (const char *type : {"float32", "bfloat16"})
            if (result.contains(side)) {
                result[side][type].erase("gradient");
                result[side][type].erase("log_probabilities");
            }
    return result;
}

// PEFT's own rounding is shown beside ours and judges nobody.
bool isValid(const json &result) {
    for (const auto &[name, most] : {std::pair(kBothExact, 1e-4), std::pair(kOurRounding, 4e-2)})
        for (const json &value : result.at("difference").value(name, json::object()))
            if (!std::isfinite(value.get<double>()) || value.get<double>() > most)
                return false;
    return true;
}

std::string table(const json &r) {
    char line[512];
    std::string text =
        "| work | dtype | ms/example | examples/s | CPU ms | card GB | host GB |\n|---|---|---|---|---|---|---|\n";
    for (const char *side : {"ours", "peft"})
        for (const char *type : {"float32", "bfloat16"})
            if (r.contains(side))
                for (const auto &[name, work] : r.at(side).at(type).at("works").items()) {
                    const double seconds = work.at("seconds").get<double>();
                    std::snprintf(line, sizeof line, "| %s %s | %s | %.2f | %.0f | %.2f | %.1f | %.1f |\n",
                                  side[0] == 'o' ? "Warbler" : "PEFT", name.c_str(), type, 1000 * seconds, 1 / seconds,
                                  1000 * work.at("cpu_seconds").get<double>(),
                                  work.at("device_bytes").get<double>() / 1e9,
                                  work.at("host_bytes").get<double>() / 1e9);
                    text += line;
                }
    const char *validity = isValid(r) ? "" : "INVALID ";
    if (r.contains("peft")) {
        text += "\n| comparison | ratio of medians | goal |\n|---|---|---|\n";
        for (const Goal &goal : kGoals) {
            const double ratio =
                r.at("peft").at(goal.theirType).at("works").at(goal.theirs).at("seconds").get<double>() /
                r.at("ours").at(goal.ourType).at("works").at(goal.ours).at("seconds").get<double>();
            std::snprintf(line, sizeof line,
                          goal.least > 0 ? "| %s | %s%.1f x | %.0f x %s |\n" : "| %s | %s%.1f x | |\n", goal.work,
                          validity, ratio, goal.least, ratio >= goal.least ? "reached" : "missed");
            text += line;
        }
    }
    text += "\n| largest difference | loss | gradient | log-probabilities |\n|---|---|---|---|\n";
    for (const auto &[name, difference] : r.at("difference").items()) {
        std::snprintf(line, sizeof line, "| %s | %.1e | %.1e | %.1e |\n", name.c_str(),
                      difference.at("loss").get<double>(), difference.at("gradient").get<double>(),
                      difference.at("log_probabilities").get<double>());
        text += line;
    }
    std::snprintf(line, sizeof line, "\n%s, %s; P=%d, medians of %d%s\n",
                  r.at("ours").at("float32").at("versions").at("device").get<std::string>().c_str(),
                  r.at("machine").get<std::string>().c_str(), r.at("virtual").get<int>(), r.at("repeats").get<int>(),
                  r.contains("peft") ? ("; " + r.at("peft").at("float32").at("versions").dump()).c_str() : "");
    return text + line;
}

}  // namespace

int main(int count, char **words) {
    if (count == 4 && std::strcmp(words[1], "--serve") == 0)
        return serveDecoder(words[2], words[3]);
    Options options;
    const std::map<std::string, std::string *> texts = {{"--shape", &options.shape},
                                                        {"--device", &options.device},
                                                        {"--hf", &options.python},
                                                        {"--record", &options.record}};
    for (int i = 1; i + 1 < count; i += 2) {
        if (const auto text = texts.find(words[i]); text != texts.end())
            *text->second = words[i + 1];
        else if (std::strcmp(words[i], "--repeats") == 0)
            options.repeats = std::max(1, std::atoi(words[i + 1]));
        else if (std::strcmp(words[i], "--virtual") == 0)
            options.virtualTokens = std::max(1, std::atoi(words[i + 1]));
    }
    const char *sourceText = std::getenv("WARBLER_TEST_SOURCE");
    const std::string source = sourceText ? sourceText : ".";
    try {
        const json result = measured(options, source, std::filesystem::read_symlink("/proc/self/exe").string());
        const std::string text = table(result);
        std::printf("%s%s\n", text.c_str(), result.dump().c_str());
        if (!options.record.empty())
            record(source, "Soft prompt on a graphics card, shape " + options.shape + ", commit " + options.record,
                   text, result);
        return isValid(result) ? 0 : 1;
    } catch (const Error &error) {
        std::fprintf(stderr, "%s %s\n", error.detail().c_str(), error.hint().c_str());
        return 1;
    }
}
