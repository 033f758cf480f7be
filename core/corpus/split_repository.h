// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/codebook/split.h"
#include "core/corpus/label_repository.h"
#include "core/corpus/project.h"

namespace warbler {

struct SidedTweet {
    GoldLabel label;
    Side side = Side::Train;
};

// The project's lasting split: a labelled tweet keeps its side for the life of the project; new labels join by
// SHA-256(seed, duplicate group), so that two runs are compared on the same test rows.
class SplitRepository {
public:
    explicit SplitRepository(Project &project) : m_project(project) {}
    // Sides of all gold labels; draws and stores the ones that are missing. First draw: stratified 70/15/15.
    std::vector<SidedTweet> sides();
    // Without drawing: what stands.
    std::vector<SidedTweet> storedSides() const;

private:
    Project &m_project;
};

}  // namespace warbler
