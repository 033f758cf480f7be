// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/bertweet_files.h"

#include <filesystem>
#include <utility>
#include <vector>

#include "core/base/file_ops.h"
#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/text/tokenizers/bertweet_bpe.h"
#include "core/text/tokenizers/pipeline_tokenizer.h"
#include "core/text/tokenizers/refusal.h"
#include "core/text/tokenizers/tokenizer_config.h"
#include "core/text/tokenizers/tweet_normalizer.h"
#include "core/text/tokenizers/unicode.h"

namespace warbler {

namespace {

constexpr std::uint64_t kFileLimit = std::uint64_t(64) << 20;
const char *const kClass = "BertweetTokenizer";
const char *const kMask = "<mask>";

std::string inside(const std::string &folder, const char *name) {
    return (std::filesystem::path(folder) / name).string();
}

// Lines as Python's text files have them; what stands after the last line end is the last one, empty or not.
template <class Line>
void forEachLine(const std::string &path, Line line) {
    const std::string text = readFile(path, kFileLimit);
    if (!isValidUtf8(text))
        throw badTokenizer(path, "not UTF-8");
    std::size_t number = 0, begin = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        if (at < text.size() && text[at] != '\n' && text[at] != '\r')
            continue;
        line(std::string_view(text).substr(begin, at - begin), ++number, at == text.size());
        if (at + 1 < text.size() && text[at] == '\r' && text[at + 1] == '\n')
            ++at;
        begin = at + 1;
    }
}

// Python's split(): the parts of line between white space.
std::vector<std::string_view> fieldsOf(std::string_view line) {
    std::vector<std::string_view> fields;
    std::size_t begin = 0, at = 0;
    while (at <= line.size()) {
        const std::size_t end = at;
        const bool isSpace = at == line.size() || unicode::isPythonSpace(nextCodePoint(line, at));
        if (isSpace && end > begin)
            fields.push_back(line.substr(begin, end - begin));
        if (isSpace)
            begin = at;
        if (end == line.size())
            break;
    }
    return fields;
}

bool isCount(std::string_view text) { return parseInteger(text).value_or(-1) >= 0; }

Error badLine(const std::string &path, std::size_t number, std::string_view line, const char *expected) {
    return badTokenizer(path, "line " + std::to_string(number) + ": \"" + excerpt(line) + "\" is not " + expected);
}

// The four special tokens stand before the file's own.
void readVocabulary(TokenizerFile &file) {
    for (const char *name : {"<s>", "<pad>", "</s>", "<unk>"})
        addVocabularyToken(file, name, file.vocabulary.idLimit());
    forEachLine(file.path, [&](std::string_view line, std::size_t number, bool isBehindLastEnd) {
        if (isBehindLastEnd && line.empty())
            return;
        // The token is what stands before the last space, other white space included.
        const std::vector<std::string_view> fields = fieldsOf(line);
        const std::size_t size =
            fields.size() < 2 ? 0 : static_cast<std::size_t>(fields.back().data() - fields.front().data()) - 1;
        if (size == 0 || fields.front().data()[size] != ' ' || !isCount(fields.back()))
            throw badLine(file.path, number, line, "\"token count\"");
        addVocabularyToken(file, {fields.front().data(), size}, file.vocabulary.idLimit());
    });
    if (file.vocabulary.idLimit() == 4)
        throw badTokenizer(file.path, "holds no tokens");
    if (file.vocabulary.find(kMask) == Vocabulary::kNone)
        addVocabularyToken(file, kMask, file.vocabulary.idLimit());
    for (const char *name : {"<s>", "<pad>", "</s>", "<unk>", kMask})
        file.addedTokens.push_back({name, file.vocabulary.find(name), false, false, false, false, true});
}

MergeList readCodes(const std::string &path) {
    MergeList merges;
    forEachLine(path, [&](std::string_view line, std::size_t number, bool isBehindLastEnd) {
        // BertweetTokenizer drops what no line end follows.
        if (isBehindLastEnd)
            return;
        const std::vector<std::string_view> fields = fieldsOf(line);
        if (fields.size() != 3 || !isCount(fields[2]))
            throw badLine(path, number, line, "two symbols and a count");
        if (fields[0].size() + fields[1].size() > 4096)
            throw badTokenizer(path, "line " + std::to_string(number) + ": longer than 4096 bytes");
        if (merges.size() >= BertweetBpe::kMergeLimit)
            throw badTokenizer(path, "more than 500,000 merges");
        merges.add(fields[0], fields[1]);
    });
    if (merges.size() == 0)
        throw badTokenizer(path, "holds no merges");
    return merges;
}

// What a saved tokenizer may say besides the two files, and has to say as they do.
void checkConfig(const std::string &folder, const TokenizerConfig &config, const Vocabulary &vocabulary) {
    const std::string path = inside(folder, "tokenizer_config.json");
    for (const auto &[name, token] : config.specialTokens) {
        const bool isBegin = name == "bos_token" || name == "cls_token",
                   isEnd = name == "eos_token" || name == "sep_token";
        const char *const wanted = isBegin               ? "<s>"
                                   : isEnd               ? "</s>"
                                   : name == "pad_token" ? "<pad>"
                                   : name == "unk_token" ? "<unk>"
                                                         : kMask;
        if (token != wanted)
            throw unsupportedTokenizer(path, name + " \"" + excerpt(token) + "\" instead of \"" + wanted + "\"");
    }
    const std::string added = inside(folder, "added_tokens.json");
    if (!std::filesystem::exists(added))
        return;
    TokenizerFile extra;
    extra.path = added;
    readVocabularyJson(extra, added);
    for (TokenId id = 0; id < extra.vocabulary.idLimit(); ++id)
        if (extra.vocabulary.has(id) && vocabulary.find(extra.vocabulary.token(id)) != id)
            throw unsupportedTokenizer(added, "the added token \"" + excerpt(extra.vocabulary.token(id)) +
                                                  "\" with id " + std::to_string(id));
}

std::string classNamedIn(const std::string &folder) {
    for (const char *name : {"tokenizer_config.json", "config.json"}) {
        const TokenizerConfig config = readTokenizerConfig(inside(folder, name));
        if (config.tokenizerClass)
            return *config.tokenizerClass;
    }
    return {};
}

}  // namespace

