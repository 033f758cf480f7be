// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/classify/trained_model.h"
#include "core/learn/engine.h"

namespace warbler {

struct Judgement {
    int category = -1;                    // after the threshold
    std::vector<float> logProbabilities;  // [categories], renormalised
    std::optional<float> number;          // of a model of numbers; then nothing else
    std::optional<float> labelMass;
    std::vector<float> logits;                 // heads only
    std::vector<float> firstLogProbabilities;  // decoders only: of the labels' first tokens, over the vocabulary
    bool wasCut = false;
};

inline constexpr std::int64_t kClassifyChunk =
    256;  // rows per chunk and per commit; fixed, so that resumed equals uninterrupted

// A trained model made ready once: engine loaded, tokenizer read. engine is used for tuned models only and may be null
// for a word model; it and the model must outlive this. On the device thread.
class OpenClassifier {
public:
    OpenClassifier(const TrainedModel &model, Engine *engine, TextUse use = TextUse::Evaluation);
    ~OpenClassifier();
    // One chunk of at most kClassifyChunk texts; the answers depend on the chunk's texts only. Throws Cancelled after a
    // stop.
    std::vector<Judgement> judge(std::span<const std::string> texts, std::stop_token stop) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// texts in input order, delivered in chunks of kClassifyChunk in input order. Throws Cancelled
// after a stop; delivered chunks stay good. On the device thread.
using JudgementSink = std::function<void(std::int64_t first, const std::vector<Judgement> &judgements)>;
void classifyTexts(const TrainedModel &model, Engine *engine, std::span<const std::string> texts, std::stop_token stop,
                   const JudgementSink &sink);

}  // namespace warbler
