// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/decoder_job.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

#include "core/base/error.h"
#include "core/base/random.h"

namespace warbler {

using nlohmann::json;

TemporaryModel::TemporaryModel(const std::string &config) {
    std::string pattern = (std::filesystem::temp_directory_path() / "warbler_decoder_bench_XXXXXX").string();
    if (!mkdtemp(pattern.data()))
        throw Error(ErrorCode::Internal, "no temporary folder can be made", "Free some disk space or set TMPDIR.");
    m_path = pattern;
    std::filesystem::copy_file(config + "/config.json", m_path + "/config.json");
}

TemporaryModel::~TemporaryModel() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

json decoderJob(const std::string &source, std::int64_t vocabulary, std::int64_t virtualTokens) {
    std::ifstream file(source + "/tests/bench/decoder_lengths.json");
    const json lengths = json::parse(file);
    Mt19937 generator(7);
    const std::uint32_t low = 10, span = std::uint32_t(vocabulary) - low;
    const std::vector<std::int64_t> lead = {low + 5, low + 6};
    const auto texts = [&](const json &rows, std::int64_t less) {
        json all = json::array();
        for (const json &row : rows) {
            std::vector<std::int64_t> ids = lead;
            for (std::int64_t i = less + std::int64_t(lead.size()); i < row.get<std::int64_t>(); ++i)
                ids.push_back(low + generator.below(span));
            all.push_back(ids);
        }
        return all;
    };
    json job;
    job["learning"] = texts(lengths.at("learning"), 1);  // the label's first id is an input row too
    job["classifying"] = texts(lengths.at("classifying"), 0);
    for (std::size_t i = 0; i < job["learning"].size(); ++i)
        job["categories"].push_back(generator.below(2));
    job["lead"] = lead;
    job["labels"] = {{low + 1, low + 2}, {low + 3, low + 4}};
    const char *threads = std::getenv("OMP_NUM_THREADS");
    job["threads"] = threads ? std::atoi(threads) : 2;
    job["device"] = "cpu";
    job["dtype"] = "float32";
    job["virtual"] = virtualTokens;
    return job;
}

}  // namespace warbler
