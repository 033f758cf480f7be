// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/codebook/split.h"
#include "core/corpus/project.h"
#include "core/jobs/job_event.h"
#include "core/learn/tuning_result.h"

namespace warbler {

// Loaded: an adapter from a folder. Folds: settings scored by k-fold, Search: settings compared; both keep no adapter.
enum class RunKind { Tuned, WordModel, Loaded, Folds, Search };
enum class Checkpoint { Best, Last };

// One training run; nothing of it is ever overwritten by another.
struct Run {
    RunId id;
    std::string name;  // "Run 3"
    RunKind kind = RunKind::Tuned;
    RunState state = RunState::Running;
    std::string reason;              // a sentence: why it ended
    std::string startedAt, endedAt;  // ISO 8601 UTC
    std::string configJson;          // toText(TuningConfig)
    std::string recordJson;          // toText(RunRecord); of a loaded model its warbler.json
    std::string configHash;          // as TuningData::configHash
};

struct RunItem {  // a labelled tweet of a run
    TweetKey tweet;
    Side side = Side::Train;
    CodeId code;  // gold at that time
};

struct StoredAdapter {
    std::string configJson;   // adapter_config.json
    std::string safetensors;  // file bytes
    std::string warblerJson;
    std::string sha256;  // of safetensors
};

class RunRepository {
public:
    explicit RunRepository(Project &project) : m_project(project) {}
    RunId create(const Run &run, const std::vector<RunItem> &items);
    void update(const Run &run);  // all but kind and items
    Run get(RunId id) const;
    std::vector<Run> all() const;  // newest first
    std::optional<Run> find(const std::string &configHash, RunState state) const;
    std::vector<RunItem> items(RunId id) const;

    // Points of the curves: stored at most once a second by the caller, in order.
    void appendPoints(RunId id, const std::vector<JobEvent> &events);  // StepDone and EpochDone only
    std::vector<JobEvent> points(RunId id) const;

    void storeAdapter(RunId id, Checkpoint which, const StoredAdapter &adapter);
    std::optional<StoredAdapter> adapter(RunId id, Checkpoint which) const;
    void storeBlob(RunId id, const std::string &name, const std::string &bytes);  // "word-model", "resume"; replaces
    std::string blob(RunId id, const std::string &name) const;                    // empty: none
    // On open: runs left Running by a crash become Interrupted.
    int markInterrupted();

private:
    Project &m_project;
};

}  // namespace warbler
