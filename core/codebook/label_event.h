// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"

namespace warbler {

// Label, Clear, Skip and NotCodable are decisions and replace the coder's last one. Unsure and Flag are marks beside
// it; a second one takes the mark off. Undo takes back the event it names; an Undo of an Undo is a redo.
enum class LabelAction { Label, Clear, Skip, NotCodable, Unsure, Flag, Undo };
enum class LabelSource { Manual, Imported, Bulk };

// Coder of labels that came with a file and no coder's name: a source, not a person.
inline constexpr std::string_view kImportedCoder = "imported";

// One act of one coder on one tweet. Append-only: never changed, never removed.
struct LabelEvent {
    std::string uuid;  // 32 lower-case hex digits, unique
    TweetKey tweet;
    std::string coder;
    CodeId code;  // Label only; 0 otherwise
    LabelAction action = LabelAction::Label;
    LabelSource source = LabelSource::Manual;
    long long atMs = 0;  // Unix time, UTC
    int msShown = 0;     // how long the tweet was on the screen; 0: not measured
    std::string undone;  // Undo only: uuid of the event taken back
    int round = 1;       // 2: re-test
    int revision = 0;    // of the codebook; 0: not recorded
    std::string order;   // in which the tweets came: "random 42", "list"; may be empty
    std::string hash;    // chainedHash(hash of the event before, this)
    bool operator==(const LabelEvent &) const = default;
};

// Where one coder stands on one tweet.
struct CoderState {
    std::string coder;
    LabelAction decision = LabelAction::Clear;  // Label, Clear (nothing), Skip or NotCodable
    CodeId code;                                // with Label
    LabelSource source = LabelSource::Manual;   // of the deciding event
    std::size_t position = 0;                   // of the deciding event in the list folded; later = larger
    std::string uuid;                           // of the deciding event; empty with Clear from nothing
    bool isUnsure = false, isFlagged = false;
};

// Folds the events of one tweet, in log order, into one state per coder (order: first act). An Undo takes back the
// event it names, wherever that stands; marks fall with Clear.
std::vector<CoderState> coderStates(std::span<const LabelEvent> events);

// Gold label of a tweet: the unanimous label of two or more coders, else the only coder's, else none. The "imported"
// source counts as a coder until a person decides after it. Skip and Clear are no decisions; NotCodable is.
struct GoldDecision {
    enum class State { Unlabelled, Labelled, Skipped, NotCodable, Disputed };
    State state = State::Unlabelled;
    CodeId code;        // with Labelled
    std::string coder;  // who set it; the last of several who agree
};
GoldDecision gold(std::span<const CoderState> states);

// SHA-256 hex over the previous hash (empty for the first event) and every field of the event but its hash. Each text
// is led by its length, so that no two different events share their bytes.
std::string chainedHash(std::string_view previous, const LabelEvent &event);

std::string_view actionName(LabelAction action);  // "label" "clear" "skip" "not_codable" "unsure" "flag" "undo"
std::optional<LabelAction> actionNamed(std::string_view name);
std::string_view sourceName(LabelSource source);  // "manual" "imported" "bulk"
std::optional<LabelSource> sourceNamed(std::string_view name);

}  // namespace warbler
