// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Any bytes as a sentencepiece model: they are refused as such, or what is read gives ids inside its vocabulary.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/text/tokenizers/sentencepiece_tokenizer.h"
#include "tests/fuzz/memory_file.h"

using namespace warbler;

namespace {
void require(bool holds, const char *what) {
    if (holds)
        return;
    std::fprintf(stderr, "broken: %s\n", what);
    std::abort();
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    static const std::string texts[] = {"ab  cd </s> the", "😂 ＡＢ① e\u0301\xFF\n", "", std::string(300, 'a')};
    const test::MemoryFile file(data, size);
    TokenizerConfig config;
    config.legacy = size % 2 == 0;
    try {
        const auto tokenizer = loadSentencePiece(file.path(), config);
        for (const std::string &text : texts) {
            const auto ids = tokenizer->encode(text, SpecialTokens::Add, SpecialText::Match);
            for (const TokenId id : ids)
                require(id >= 0 && id < tokenizer->vocabularySize(), "an id outside the vocabulary");
            require(isValidUtf8(tokenizer->decode(ids, SpecialTokens::Add)), "decoded text that is not UTF-8");
        }
    } catch (const Error &error) {
        require(error.code() == ErrorCode::BadTokenizer, "another error");
        require(!error.detail().empty() && isValidUtf8(error.detail()), "a refusal without words");
    }
    return 0;
}
