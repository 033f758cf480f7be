// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/hyperparameter_search.h"

#include <chrono>
#include <utility>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/tuning/checkpoint_file.h"
#include "core/tuning/tune.h"
#include "core/tuning/tune_plan.h"
#include "core/tuning/tune_preparation.h"

namespace warbler {

namespace {
using Json = nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;
constexpr int kAttempts = 200;  // draws until one is new

// The figure that chooses an epoch chooses a trial as well.
std::string metricOf(const TuningConfig &config) {
    if (config.task == Task::Regression)
        return config.selectBy == "validation_loss" || config.selectBy == "none" ? "rmse" : config.selectBy;
    return config.selectBy == "validation_loss" ? "log_loss" : config.selectBy == "none" ? "macro_f1" : config.selectBy;
}

Json trialJson(const Trial &trial) {
    Json json = {{"trial", trial.number},
                 {"settings", trial.settings},
                 {"best_epoch", trial.bestEpoch ? Json(*trial.bestEpoch) : Json(nullptr)},
                 {"seconds", trial.seconds},
                 {"metrics", trial.metrics}};
    if (!trial.failure.empty())
        json["failure"] = trial.failure;
    return json;
}

Trial trialFromJson(const Json &entry) {
    Trial trial;
    trial.number = entry.at("trial");
    trial.settings = entry.at("settings");
    if (!entry.at("best_epoch").is_null())
        trial.bestEpoch = entry.at("best_epoch").get<int>();
    trial.seconds = entry.at("seconds");
    trial.metrics = entry.at("metrics").get<std::map<std::string, double>>();
    trial.failure = entry.value("failure", "");
    return trial;
}

std::optional<std::size_t> bestOf(const std::vector<Trial> &trials, const std::string &metric) {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < trials.size(); ++i) {
        const auto figure = trials[i].metrics.find(metric);
        if (figure == trials[i].metrics.end())
            continue;
        const double ahead = best ? figure->second - trials[*best].metrics.at(metric) : 0;
        if (!best || (metric == "log_loss" || isLowBest(metric) ? ahead < 0 : ahead > 0))
            best = i;
    }
    return best;
}

bool isKnown(const std::vector<Trial> &trials, const Json &settings) {
    for (const Trial &trial : trials)
        if (trial.settings.dump() == settings.dump())
            return true;
    return false;
}

}  // namespace

Study withoutTest(const Study &study) {
    Study part = study;
    part.rows.clear();
    part.trainOrder.clear();
    std::vector<std::int64_t> places(study.rows.size(), -1);
    for (std::size_t i = 0; i < study.rows.size(); ++i) {
        if (study.rows[i].side == Side::Test)
            continue;
        places[i] = static_cast<std::int64_t>(part.rows.size());
        part.rows.push_back(study.rows[i]);
    }
    for (const std::int64_t index : study.trainOrder)
        part.trainOrder.push_back(places[static_cast<std::size_t>(index)]);
    return part;
}

SearchResult searchResultFromText(const std::string &text) try {
    SearchResult result;
    if (text.empty())
        return result;
    const Json json = Json::parse(text);
    result.metric = json.at("metric");
    result.reason = json.value("reason", "");
    for (const Json &entry : json.at("trials"))
        result.trials.push_back(trialFromJson(entry));
    result.best = bestOf(result.trials, result.metric);
    return result;
} catch (const nlohmann::json::exception &problem) {
    throw Error(ErrorCode::ProjectDamaged, std::string("the finished trials cannot be read: ") + problem.what(),
                "Start the search anew.");
}

namespace {

// Settings that no trial had yet: the next of the grid, or a draw; empty: there are none.
std::optional<Json> newSettings(const SearchSpace &space, const std::vector<Json> &grid, const SearchRequest &search,
                                std::uint64_t seed, const std::vector<Trial> &trials) {
    const std::size_t place = trials.size();
    if (search.kind == SearchKind::Grid)
        return place < grid.size() ? std::optional<Json>(grid[place]) : std::nullopt;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        Json settings = space.draw(seed, static_cast<int>(place) + 1, attempt);
        if (!isKnown(trials, settings))
            return settings;
    }
    return std::nullopt;
}

