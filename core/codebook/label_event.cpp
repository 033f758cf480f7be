// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codebook/label_event.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "core/base/sha256.h"

namespace warbler {

namespace {

constexpr std::array<std::string_view, 7> kActions = {"label",  "clear", "skip", "not_codable",
                                                      "unsure", "flag",  "undo"};
constexpr std::array<std::string_view, 3> kSources = {"manual", "imported", "bulk"};

template <typename Enum, std::size_t N>
std::optional<Enum> enumOf(const std::array<std::string_view, N> &names, std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? std::nullopt : std::optional<Enum>(static_cast<Enum>(found - names.begin()));
}

// Which events still count. From the end: an Undo that counts itself takes its target out, so an Undo of an Undo puts
// it back.
std::vector<char> standing(std::span<const LabelEvent> events) {
    std::unordered_map<std::string_view, std::size_t> placeOf;
    for (std::size_t i = 0; i < events.size(); ++i)
        placeOf.emplace(events[i].uuid, i);
    std::vector<char> counts(events.size(), 1);
    for (std::size_t i = events.size(); i-- > 0;) {
        if (events[i].action != LabelAction::Undo || counts[i] == 0)
            continue;
        const auto target = placeOf.find(events[i].undone);
        if (target != placeOf.end() && target->second < i)
            counts[target->second] = 0;
    }
    return counts;
}

void apply(CoderState &state, const LabelEvent &event, std::size_t position) {
    switch (event.action) {
    case LabelAction::Unsure:
        state.isUnsure = !state.isUnsure;
        return;
    case LabelAction::Flag:
        state.isFlagged = !state.isFlagged;
        return;
    case LabelAction::Undo:
        return;
    case LabelAction::Clear:
        state.isUnsure = state.isFlagged = false;
        break;
    case LabelAction::Label:
    case LabelAction::Skip:
    case LabelAction::NotCodable:
        break;
    }
    state.decision = event.action;
    state.code = event.action == LabelAction::Label ? event.code : CodeId{};
    state.source = event.source;
    state.position = position;
    state.uuid = event.uuid;
}

}  // namespace

std::vector<CoderState> coderStates(std::span<const LabelEvent> events) {
    const std::vector<char> counts = standing(events);
    std::vector<CoderState> states;
    for (std::size_t i = 0; i < events.size(); ++i) {
        auto state =
            std::find_if(states.begin(), states.end(), [&](const CoderState &s) { return s.coder == events[i].coder; });
        if (state == states.end()) {
            state = states.insert(states.end(), CoderState());
            state->coder = events[i].coder;
        }
        if (counts[i] != 0)
            apply(*state, events[i], i);
    }
    return states;
}

GoldDecision gold(std::span<const CoderState> states) {
    const auto decides = [](const CoderState &s) {
        return s.decision == LabelAction::Label || s.decision == LabelAction::NotCodable;
    };
    const auto isPerson = [](const CoderState &s) { return s.coder != kImportedCoder; };
    std::vector<const CoderState *> deciding;
    bool isSkipped = false;
    for (const CoderState &state : states) {
        isSkipped = isSkipped || state.decision == LabelAction::Skip;
        if (!decides(state))
            continue;
        const bool isCorrected =
            !isPerson(state) && std::any_of(states.begin(), states.end(), [&](const CoderState &other) {
                return isPerson(other) && decides(other) && other.position > state.position;
            });
        if (!isCorrected)
            deciding.push_back(&state);
    }
    GoldDecision result;
    if (deciding.empty()) {
        result.state = isSkipped ? GoldDecision::State::Skipped : GoldDecision::State::Unlabelled;
        return result;
    }
    const CoderState *last = deciding.front();
    for (const CoderState *state : deciding) {
        if (state->decision != last->decision || state->code != last->code) {
            result.state = GoldDecision::State::Disputed;
            return result;
        }
        if (state->position > last->position)
            last = state;
    }
    result.state =
        last->decision == LabelAction::Label ? GoldDecision::State::Labelled : GoldDecision::State::NotCodable;
    result.code = last->code;
    result.coder = last->coder;
    return result;
}

std::string chainedHash(std::string_view previous, const LabelEvent &event) {
    Sha256 hash;
    const auto text = [&](std::string_view field) {
        hash.updateU64(field.size());
        hash.update(field);
    };
    const auto number = [&](long long field) { hash.updateU64(static_cast<std::uint64_t>(field)); };
    text(previous);
    text(event.uuid);
    number(event.tweet.row);
    text(event.coder);
    number(event.code.row);
    text(actionName(event.action));
    text(sourceName(event.source));
    number(event.atMs);
    number(event.msShown);
    text(event.undone);
    number(event.round);
    number(event.revision);
    text(event.order);
    return hex(hash.finish());
}

std::string_view actionName(LabelAction action) { return kActions.at(static_cast<std::size_t>(action)); }

std::optional<LabelAction> actionNamed(std::string_view name) { return enumOf<LabelAction>(kActions, name); }

std::string_view sourceName(LabelSource source) { return kSources.at(static_cast<std::size_t>(source)); }

std::optional<LabelSource> sourceNamed(std::string_view name) { return enumOf<LabelSource>(kSources, name); }

}  // namespace warbler
