// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/sha256.h"
#include "core/shards/judgement_journal.h"
#include "core/shards/predict_shard.h"

namespace warbler {

// One shard being classified: its journal while it goes on, then its CSV, then its manifest.
class ShardPart {
public:
    // Errors as classifyCsvShard. Makes the folder.
    ShardPart(const std::string &folder, ShardManifest manifest, const TrainedModel &model, Engine *engine);
    // Of an earlier call, proved by its bytes.
    bool isFinished() const { return m_isFinished; }
    const ShardManifest &manifest() const { return m_manifest; }
    std::string path() const { return m_path + ".csv"; }
    // The answers for the next chunk: from the journal, else judged and put there.
    std::vector<Judgement> judge(const std::vector<std::string> &texts, std::stop_token stop);
    std::int64_t textsBefore() const { return m_textsBefore; }  // answered from the journal
    void write(const std::vector<std::string> &cells);
    // figures: what the manifest says of the result. Puts CSV and manifest in their places.
    void finish(const PredictSummary &figures);

private:
    std::string m_path;  // without extension
    ShardManifest m_manifest;
    const TrainedModel &m_model;
    Engine *m_engine;
    bool m_isFinished = false;
    std::optional<JudgementJournal> m_journal;
    std::optional<OpenClassifier> m_classifier;  // made when the first chunk needs it
    std::optional<CsvWriter> m_writer;
    Sha256 m_ids;
    std::size_t m_nextChunk = 0;
    std::int64_t m_textsBefore = 0;
};

}  // namespace warbler