Trial trialOf(int number, Json settings, const TuneReport &tuned) {
    Trial trial;
    trial.number = number;
    trial.settings = std::move(settings);
    trial.bestEpoch = tuned.result.bestEpoch;
    trial.seconds = tuned.result.seconds;
    if (tuned.result.state == RunState::Failed)
        trial.failure = tuned.result.reason;
    else
        trial.metrics = definedMetrics(*tuned.validation);
    return trial;
}

// Finished trials of earlier calls: those of the journal or those that are known, whichever are more.
std::vector<Trial> finishedTrials(const CheckpointFile &journal, const TuneRequest &request,
                                  const SearchRequest &search) {
    std::vector<Trial> trials;
    if (request.resume == Resume::Auto)
        trials = searchResultFromText(journal.load()).trials;
    if (trials.size() < search.known.size())
        trials = search.known;
    if (std::cmp_greater(trials.size(), search.trials))
        trials.resize(static_cast<std::size_t>(search.trials));
    return trials;
}

}  // namespace

SearchResult searchSettings(Engine &engine, const TuneRequest &request, const Study &study, const SearchSpace &space,
                            const SearchRequest &search, std::stop_token stop, const ReportEvent &report) {
    const Study part = withoutTest(study);
    if (part.count(Side::Validation) == 0)
        throw Error(ErrorCode::Usage,
                    "a search compares settings on validation tweets, and this split (" + study.splitSpec +
                        ") has none",
                    "Use --split 70/15/15, or a column with validation tweets.");
    const Clock::time_point start = Clock::now();
    const std::vector<Json> grid = search.kind == SearchKind::Grid ? space.grid() : std::vector<Json>();
    SearchResult out;
    out.metric = metricOf(request.config);
    const std::string kind = search.kind == SearchKind::Grid ? "grid " : "random ";
    const CheckpointFile journal(request.checkpointFolder,
                                 sha256Hex("search trials " + kind + space.text() + runHash(request, part)));
    journal.tryOut();
    out.trials = finishedTrials(journal, request, search);
    if (!out.trials.empty())
        report(Warned{"Going on after " + std::to_string(out.trials.size()) + " finished trials."});
    out.reason = "all " + std::to_string(search.trials) + " trials are done";
    while (std::cmp_less(out.trials.size(), search.trials)) {
        const int number = static_cast<int>(out.trials.size()) + 1;
        if (search.minutes > 0 && secondsSince(start) >= search.minutes * 60) {
            out.reason = "the " + Json(search.minutes).dump() + " minutes are over";
            break;
        }
        const std::optional<Json> settings = newSettings(space, grid, search, request.config.seed, out.trials);
        if (!settings) {
            out.reason = "every combination was tried";
            break;
        }
        TuneRequest one = request;
        one.onStop = OnStop::Leave;
        for (const auto &[key, value] : settings->items())
            setField(one.config, key, value);
        report(PartStarted{PartStarted::Kind::Trial, number, search.trials,
                           "Trial " + std::to_string(number) + ": " + settings->dump()});
        const TuneReport tuned = trainAndJudge(engine, one, part, stop, report);
        if (tuned.result.state == RunState::Stopped) {
            out.isStopped = true;
            return out;
        }
        out.trials.push_back(trialOf(number, *settings, tuned));
        out.best = bestOf(out.trials, out.metric);
        journal.save(toJson(out).dump());
        saveTrained(one, tuned);
        if (search.onTrial)
            search.onTrial(out);
    }
    out.best = bestOf(out.trials, out.metric);
    return out;
}

std::vector<SettingText> settingTexts(const Trial &trial) {
    std::vector<SettingText> texts;
    for (const auto &[key, value] : trial.settings.items())
        texts.push_back({key, value.is_string() ? value.get<std::string>() : value.dump()});
    return texts;
}

nlohmann::ordered_json toJson(const SearchResult &result) {
    Json json;
    json["metric"] = result.metric;
    json["trials"] = Json::array();
    for (const Trial &trial : result.trials)
        json["trials"].push_back(trialJson(trial));
    json["best"] = result.best ? trialJson(result.trials[*result.best]) : Json(nullptr);
    json["reason"] = result.reason;
    return json;
}

}  // namespace warbler
