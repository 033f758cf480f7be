// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How fast tokenizers load and encode on one thread. Usage: token_bench TEXTS.json SECONDS TOKENIZER...; TEXTS is a
// list of strings, a TOKENIZER what loadTokenizer() takes. One JSON object a line on stdout, as record_tokens.py reads
// it.
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/number_text.h"
#include "core/text/tokenizer.h"
#include "core/text/tokenizers/load_tokenizer.h"

using namespace warbler;

namespace {
// Of processor time: what else the machine does is not counted.
double seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }
}  // namespace

int main(int argc, char **argv) try {
    const std::optional<long long> budget = argc > 3 ? parseInteger(argv[2]) : std::nullopt;
    if (!budget) {
        std::fprintf(stderr, "usage: token_bench TEXTS.json SECONDS TOKENIZER...\n");
        return 2;
    }
    const auto texts = nlohmann::json::parse(readFile(argv[1])).get<std::vector<std::string>>();
    for (int i = 3; i < argc; ++i) {
        double start = seconds();
        const std::shared_ptr<const Tokenizer> tokenizer = loadTokenizer(argv[i]);
        const double loading = (seconds() - start);
        std::size_t encoded = 0, tokens = 0;
        start = seconds();
        while ((seconds() - start) < static_cast<double>(*budget)) {
            for (const std::string &text : texts)
                tokens += tokenizer->encode(text).size();
            encoded += texts.size();
        }
        const nlohmann::json line = {{"tokenizer", argv[i]},
                                     {"kind", tokenizer->kind()},
                                     {"load_seconds", loading},
                                     {"tokens_per_text", static_cast<double>(tokens) / static_cast<double>(encoded)},
                                     {"texts_per_second", static_cast<double>(encoded) / (seconds() - start)}};
        std::printf("%s\n", line.dump().c_str());
        std::fflush(stdout);
    }
    return 0;
} catch (const Error &error) {
    std::fprintf(stderr, "%s %s\n", error.what(), error.hint().c_str());
    return exitCode(error.code());
}
