// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/learn/engine.h"
#include "core/learn/setting_text.h"
#include "core/study/study.h"
#include "core/tuning/search_space.h"
#include "core/tuning/tune_request.h"

namespace warbler {

enum class SearchKind { Random, Grid };

struct Trial {
    int number = 0;                   // from 1
    nlohmann::ordered_json settings;  // key -> value, what differs from the request
    std::optional<int> bestEpoch;
    double seconds = 0;
    std::map<std::string, double> metrics;  // on the validation tweets
    std::string failure;                    // why it has no figures: a loss that is no number
};

struct SearchResult {
    bool isStopped = false;  // the same call goes on
    std::string metric;      // which chooses: "macro_f1" ... or "rmse" ...; errors and losses are best low
    std::vector<Trial> trials;
    std::optional<std::size_t> best;  // index into trials; of equal ones the earlier
    std::string reason;               // why there are no more trials
};

struct SearchRequest {
    SearchKind kind = SearchKind::Random;
    int trials = 20;                                    // at most
    double minutes = 0;                                 // no trial begins after so many of this call; 0: no limit
    std::vector<Trial> known;                           // finished trials of the same search, never repeated
    std::function<void(const SearchResult &)> onTrial;  // after each one
};

// Tries settings and compares them on the validation tweets. Test tweets are taken out before anything is read from
// them. A finished trial is kept in the checkpoint folder and never repeated, also not by a later call with more
// trials; an unfinished one goes on. Throws Error(Usage) where the study has no validation tweets. On the device
// thread.
SearchResult searchSettings(Engine &engine, const TuneRequest &request, const Study &study, const SearchSpace &space,
                            const SearchRequest &search, std::stop_token stop, const ReportEvent &report);
// What differs from the request, as the texts that a table shows.
std::vector<SettingText> settingTexts(const Trial &trial);
// trials[], best{}, metric, reason.
nlohmann::ordered_json toJson(const SearchResult &result);
// Back from it. Throws Error(ProjectDamaged).
SearchResult searchResultFromText(const std::string &text);
// What a search sees of a study: no test tweets.
Study withoutTest(const Study &study);

}  // namespace warbler
