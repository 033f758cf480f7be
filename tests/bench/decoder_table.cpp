// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/decoder_table.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <span>
#include <vector>

namespace warbler {

using nlohmann::json;

namespace {

constexpr double kNotebookTokens = 512, kLargestDifference = 1e-5;

struct Kind {
    const char *name;
    double examples;  // of one measurement
};
constexpr Kind kOurs[] = {{"train_2", 8}, {"train_8", 16}, {"naive", 1}, {"classify_1", 8}, {"classify_32", 64}};
constexpr Kind kTheirs[] = {{"padded_2", 2}, {"padded_8", 8}, {"notebook", 1}, {"generate_1", 4}, {"generate_32", 32}};

struct Goal {
    const char *work, *ours, *theirs;
    double least;
};
constexpr Goal kGoals[] = {{"training B=2, against the notebook's step", "train_2", "notebook", 10},
                           {"training B=2, against padding to the longest", "train_2", "padded_2", 3},
                           {"training B=8, against the notebook's step", "train_8", "notebook", 24},
                           {"training B=8, against padding to the longest", "train_8", "padded_8", 7},
                           {"classifying B=1, against one by one", "classify_1", "generate_1", 7},
                           {"classifying B=32, against one by one", "classify_32", "generate_1", 14},
                           {"classifying B=32, against B=32", "classify_32", "generate_32", 11}};

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

void flatten(const json &value, std::vector<double> &into) {
    if (value.is_array())
        for (const json &part : value)
            flatten(part, into);
    else
        into.push_back(value.get<double>());
}

// Multiplications and additions, in 1e9. Weights are frozen, so the way back costs a layer as much as the way there and
// attention twice that.
class Operations {
public:
    explicit Operations(const ModelConfig &config)
        : m_layers(double(config.layers)), m_hidden(double(config.hidden)), m_vocabulary(double(config.vocabulary)),
          m_row(2 * (4 * m_hidden * m_hidden + 2 * m_hidden * double(config.intermediate))),
          m_keyValue(4 * m_hidden * m_hidden) {}

