// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How fast a CSV is split, read (split, decoded, hashed) and previewed. Usage: csv_bench FILE [REPEATS]; JSON on
// stdout. The corpus comes from tests/data/tweets/make_corpus.py.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include <sys/resource.h>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/number_text.h"
#include "core/tables/csv/csv_preview.h"
#include "core/tables/csv/dialect_guess.h"
#include "core/tables/csv/record_splitter.h"

using namespace warbler;

namespace {
template <typename Work>
std::vector<double> timed(int repeats, Work work) {
    std::vector<double> seconds;
    for (int i = 0; i < repeats; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work();
        seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return seconds;
}

nlohmann::json figures(const std::vector<double> &seconds, std::uint64_t bytes, std::int64_t rows) {
    const double best = *std::min_element(seconds.begin(), seconds.end());
    return {{"seconds", seconds},
            {"megabytes_per_second", static_cast<double>(bytes) / best / 1e6},
            {"rows_per_second", static_cast<double>(rows) / best}};
}

long peakKilobytes() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}
}  // namespace

int main(int argc, char **argv) try {
    if (argc < 2) {
        std::fprintf(stderr, "usage: csv_bench FILE [REPEATS]\n");
        return 2;
    }
    const std::string path = argv[1];
    const int repeats = argc > 2 ? static_cast<int>(parseInteger(argv[2]).value_or(3)) : 3;
    const CsvDialect dialect = guessDialect(path).dialect;
    const std::uint64_t bytes = fileSize(path);
    nlohmann::json out = {{"file_bytes", bytes}};

    const long before = peakKilobytes();
    std::int64_t rows = 0, rejects = 0;
    const auto read = timed(repeats, [&] {
        CsvReader reader(path, dialect);
        CsvRow row;
        RejectedRow rejected;
        rows = rejects = 0;
        for (auto outcome = reader.next(row, rejected); outcome != CsvReader::Outcome::End;
             outcome = reader.next(row, rejected))
            ++(outcome == CsvReader::Outcome::Row ? rows : rejects);
    });
    out["rows"] = rows;
    out["rejected"] = rejects;
    out["read"] = figures(read, bytes, rows);
    out["read"]["memory_growth_kilobytes"] = peakKilobytes() - before;
    out["preview"] = figures(timed(repeats, [&] { previewCsv(path, {}, {}, rows + rejects + 1); }), bytes, rows);

    const std::string text = readFile(path);
    const RecordSplitter splitter(dialect);
    out["split"] = figures(timed(repeats,
                                 [&] {
                                     RecordSpan span;
                                     for (std::size_t at = 0; splitter.split(text, at, Tail::EndsHere, span) ==
                                                              RecordSplitter::Result::Record;
                                          at = span.next) {
                                     }
                                 }),
                           bytes, rows);
    std::printf("%s\n", out.dump(2).c_str());
    return 0;
} catch (const Error &error) {
    std::fprintf(stderr, "%s %s\n", error.what(), error.hint().c_str());
    return exitCode(error.code());
}
