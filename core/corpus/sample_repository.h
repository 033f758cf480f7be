// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/corpus/project.h"

namespace warbler {

// A simple random sample of the corpus, drawn once and kept.
struct Sample {
    std::int64_t id = 0;
    std::string name;
    std::uint64_t seed = 0;
    std::int64_t frame = 0;  // N: duplicate groups it was drawn from
    std::int64_t size = 0;   // n
};

class SampleRepository {
public:
    explicit SampleRepository(Project &project) : m_project(project) {}
    // Units are duplicate groups, each represented by its first tweet in the random order of the project's seed; the
    // sample is the first `size` of them. Same file and seed give the same sample on every computer. Throws
    // Error(BadData) where the name is taken or there are fewer units.
    Sample draw(const std::string &name, std::int64_t size);
    std::vector<Sample> all() const;                          // oldest first
    std::vector<TweetKey> tweets(std::int64_t sample) const;  // in the order drawn

private:
    Project &m_project;
};

}  // namespace warbler
