// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/decoder_side.h"

#include <sys/resource.h>

#include <chrono>
#include <cmath>
#include <ctime>
#include <fstream>
#include <iostream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/learn/engine_loader.h"

namespace warbler {

namespace {

using nlohmann::json;

class DecoderSide {
public:
    DecoderSide(const std::string &model, const std::string &jobPath) : m_engine(loadEngine()) {
        std::ifstream file(jobPath);
        m_job = json::parse(file);
        m_engine->load(openModelFolder(model), {m_job.at("device").get<std::string>(),
                                                m_job.at("dtype").get<std::string>(), m_job.at("threads").get<int>()});
        for (const json &ids : m_job.at("learning"))
            m_learning.push_back(exampleOf(ids, m_job.at("categories").at(m_learning.size()).get<std::int32_t>()));
        for (const json &ids : m_job.at("classifying"))
            m_classifying.push_back(exampleOf(ids, std::nullopt));
        m_config.task = Task::CausalLm;
        m_config.virtualTokens = m_job.at("virtual");
        m_config.epochs = 1;
        m_config.maxTokens = 512;
        m_config.shuffle = false;
        m_config.classWeights = ClassWeights::None;
        m_config.schedule = Schedule::Constant;
        m_config.warmup = m_config.weightDecay = m_config.learningRate = 0;
        m_config.selectBy = "none";
        m_start = m_engine->tune(m_config, dataOf(1), {}, [](const JobEvent &) {}).last;
        m_prompt = m_start.tensors.at("prompt_embeddings").toFloats();
    }

    json prompt() const {
        const std::int64_t hidden = m_start.tensors.at("prompt_embeddings").shape.at(1);
        json rows = json::array();
        for (auto row = m_prompt.begin(); row != m_prompt.end(); row += hidden)
            rows.push_back(std::vector<float>(row, row + hidden));
        return {{"prompt", rows}};
    }
    // What is taken of a graphics card, by anyone; 0 on the processor.
    std::uint64_t deviceBytes() const {
        for (const DeviceInfo &device : m_engine->devices())
            if (device.name != "cpu" && m_job.at("device") != "cpu")
                return device.totalBytes - device.freeBytes;
        return 0;
    }
    std::string deviceName() const {
        for (const DeviceInfo &device : m_engine->devices())
            if (device.name.rfind(m_job.at("device").get<std::string>(), 0) == 0)
                return device.description;
        return "unknown";
    }
    json train(std::int64_t batch, std::size_t count) {
        m_config.batchSize = batch;
        return tuned(m_config, count).first;
    }
    json naive(std::size_t count) {
        TuningConfig config = m_config;
        config.mode = EngineMode::Naive;
        config.batchSize = std::int64_t(count);
        config.microBatch = 1;
        return tuned(config, count).first;
    }
    // AdamW's first step moves by rate * g / (|g| + epsilon): with a large epsilon it shows the gradient itself.
    json gradient(std::size_t count, EngineMode mode) {
        TuningConfig config = m_config;
        config.mode = mode;
        config.batchSize = std::int64_t(count);
        config.epsilon = 1e3;
        config.learningRate = 1e9;
        auto [answer, adapter] = tuned(config, count);
        const std::vector<float> moved = adapter.tensors.at("prompt_embeddings").toFloats();
        for (std::size_t i = 0; i < moved.size(); ++i) {
            const double step = double(m_prompt[i]) - double(moved[i]);
            answer["gradient"].push_back(step * config.epsilon / (config.learningRate - std::abs(step)));
        }
        return answer;
    }
    json classify(std::size_t batch, std::size_t count) {
        Scoring scoring;
        scoring.mode = ScoringMode::Constrained;
        scoring.categories = 2;
        scoring.sharedLeadingIds = m_job.at("lead").get<std::vector<TokenId>>();  // as classifying a project sets it
        for (const json &label : m_job.at("labels"))
            scoring.labels.push_back({label.at(0).get<TokenId>()});
        json answer;
        for (std::size_t begin = 0; begin < count; begin += batch)
            m_engine->predict(&m_start, scoring,
                              std::span(m_classifying).subspan(begin, std::min(batch, count - begin)), {},
                              [&](std::int64_t, std::vector<Prediction> part) {
                                  for (const Prediction &one : part)
                                      answer["log_probabilities"].push_back(one.firstLogProbabilities);
                              });
        return answer;
    }

private:
    static TokenizedExample exampleOf(const json &ids, std::optional<std::int32_t> category) {
        TokenizedExample example;
        example.tweet = TweetId("1");
        example.ids = ids.get<std::vector<TokenId>>();
        example.category = category;
        return example;
    }
    TuningData dataOf(std::size_t count) const {
        TuningData data;
        data.train.assign(m_learning.begin(), m_learning.begin() + std::ptrdiff_t(count));
        data.scoring.categories = 2;
        data.scoring.labels = m_job.at("labels").get<std::vector<std::vector<TokenId>>>();
        return data;
    }
    std::pair<json, Adapter> tuned(const TuningConfig &config, std::size_t count) {
        double loss = 0;
        const TuningResult result = m_engine->tune(config, dataOf(count), {}, [&](const JobEvent &event) {
            if (const auto *step = std::get_if<StepDone>(&event))
                loss = step->loss;
        });
        return {json{{"loss", loss}}, result.last};
    }

    std::unique_ptr<Engine> m_engine;
    json m_job;
    std::vector<TokenizedExample> m_learning, m_classifying;
    TuningConfig m_config;
    Adapter m_start;
    std::vector<float> m_prompt;
};

}  // namespace

int serveDecoder(const std::string &model, const std::string &job) {
    try {
        DecoderSide side(model, job);
        std::cout << json{{"warbler", WARBLER_VERSION}, {"device", side.deviceName()}} << std::endl;
        for (std::string line; std::getline(std::cin, line);) {
            std::istringstream words(line);
            std::string name;
            std::size_t first = 0, second = 0;
            words >> name >> first >> second;
            if (name == "quit" || name.empty())
                break;
            const auto start = std::chrono::steady_clock::now();
            const std::clock_t cpu = std::clock();
            json answer = name == "prompt"           ? side.prompt()
                          : name == "train"          ? side.train(std::int64_t(first), second)
                          : name == "naive"          ? side.naive(first)
                          : name == "gradient"       ? side.gradient(first, EngineMode::Shared)
                          : name == "gradient_naive" ? side.gradient(first, EngineMode::Naive)
                                                     : side.classify(first, second);
            answer["seconds"] = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
            answer["cpu"] = double(std::clock() - cpu) / CLOCKS_PER_SEC;
            answer["device_bytes"] = side.deviceBytes();
            rusage usage = {};
            getrusage(RUSAGE_SELF, &usage);
            answer["peak"] = std::int64_t(usage.ru_maxrss) * 1024;
            std::cout << answer << std::endl;
        }
        return 0;
    } catch (const Error &error) {
        std::cerr << error.detail() << " " << error.hint() << "\n";
        return 1;
    }
}

}  // namespace warbler