bool isBertweetFolder(const std::string &folder) {
    return std::filesystem::is_regular_file(inside(folder, "bpe.codes")) || classNamedIn(folder) == kClass;
}

std::shared_ptr<const Tokenizer> loadBertweet(const std::string &folder) {
    // PhoBERT has the same two files, read otherwise.
    const std::string named = classNamedIn(folder);
    if (!named.empty() && named != kClass)
        throw unsupportedTokenizer(inside(folder, "bpe.codes"), "the tokenizer class " + excerpt(named));
    for (const char *name : {"vocab.txt", "bpe.codes"})
        if (!std::filesystem::is_regular_file(inside(folder, name)))
            throw Error(ErrorCode::MissingFile,
                        inside(folder, name) + " is missing; a BERTweet tokenizer is vocab.txt and bpe.codes",
                        kTokenizerHint);
    auto file = std::make_unique<TokenizerFile>();
    file->path = inside(folder, "vocab.txt");
    readVocabulary(*file);
    const TokenizerConfig config = readTokenizerConfig(inside(folder, "tokenizer_config.json"));
    checkConfig(folder, config, file->vocabulary);
    const bool isNormalised = config.tweetNormalization.value_or(true);
    PipelineTokenizer::Parts parts;
    if (isNormalised)
        parts.normalizer = makeTweetNormalizer();
    parts.preTokenizer = makeBertweetPreTokenizer();
    parts.model = std::make_unique<BertweetBpe>(file->vocabulary, readCodes(inside(folder, "bpe.codes")),
                                                file->vocabulary.find("<unk>"));
    parts.before = {file->vocabulary.find("<s>")};
    parts.after = {file->vocabulary.find("</s>")};
    parts.spelling = PipelineTokenizer::Spelling::Continued;
    parts.kind = isNormalised ? "BERTweet BPE of normalised tweets" : "BERTweet BPE";
    parts.file = std::move(file);
    return std::make_shared<PipelineTokenizer>(std::move(parts));
}

}  // namespace warbler
