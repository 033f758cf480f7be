// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/tuning_config.h"

#include <cmath>
#include <functional>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/learn/nearest_name.h"

namespace warbler {

namespace {

using Json = nlohmann::json;

[[noreturn]] void refuse(const std::string &key, const Json &value, const std::string &allowed) {
    throw Error(ErrorCode::BadConfig, "setting " + key + ": " + value.dump() + " is not allowed; it takes " + allowed,
                "Write --set " + key + "=VALUE with such a value, or leave it out for the preset's.");
}

// One row per field: its JSON name, how it is written, how it is read.
struct Field {
    std::string name;
    std::function<nlohmann::ordered_json(const TuningConfig &)> write;
    std::function<void(TuningConfig &, const Json &)> read;
};

Field text(std::string name, std::string TuningConfig::*member, std::vector<std::string> allowed = {}) {
    return {name, [member](const TuningConfig &c) { return nlohmann::ordered_json(c.*member); },
            [name, member, allowed](TuningConfig &c, const Json &v) {
                if (!v.is_string() && !(allowed.empty() && v.is_number()))
                    refuse(name, v, allowed.empty() ? "text" : "one of " + joinedNames(allowed));
                const std::string given = v.is_string() ? v.get<std::string>() : v.dump();
                bool isAllowed = allowed.empty();
                for (const std::string &one : allowed)
                    isAllowed = isAllowed || one == given;
                if (!isAllowed)
                    refuse(name, v, "one of " + joinedNames(allowed));
                c.*member = given;
            }};
}

Field integer(std::string name, std::int64_t TuningConfig::*member, std::int64_t low, std::int64_t high) {
    return {name, [member](const TuningConfig &c) { return nlohmann::ordered_json(c.*member); },
            [name, member, low, high](TuningConfig &c, const Json &v) {
                const std::string allowed =
                    "a whole number from " + std::to_string(low) + " to " + std::to_string(high);
                const bool isWhole =
                    v.is_number_integer() || (v.is_number_float() && std::trunc(v.get<double>()) == v.get<double>());
                if (!isWhole || v.get<double>() < double(low) || v.get<double>() > double(high))
                    refuse(name, v, allowed);
                c.*member = v.is_number_integer() ? v.get<std::int64_t>() : std::int64_t(v.get<double>());
            }};
}

Field number(std::string name, double TuningConfig::*member, double low, double high) {
    return {name, [member](const TuningConfig &c) { return nlohmann::ordered_json(c.*member); },
            [name, member, low, high](TuningConfig &c, const Json &v) {
                if (!v.is_number() || !(v.get<double>() >= low && v.get<double>() <= high))
                    refuse(name, v, "a number from " + shortestText(low) + " to " + shortestText(high));
                c.*member = v.get<double>();
            }};
}

Field yesNo(std::string name, bool TuningConfig::*member) {
    return {name, [member](const TuningConfig &c) { return nlohmann::ordered_json(c.*member); },
            [name, member](TuningConfig &c, const Json &v) {
                if (!v.is_boolean())
                    refuse(name, v, "true or false");
                c.*member = v.get<bool>();
            }};
}

template <typename E>
Field choice(std::string name, E TuningConfig::*member, std::vector<std::pair<std::string, E>> table) {
    return {name,
            [member, table](const TuningConfig &c) {
                for (const auto &row : table)
                    if (row.second == c.*member)
                        return nlohmann::ordered_json(row.first);
                return nlohmann::ordered_json();
            },
            [name, member, table](TuningConfig &c, const Json &v) {
                std::vector<std::string> names;
                for (const auto &row : table) {
                    if (v.is_string() && v.get<std::string>() == row.first) {
                        c.*member = row.second;
                        return;
                    }
                    names.push_back(row.first);
                }
                refuse(name, v, "one of " + joinedNames(names));
            }};
}

Field labelWords() {
    return {"labels", [](const TuningConfig &c) { return nlohmann::ordered_json(c.labels); },
            [](TuningConfig &c, const Json &v) {
                const std::string allowed = R"(an object value -> word, as {"1":" yes","0":" no"})";
                if (!v.is_object())
                    refuse("labels", v, allowed);
                std::map<std::string, std::string> labels;
                for (const auto &item : v.items()) {
                    if (!item.value().is_string())
                        refuse("labels", v, allowed);
                    labels[item.key()] = item.value().get<std::string>();
                }
                c.labels = std::move(labels);
            }};
}

Field targets() {
    return {"target_modules", [](const TuningConfig &c) { return nlohmann::ordered_json(c.targetModules); },
            [](TuningConfig &c, const Json &v) {
                std::vector<std::string> names;
                if (v.is_string())
                    names.push_back(v.get<std::string>());
                else if (v.is_array())
                    for (const Json &one : v)
                        names.push_back(one.is_string() ? one.get<std::string>() : "");
                else
                    refuse("target_modules", v, R"(a list of names, as ["query","value"])");
                for (const std::string &one : names)
                    if (one.empty())
                        refuse("target_modules", v, R"(a list of names, as ["query","value"])");
                c.targetModules = std::move(names);
            }};
}

Field seed() {
    return {"seed", [](const TuningConfig &c) { return nlohmann::ordered_json(c.seed); },
            [](TuningConfig &c, const Json &v) {
                if (!v.is_number_unsigned() && !(v.is_number_integer() && v.get<std::int64_t>() >= 0))
                    refuse("seed", v, "a whole number from 0 to 18446744073709551615");
                c.seed = v.get<std::uint64_t>();
            }};
}

constexpr std::int64_t kMany = 1000000000;

// What is tuned and what the model reads.
std::vector<Field> methodFields() {
    using C = TuningConfig;
    return {
        text("preset", &C::preset),
        text("model", &C::model),
        choice<Task>("task", &C::task,
                     {{"seq_cls", Task::SeqCls}, {"causal_lm", Task::CausalLm}, {"regression", Task::Regression}}),
        choice<Method>("method", &C::method,
                       {{"prompt_tuning", Method::PromptTuning},
                        {"lora", Method::Lora},
                        {"head", Method::Head},
                        {"full", Method::Full},
                        {"hard_prompt", Method::HardPrompt}}),
        integer("virtual_tokens", &C::virtualTokens, 0, 4096),
        choice<PromptInit>(
            "init", &C::init,
            {{"text", PromptInit::Text}, {"random", PromptInit::Random}, {"sample_vocab", PromptInit::SampleVocab}}),
        text("init_text", &C::initText),
        integer("shots", &C::shots, 0, 1000),
        yesNo("train_prompt", &C::trainPrompt),
        choice<Pooling>("pooling", &C::pooling,
                        {{"mean", Pooling::Mean},
                         {"cls", Pooling::Cls},
                         {"first_row", Pooling::FirstRow},
                         {"last_row", Pooling::LastRow}}),
        text("template", &C::promptTemplate),
        text("evaluation_template", &C::evaluationTemplate),
        text("corpus_template", &C::corpusTemplate),
        yesNo("lower_case", &C::lowerCase),
        yesNo("match_special_text", &C::matchSpecialText),
        yesNo("append_end", &C::appendEnd),
        labelWords(),
        yesNo("label_alone", &C::labelAlone),
        choice<LabelEnd>("label_end", &C::labelEnd,
                         {{"none", LabelEnd::None}, {"pad", LabelEnd::Pad}, {"eos", LabelEnd::Eos}}),
        yesNo("loss_on_text", &C::lossOnText),
        yesNo("cut_right", &C::cutRight),
        yesNo("init_from_left", &C::initFromLeft),
    };
}

// How it is tuned, which epoch is kept and how the answers are read.
std::vector<Field> trainingFields() {
    using C = TuningConfig;
    return {
        number("learning_rate", &C::learningRate, 0, 100),
        number("head_learning_rate", &C::headLearningRate, 0, 100),
        number("beta1", &C::beta1, 0, 1),
        number("beta2", &C::beta2, 0, 1),
        number("epsilon", &C::epsilon, 0, 1),
        number("weight_decay", &C::weightDecay, 0, 10),
        yesNo("decay_bias_and_norm", &C::decayBiasAndNorm),
        number("max_gradient_norm", &C::maxGradientNorm, 0, 1e9),
        choice<Schedule>(
            "schedule", &C::schedule,
            {{"linear", Schedule::Linear}, {"cosine", Schedule::Cosine}, {"constant", Schedule::Constant}}),
        number("warmup", &C::warmup, 0, 1e9),
        integer("schedule_steps", &C::scheduleSteps, 0, kMany),
        yesNo("schedule_by_examples", &C::scheduleByExamples),
        yesNo("leak_window", &C::leakWindow),
        integer("batch_size", &C::batchSize, 1, 65536),
        integer("micro_batch", &C::microBatch, 0, 65536),
        integer("epochs", &C::epochs, 1, 100000),
        integer("max_tokens", &C::maxTokens, 1, 1 << 20),
        yesNo("shuffle", &C::shuffle),
        choice<LossReduction>("loss_reduction", &C::lossReduction,
                              {{"per_example", LossReduction::PerExample}, {"per_token", LossReduction::PerToken}}),
        choice<ClassWeights>("class_weights", &C::classWeights,
                             {{"balanced", ClassWeights::Balanced}, {"none", ClassWeights::None}}),
        integer("average_last_epochs", &C::averageLastEpochs, 0, 100000),
        integer("head_first_epochs", &C::headFirstEpochs, 0, 100000),
        text("select_by", &C::selectBy,
             {"macro_f1", "f1", "accuracy", "validation_loss", "rmse", "mae", "pearson", "r2", "none"}),
        integer("evaluate_every", &C::evaluateEvery, 0, kMany),
        yesNo("test_each_epoch", &C::testEachEpoch),
        integer("patience", &C::patience, 0, 100000),
        number("min_delta", &C::minDelta, 0, 1e9),
        integer("min_epochs", &C::minEpochs, 0, 100000),
        integer("rank", &C::rank, 1, 4096),
        number("alpha", &C::alpha, 0, 1e6),
        number("lora_dropout", &C::loraDropout, 0, 0.999),
        targets(),
        yesNo("dropout", &C::dropout),
        text("dtype", &C::dtype, {"float32", "bfloat16", "float64"}),
        choice<EngineMode>("mode", &C::mode, {{"shared", EngineMode::Shared}, {"naive", EngineMode::Naive}}),
        text("scoring", &C::scoring, {"constrained", "unconstrained"}),
        yesNo("answers_by_text", &C::answersByText),
        yesNo("other_leaves_recall", &C::otherLeavesRecall),
        yesNo("peft_left_pad", &C::peftLeftPad),
        seed(),
    };
}

const std::vector<Field> &fields() {
    static const std::vector<Field> table = [] {
        std::vector<Field> all = methodFields(), rest = trainingFields();
        all.insert(all.end(), rest.begin(), rest.end());
        return all;
    }();
    return table;
}

}  // namespace

bool isLowBest(const std::string &selectBy) {
    return selectBy == "validation_loss" || selectBy == "rmse" || selectBy == "mae";
}

void checkTask(const TuningConfig &config) {
    const bool isNumber = config.task == Task::Regression,
               isOfBoth = config.selectBy == "validation_loss" || config.selectBy == "none";
    const bool isOfNumbers = config.selectBy == "rmse" || config.selectBy == "mae" || config.selectBy == "pearson" ||
                             config.selectBy == "r2";
    const bool isWeighted = isNumber && config.classWeights != ClassWeights::None;
    std::string wrong = isWeighted ? "class_weights weighs categories" : "",
                instead = isWeighted ? " --set class_weights=none" : "";
    if (!isOfBoth && isOfNumbers != isNumber) {
        wrong += (wrong.empty() ? "" : ", ") + std::string("select_by=") + config.selectBy + " is a figure of " +
                 (isNumber ? "categories" : "numbers");
        instead += std::string(" --set select_by=") + (isNumber ? "rmse" : "macro_f1");
    }
    if (!wrong.empty())
        throw Error(ErrorCode::BadConfig,
                    std::string(isNumber ? "task=regression learns a number: " : "this task learns categories: ") +
                        wrong,
                    "Add" + instead + ".");
    if (isUntrained(config) && isNumber)
        throw Error(ErrorCode::BadConfig, "method=hard_prompt reads off label words; task=regression has none",
                    "Choose another method, or task=causal_lm.");
    if (config.evaluateEvery > 0 && (config.leakWindow || config.averageLastEpochs > 1))
        throw Error(ErrorCode::BadConfig,
                    std::string("evaluate_every looks into the middle of an epoch, which does not go with ") +
                        (config.leakWindow ? "leak_window" : "average_last_epochs"),
                    "Set evaluate_every=0, or that setting to its default.");
    if (config.lossOnText && hasHead(config.task))
        throw Error(ErrorCode::BadConfig, "loss_on_text learns the words of a text, which a head does not predict",
                    "Set loss_on_text=false, or task=causal_lm.");
}

nlohmann::ordered_json toJson(const TuningConfig &config) {
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    for (const Field &field : fields())
        json[field.name] = field.write(config);
    return json;
}

void setField(TuningConfig &config, const std::string &key, const nlohmann::json &value) {
    std::vector<std::string> names;
    for (const Field &field : fields()) {
        if (field.name == key) {
            field.read(config, value);
            return;
        }
        names.push_back(field.name);
    }
    const std::string nearest = nearestName(key, names);
    throw Error(ErrorCode::BadConfig, "no setting is called \"" + key + "\"; there are " + joinedNames(names),
                nearest.empty() ? "Use one of these names." : "Did you mean " + nearest + "?");
}

void setFieldFromText(TuningConfig &config, const std::string &assignment) {
    const std::size_t equals = assignment.find('=');
    if (equals == std::string::npos || equals == 0)
        throw Error(ErrorCode::BadConfig, "--set " + assignment + ": no \"=\" between name and value",
                    "Write --set epochs=4.");
    const std::string key = assignment.substr(0, equals);
    std::string value = assignment.substr(equals + 1);
    // Text settings keep what was typed, even if it happens to be JSON (a template of "5"); a quoted string is
    // unquoted.
    const nlohmann::json parsed = nlohmann::json::parse(value, nullptr, false);
    if (!parsed.is_discarded()) {
        setField(config, key, parsed);
        return;
    }
    if (key == "template" || key == "evaluation_template" || key == "corpus_template" || key == "init_text") {
        std::string unescaped;
        for (std::size_t i = 0; i < value.size(); ++i) {
            const char next = value[i] == '\\' && i + 1 < value.size() ? value[i + 1] : '\0';
            if (next == 'n' || next == 't') {
                unescaped += next == 'n' ? '\n' : '\t';
                ++i;
            } else {
                unescaped += value[i];
            }
        }
        value = unescaped;
    }
    setField(config, key, value);
}

TuningConfig tuningConfigFromJson(const nlohmann::json &json) {
    if (!json.is_object())
        throw Error(ErrorCode::BadConfig, "a training configuration must be a JSON object",
                    "Save it again from Warbler.");
    TuningConfig config;
    for (const auto &item : json.items())
        setField(config, item.key(), item.value());
    return config;
}

std::string toText(const TuningConfig &config) {
    return toJson(config).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

TuningConfig tuningConfig(const std::string &text) {
    return tuningConfigFromJson(nlohmann::json::parse(text, nullptr, false));
}

TuningConfig readableTuningConfig(const std::string &text) {
    const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    TuningConfig config;
    if (!json.is_object())
        return config;
    for (const auto &[key, value] : json.items())
        try {
            setField(config, key, value);
        } catch (const Error &) {
            continue;  // the default stays
        }
    return config;
}

}  // namespace warbler
