// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/search_space.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/base/random.h"

namespace warbler {

namespace {
using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;
constexpr std::size_t kMostCombinations = 100000;
constexpr const char *kForm =
    R"(Write {"learning_rate": {"low": 0.001, "high": 0.1, "log": true}, "virtual_tokens": [4, 8, 16]}.)";

std::size_t lineOf(const std::string &text, std::size_t position) {
    return 1 + static_cast<std::size_t>(std::count(
                   text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(position, text.size())), '\n'));
}

// Four significant digits, easy to type again.
double fewDigits(double value) {
    if (value == 0)
        return 0;
    const double power = std::pow(10.0, 3 - std::floor(std::log10(std::abs(value))));
    return std::round(value * power) / power;
}

class Reader {
public:
    Reader(const std::string &text, const std::string &file, const TuningConfig &config)
        : m_text(text), m_file(file), m_config(config) {}

    std::vector<SearchDimension> read() const {
        OrderedJson json;
        try {
            json = OrderedJson::parse(m_text);
        } catch (const nlohmann::json::parse_error &problem) {
            throw Error(ErrorCode::BadConfig,
                        m_file + ", line " + std::to_string(lineOf(m_text, problem.byte)) + ": this is no JSON", kForm);
        }
        if (!json.is_object() || json.empty())
            throw Error(ErrorCode::BadConfig, m_file + ": it is no object of settings", kForm);
        std::vector<SearchDimension> dimensions;
        for (const auto &[key, value] : json.items())
            dimensions.push_back(dimension(key, value));
        return dimensions;
    }

private:
    [[noreturn]] void refuse(const std::string &key, const std::string &sentence, const std::string &hint) const {
        const std::size_t at = m_text.find("\"" + key + "\"");
        throw Error(ErrorCode::BadConfig,
                    m_file + ", line " + std::to_string(lineOf(m_text, at)) + ", \"" + key + "\": " + sentence, hint);
    }
    void tryOn(const std::string &key, const Json &value) const {
        TuningConfig config = m_config;
        try {
            setField(config, key, value);
        } catch (const Error &problem) {
            refuse(key, problem.detail(), problem.hint());
        }
    }
    SearchDimension dimension(const std::string &key, const Json &value) const {
        SearchDimension made;
        made.key = key;
        if (value.is_array() && !value.empty()) {
            for (const Json &one : value) {
                tryOn(key, one);
                made.values.push_back(one);
            }
            return made;
        }
        if (!value.is_object() || !value.contains("low") || !value.contains("high") || !value["low"].is_number() ||
            !value["high"].is_number())
            refuse(key, "neither a list of values nor a range with low and high", kForm);
        for (const auto &[name, part] : value.items())
            if (name != "low" && name != "high" && !((name == "log" || name == "whole") && part.is_boolean()))
                refuse(key, "a range has low, high, and log or whole as true or false; not \"" + name + "\"", kForm);
        made.low = value["low"];
        made.high = value["high"];
        made.isLog = value.value("log", false);
        made.isWhole = value.value("whole", value["low"].is_number_integer() && value["high"].is_number_integer());
        if (!(made.low < made.high) || (made.isLog && !(made.low > 0)))
            refuse(key, made.isLog && !(made.low > 0) ? "with log, low has to be above 0" : "low is not below high",
                   kForm);
        tryOn(key, value["low"]);
        tryOn(key, value["high"]);
        return made;
    }

    const std::string &m_text, &m_file;
    const TuningConfig &m_config;
};

}  // namespace

SearchSpace::SearchSpace(const std::string &json, const std::string &file, const TuningConfig &config)
    : m_dimensions(Reader(json, file, config).read()) {}

SearchSpace SearchSpace::ofTexts(const std::vector<SettingText> &values, const std::string &source,
                                 const TuningConfig &config) {
    OrderedJson json = OrderedJson::object();
    for (const SettingText &typed : values) {
        const OrderedJson value = OrderedJson::parse(typed.text, nullptr, false);
        json[typed.key].push_back(value.is_discarded() ? OrderedJson(typed.text) : value);
    }
    return {json.dump(), source, config};
}

SearchSpace SearchSpace::usual(const TuningConfig &config) {
    OrderedJson json;
    if (isUntrained(config)) {
        json["shots"] = {0, 2, 4, 8};
        return SearchSpace(json.dump(), "the usual space", config);
    }
    if (config.method != Method::Head)
        json["learning_rate"] = {{"low", config.learningRate / 10}, {"high", config.learningRate * 10}, {"log", true}};
    if (hasHead(config.task))
        json["head_learning_rate"] = {
            {"low", config.headLearningRate / 10}, {"high", config.headLearningRate * 10}, {"log", true}};
    if (config.method == Method::PromptTuning) {
        json["virtual_tokens"] = {4, 8, 16, 32};
        json["init"] = {"sample_vocab", "random"};
    }
    json["epochs"] = {4, 6, 8, 12};
    json["weight_decay"] = {0.0, 0.01, 0.1};
    json["warmup"] = {0.0, 0.06, 0.1};
    json["batch_size"] = {8, 16, 32};
    return SearchSpace(json.dump(), "the usual space", config);
}

nlohmann::ordered_json SearchSpace::draw(std::uint64_t seed, int trial, int attempt) const {
    Mt19937 generator(streamSeed(seed, "search." + std::to_string(trial) + "." + std::to_string(attempt)));
    OrderedJson drawn = OrderedJson::object();
    for (const SearchDimension &dimension : m_dimensions) {
        if (!dimension.values.empty()) {
            drawn[dimension.key] =
                dimension.values[generator.below(static_cast<std::uint32_t>(dimension.values.size()))];
            continue;
        }
        const double share = generator.uniform();
        const double value =
            dimension.isLog
                ? std::exp(std::log(dimension.low) + share * (std::log(dimension.high) - std::log(dimension.low)))
                : dimension.low + share * (dimension.high - dimension.low);
        if (dimension.isWhole)
            drawn[dimension.key] = static_cast<std::int64_t>(std::llround(value));
        else
            drawn[dimension.key] = fewDigits(value);
    }
    return drawn;
}

std::vector<nlohmann::ordered_json> SearchSpace::grid() const {
    std::vector<OrderedJson> combinations{OrderedJson::object()};
    for (const SearchDimension &dimension : m_dimensions) {
        if (dimension.values.empty())
            throw Error(ErrorCode::BadConfig,
                        "a grid needs a list of values for \"" + dimension.key + "\", not a range",
                        "List the values, or use --search random.");
        if (combinations.size() * dimension.values.size() > kMostCombinations)
            throw Error(ErrorCode::BadConfig,
                        "the grid has more than " + std::to_string(kMostCombinations) + " combinations",
                        "List fewer values, or use --search random.");
        std::vector<OrderedJson> longer;
        for (const OrderedJson &combination : combinations)
            for (const Json &value : dimension.values) {
                longer.push_back(combination);
                longer.back()[dimension.key] = value;
            }
        combinations = std::move(longer);
    }
    return combinations;
}

std::string SearchSpace::text() const {
    OrderedJson json = OrderedJson::array();
    for (const SearchDimension &dimension : m_dimensions)
        json.push_back(
            {dimension.key, dimension.values, dimension.low, dimension.high, dimension.isLog, dimension.isWhole});
    return json.dump();
}

}  // namespace warbler
