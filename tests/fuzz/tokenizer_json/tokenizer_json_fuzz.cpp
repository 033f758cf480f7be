// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Any bytes as a tokenizer.json: they are refused as such, or what is read gives ids inside its vocabulary, the same
// ones twice.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/text/tokenizers/pipeline_from_file.h"

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
    static const std::string texts[] = {"Gates says: 5G  ab </s> it's <mask> naïve\n", "😂 生活 ﷽ e\u0301\xFF", "",
                                        std::string(300, 'a')};
    try {
        const auto tokenizer = makePipelineTokenizer(
            parseTokenizerJson(std::string(reinterpret_cast<const char *>(data), size), "tokenizer.json"));
        for (const std::string &text : texts)
            for (const SpecialText mode : {SpecialText::Plain, SpecialText::Match}) {
                try {
                    const auto ids = tokenizer->encode(text, SpecialTokens::Add, mode);
                    for (const TokenId id : ids)
                        require(id >= 0 && id < tokenizer->vocabularySize(), "an id outside the vocabulary");
                    require(ids == tokenizer->encode(text, SpecialTokens::Add, mode), "other ids the second time");
                    require(isValidUtf8(tokenizer->decode(ids, SpecialTokens::Add)), "decoded text that is not UTF-8");
                } catch (const Error &error) {  // a pattern that takes too much work
                    require(error.code() == ErrorCode::BadTokenizer, "another error while encoding");
                }
            }
    } catch (const Error &error) {
        require(error.code() == ErrorCode::BadTokenizer || error.code() == ErrorCode::UnsupportedOption,
                "another error while reading");
        require(!error.detail().empty() && !error.hint().empty() && isValidUtf8(error.detail()),
                "a refusal without words");
    }
    return 0;
}
