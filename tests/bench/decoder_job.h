// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include <nlohmann/json.hpp>

namespace warbler {

// A folder with the config.json of `config`, gone with the object. Throws Error(Internal).
class TemporaryModel {
public:
    explicit TemporaryModel(const std::string &config);
    ~TemporaryModel();
    TemporaryModel(const TemporaryModel &) = delete;
    TemporaryModel &operator=(const TemporaryModel &) = delete;
    const std::string &path() const { return m_path; }

private:
    std::string m_path;
};

// What both sides of a comparison work on: texts of the committed lengths. All begin with the same two ids, as "content
// :" makes the texts of the notebook's template do; the other words are random. The label's two ids follow when
// learning, its first when classifying. `source`: the checkout.
nlohmann::json decoderJob(const std::string &source, std::int64_t vocabulary, std::int64_t virtualTokens);

}  // namespace warbler
