// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/codebook/label_event.h"
#include "core/corpus/project.h"

namespace warbler {

struct UndoNote {
    std::string sentence;    // Undo label "Yes" on 0412
    TweetKey tweet;          // 0 for a bulk step or an import
    std::int64_t batch = 0;  // import that is taken back or redone: tweets, labels and categories change
};

struct GoldLabel {
    TweetKey tweet;
    TweetId id;
    std::string text, group;
    CodeId code;
};

// A decision that is in force: neither undone nor replaced.
struct StandingDecision {
    std::string coder;
    LabelAction action = LabelAction::Label;  // Label, Skip or NotCodable
    CodeId code;
    LabelSource source = LabelSource::Manual;
    long long atMs = 0;
};

// A label given before this many ms had passed since its tweet was painted is fast: nobody reads a tweet in that time.
inline constexpr int kFastMs = 250;

struct LabelCounts {
    std::int64_t tweets = 0, labelled = 0, skipped = 0, notCodable = 0, disputed = 0, unsure = 0, flagged = 0;
    std::int64_t unlabelledCount() const { return tweets - labelled - skipped - notCodable - disputed; }
    std::int64_t fast = 0;                         // labels of coders that stand and are fast
    std::map<std::int64_t, std::int64_t> perCode;  // CodeId::row -> gold labels
    std::vector<std::pair<std::string, std::int64_t>>
        perDay;  // "2026-05-01" -> what coders decided that day and still stands
    std::vector<std::string> coders;
    std::string lastAt;  // ISO 8601 of the last label, empty if none
};

// The append-only log of labels; what it says is committed when append() returns.
class LabelRepository {
public:
    explicit LabelRepository(Project &project) : m_project(project) {}
    // Stores one act (uuid, time and hash are filled in) and returns when it is on disk. One undo step.
    LabelEvent append(LabelEvent event);
    // Several acts as one transaction and one undo step.
    void appendAll(std::span<const LabelEvent> events, const std::string &stepName);
    // Takes back the newest step that is not undone, of this coder's or an import, which anybody takes back: inverse
    // events, and for an import all it brought, in transactions of a few milliseconds each that take seconds for
    // 100,000 labels (not on the window's thread). Empty: nothing to undo. Throws Error(Usage) for an import on which
    // later work rests.
    std::optional<UndoNote> undo(const std::string &coder);
    std::optional<UndoNote> redo(const std::string &coder);
    std::optional<UndoNote> nextUndo(const std::string &coder) const;
    std::optional<UndoNote> nextRedo(const std::string &coder) const;

    // Where each coder stands on a tweet, as coderStates(history(tweet)).
    std::vector<StandingDecision> standing(TweetKey tweet) const;
    std::optional<LabelEvent> current(TweetKey tweet, const std::string &coder) const;  // that coder's own state
    std::vector<LabelEvent> history(TweetKey tweet) const;
    std::vector<GoldLabel> gold() const;  // every tweet with a gold label of an active category, import order
    LabelCounts counts() const;

private:
    Project &m_project;
};

}  // namespace warbler