    // Every row through every layer, logits at every row.
    double whole(double rows, bool isLearning) const {
        const double linear = m_layers * rows * m_row + rows * logit(),
                     attention = m_layers * 4 * rows * rows * m_hidden;
        return (isLearning ? 2 * linear + 3 * attention : linear + attention) / 1e9;
    }
    // One prefix of P rows where prefixPasses is 1, suffixes behind it, of which `kept` rows each leave the last layer.
    double shared(double prefix, double prefixPasses, const std::vector<double> &suffixes, double kept,
                  bool isLearning) const {
        double rows = prefix * prefixPasses, pairs = prefixPasses * prefix * prefix / 2, lastPairs = 0;
        for (const double suffix : suffixes) {
            rows += suffix;
            pairs += suffix * prefix + suffix * suffix / 2;
            lastPairs += kept * (prefix + suffix);
        }
        const double keptRows = kept * double(suffixes.size());
        const double linear =
            (m_layers - 1) * rows * m_row + rows * m_keyValue + keptRows * (m_row - m_keyValue + logit());
        const double attention = 4 * m_hidden * ((m_layers - 1) * pairs + lastPairs);
        return (isLearning ? 2 * linear + 3 * attention : linear + attention) / 1e9;
    }

private:
    double logit() const { return 2 * m_hidden * m_vocabulary; }
    double m_layers, m_hidden, m_vocabulary, m_row, m_keyValue;
};

std::vector<double> lengthsOf(const json &texts, std::size_t begin, std::size_t count, double more) {
    std::vector<double> lengths;
    for (std::size_t i = begin; i < begin + count; ++i)
        lengths.push_back(double(texts.at(i).size()) + more);
    return lengths;
}

// Of one example, by the name of the work.
std::map<std::string, double> operationsOf(const ModelConfig &config, const json &job) {
    const Operations operations(config);
    // Warbler passes what all texts begin with once, behind the prompt.
    const double prefix = job.at("virtual").get<double>(), lead = double(job.at("lead").size());
    const json &learning = job.at("learning"), &classifying = job.at("classifying");
    std::map<std::string, double> giga;
    const auto train = [&](std::size_t batch, std::size_t count) {
        double sum = 0;
        for (std::size_t begin = 0; begin < count; begin += batch)
            sum += operations.shared(prefix + lead, 1, lengthsOf(learning, begin, batch, 1 - lead), 2, true);
        return sum / double(count);
    };
    const auto padded = [&](std::size_t batch) {
        const std::vector<double> lengths = lengthsOf(learning, 0, batch, 2);
        return operations.whole(prefix + *std::max_element(lengths.begin(), lengths.end()), true);
    };
    const auto generate = [&](std::size_t batch, std::size_t count) {
        double sum = 0;
        for (std::size_t begin = 0; begin < count; begin += batch) {
            const std::vector<double> lengths = lengthsOf(classifying, begin, batch, 0);
            sum += double(batch) * operations.whole(prefix + *std::max_element(lengths.begin(), lengths.end()), false);
        }
        return sum / double(count);
    };
    giga["train_2"] = train(2, 8);
    giga["train_8"] = train(8, 16);
    giga["naive"] = giga["notebook"] = operations.whole(prefix + kNotebookTokens, true);
    giga["classify_1"] = operations.shared(prefix + lead, 0, lengthsOf(classifying, 0, 8, -lead), 1, false) / 8;
    giga["classify_32"] = operations.shared(prefix + lead, 0, lengthsOf(classifying, 0, 64, -lead), 1, false) / 64;
    giga["padded_2"] = padded(2);
    giga["padded_8"] = padded(8);
    giga["generate_1"] = generate(1, 4);
    giga["generate_32"] = generate(32, 32);
    return giga;
}

void addSide(json &side, std::span<const Kind> kinds, const std::map<std::string, double> &giga) {
    for (const Kind &kind : kinds) {
        if (!side.contains(kind.name))
            continue;
        json &work = side[kind.name];
        std::vector<double> wall, cpu;
        flatten(work.at("wall"), wall);
        flatten(work.at("cpu"), cpu);
        const double seconds = median(wall) / kind.examples;
        work["seconds_per_example"] = seconds;
        work["seconds_per_example_min"] = *std::min_element(wall.begin(), wall.end()) / kind.examples;
        work["cpu_seconds_per_example"] = median(cpu) / kind.examples;
        work["examples_per_second"] = 1 / seconds;
        work["giga_per_example"] = giga.at(kind.name);
        work["gflops"] = giga.at(kind.name) / seconds;
    }
}

}  // namespace

double largestDifference(const json &a, const json &b) {
    std::vector<double> left, right;
    flatten(a, left);
    flatten(b, right);
    if (left.size() != right.size())
        return 1;
    double most = 0, scale = 1;
    for (std::size_t i = 0; i < right.size(); ++i) {
        most = std::max(most, std::abs(left[i] - right[i]));
        scale = std::max(scale, std::abs(right[i]));
    }
    return most / scale;
}

json differences(const json &ours, const json &theirs) {
    std::vector<double> mine, yours;
    flatten(ours.at("gradient"), mine);
    flatten(theirs.at("gradient"), yours);
    double most = 1, scale = 0;
    if (mine.size() == yours.size()) {
        most = 0;
        for (std::size_t i = 0; i < mine.size(); ++i) {
            most = std::max(most, std::abs(mine[i] - yours[i]));
            scale = std::max(scale, std::abs(yours[i]));
        }
    }
    return {{"loss", largestDifference(ours.at("loss"), theirs.at("loss"))},
            {"gradient", scale > 0 ? most / scale : 1.0}};
}

void addFigures(json &result, const ModelConfig &config, const json &job) {
    const std::map<std::string, double> giga = operationsOf(config, job);
    addSide(result["ours"], kOurs, giga);
    addSide(result["peft"], kTheirs, giga);
    bool isValid = true;
    for (const auto &[name, difference] : result["difference"].items())
        isValid = isValid && std::isfinite(difference.get<double>()) && difference.get<double>() <= kLargestDifference;
    for (const Kind &kind : kOurs)
        isValid = isValid && result["ours"].at(kind.name).at("gflops").get<double>() > 0;
    result["valid"] = isValid;
    if (result["peft"].empty())
        return;
    const auto seconds = [&](const char *side, const char *work) {
        return result[side][work]["seconds_per_example"].get<double>();
    };
    const auto least = [&](const char *side, const char *work) {
        return result[side][work]["seconds_per_example_min"].get<double>();
    };
    result["naive_to_notebook"] = seconds("ours", "naive") / seconds("peft", "notebook");
    for (const Goal &goal : kGoals)
        result["ratios"].push_back({{"work", goal.work},
                                    {"ours", goal.ours},
                                    {"theirs", goal.theirs},
                                    {"goal", goal.least},
                                    {"ratio", seconds("peft", goal.theirs) / seconds("ours", goal.ours)},
                                    {"ratio_min", least("peft", goal.theirs) / least("ours", goal.ours)},
                                    {"ratio_naive", std::string(goal.theirs) == "notebook"
                                                        ? json(seconds("ours", "naive") / seconds("ours", goal.ours))
                                                        : json()},
                                    {"limit", giga.at(goal.theirs) / giga.at(goal.ours)}});
    std::vector<double> mm;
    flatten(result.at("mm_gflops"), mm);
    result["gemm_efficiency"] = result["ours"]["train_8"]["gflops"].get<double>() / median(mm);
}

std::string decoderTable(const json &r) {
    char line[512];
    std::string text = "| work | s/example (min) | CPU s | GF | GFLOP/s | peak GB |\n|---|---|---|---|---|---|\n";
    for (const char *side : {"ours", "peft"})
        for (const auto &[name, work] : r.at(side).items()) {
            std::snprintf(line, sizeof line, "| %s %s | %.3f (%.3f) | %.2f | %.1f | %.0f | %.1f |\n",
                          side[0] == 'o' ? "Warbler" : "PEFT", name.c_str(),
                          work.at("seconds_per_example").get<double>(),
                          work.at("seconds_per_example_min").get<double>(),
                          work.at("cpu_seconds_per_example").get<double>(), work.at("giga_per_example").get<double>(),
                          work.at("gflops").get<double>(), work.at("peak_bytes").get<double>() / 1e9);
            text += line;
        }
    if (!r.contains("ratios"))
        return text + (r.at("valid").get<bool>() ? "(no --hf: no comparison)\n" : "INVALID\n");
    const char *validity = r.at("valid").get<bool>() ? "" : "INVALID ";
    text += "\n| comparison | ratio of medians | of the fastest rounds | limit by operations | goal "
            "|\n|---|---|---|---|---|\n";
    for (const json &ratio : r.at("ratios")) {
        std::snprintf(line, sizeof line, "| %s | %s%.1f x | %.1f x | %.1f x | %.0f x %s |\n",
                      ratio.at("work").get<std::string>().c_str(), validity, ratio.at("ratio").get<double>(),
                      ratio.at("ratio_min").get<double>(), ratio.at("limit").get<double>(),
                      ratio.at("goal").get<double>(), ratio.at("ratio") >= ratio.at("goal") ? "reached" : "missed");
        text += line;
    }
    const double naive = r.at("naive_to_notebook");
    std::snprintf(line, sizeof line, "| Warbler's naive step, time of the notebook's | %s%.2f | | | at most 1.2 |\n",
                  naive <= 1.2 ? "" : "INVALID ", naive);
    text += line;
    const double efficiency = r.at("gemm_efficiency");
    std::snprintf(line, sizeof line, "| training B=8, speed of torch.mm at its shapes | %.0f %% | | | 75 %% %s |\n",
                  100 * efficiency, efficiency >= 0.75 ? "reached" : "missed");
    text += line;
    const json &apart = r.at("difference"), &versions = r.at("versions");
    std::snprintf(line, sizeof line,
                  "\n%s, %d threads, fp32, P=%d, %d rounds; torch %s, transformers %s, PEFT %s. Largest difference: "
                  "loss %.1e, gradient %.1e, log-probabilities %.1e.\n",
                  r.at("machine").get<std::string>().c_str(), r.at("threads").get<int>(), r.at("virtual").get<int>(),
                  r.at("repeats").get<int>(), versions.at("torch").get<std::string>().c_str(),
                  versions.at("transformers").get<std::string>().c_str(),
                  versions.at("peft").get<std::string>().c_str(), apart.at("loss").get<double>(),
                  apart.at("gradient").get<double>(), apart.at("log_probabilities").get<double>());
    return text + line;
}

}  // namespace warbler
