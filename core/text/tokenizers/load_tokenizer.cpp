// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <optional>
#include <utility>

#include "core/base/file_ops.h"
#include "core/base/utf8.h"
#include "core/text/tokenizer.h"
#include "core/text/tokenizers/bertweet_files.h"
#include "core/text/tokenizers/pipeline_tokenizer.h"
#include "core/text/tokenizers/refusal.h"
#include "core/text/tokenizers/sentencepiece_tokenizer.h"
#include "core/text/tokenizers/tokenizer_config.h"

namespace warbler {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kFileLimit = std::uint64_t(64) << 20;

// Calls line(text without its end, number from 1) for each line of a text file in UTF-8.
template <class Line>
void forEachLine(const std::string &path, Line line) {
    const std::string text = readFile(path, kFileLimit);
    if (!isValidUtf8(text))
        throw badTokenizer(path, "not UTF-8");
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        std::string_view content = std::string_view(text).substr(begin, end - begin);
        if (content.ends_with('\r'))
            content.remove_suffix(1);
        line(content, ++number);
        begin = end + 1;
    }
}

// The special tokens a family writes into no file of its own: those of names that the vocabulary has.
void addSpecials(TokenizerFile &file, std::initializer_list<const char *> names) {
    for (const char *name : names) {
        const TokenId id = file.vocabulary.find(name);
        if (id != Vocabulary::kNone)
            file.addedTokens.push_back({name, id, false, false, false, false, true});
    }
}

std::shared_ptr<const Tokenizer> loadBertVocabulary(const std::string &path, const TokenizerConfig &config) {
    auto file = std::make_unique<TokenizerFile>();
    file->path = path;
    forEachLine(path,
                [&](std::string_view token, std::size_t number) { addVocabularyToken(*file, token, static_cast<TokenId>(number - 1)); });
    for (const char *needed : {"[UNK]", "[CLS]", "[SEP]"})
        if (file->vocabulary.find(needed) == Vocabulary::kNone)
            throw badTokenizer(path, std::string("the token ") + needed + " is missing");
    addSpecials(*file, {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"});
    PipelineTokenizer::Parts parts;
    BertNormalization options;
    options.lowerCase = config.lowerCase.value_or(true);
    options.stripAccents = config.stripAccents.value_or(options.lowerCase);
    options.spacesAroundIdeographs = config.spacesAroundIdeographs.value_or(true);
    parts.normalizer = makeBertNormalizer(options);
    parts.preTokenizer = makeBertPreTokenizer();
    parts.model = makeWordPiece(*file, "[UNK]");
    parts.before = {file->vocabulary.find("[CLS]")};
    parts.after = {file->vocabulary.find("[SEP]")};
    parts.spelling = PipelineTokenizer::Spelling::WordPiece;
    parts.kind = "WordPiece";
    parts.file = std::move(file);
    return std::make_shared<PipelineTokenizer>(std::move(parts));
}

std::shared_ptr<const Tokenizer> loadGpt2Files(const std::string &vocabulary, const std::string &merges, const TokenizerConfig &config) {
    auto file = std::make_unique<TokenizerFile>();
    file->path = vocabulary;
    readVocabularyJson(*file, vocabulary);
    file->path = merges;
    forEachLine(merges, [&](std::string_view line, std::size_t number) {
        if (!line.empty() && !(number == 1 && line.starts_with("#version")))
            addMergeLine(*file, line, "line " + std::to_string(number));
    });
    if (config.addPrefixSpace.value_or(false))
        throw unsupportedTokenizer(vocabulary, "add_prefix_space without a tokenizer.json");
    PipelineTokenizer::Parts parts;
    parts.preTokenizer = makeGpt2PreTokenizer();
    parts.model = makeByteLevelBpe(*file);
    // RoBERTa ships the same two files; its special tokens stand in the vocabulary.
    addSpecials(*file, {"<|endoftext|>", "<s>", "<pad>", "</s>", "<unk>"});
    if (file->vocabulary.find("<s>") != Vocabulary::kNone && file->vocabulary.find("</s>") != Vocabulary::kNone) {
        parts.before = {file->vocabulary.find("<s>")};
        parts.after = {file->vocabulary.find("</s>")};
        const TokenId mask = file->vocabulary.find("<mask>");
        if (mask != Vocabulary::kNone)
            file->addedTokens.push_back({"<mask>", mask, false, true, false, false, true});
    }
    parts.spelling = PipelineTokenizer::Spelling::ByteLevel;
    parts.kind = "byte-level BPE";
    file->merges = MergeList();
    parts.file = std::move(file);
    return std::make_shared<PipelineTokenizer>(std::move(parts));
}

}  // namespace

std::shared_ptr<const Tokenizer> loadTokenizer(const std::string &path) {
    const fs::path place(path);
    if (fs::is_regular_file(place)) {
        if (place.extension() == ".json")
            return makePipelineTokenizer(readTokenizerJson(path));
        if (place.extension() == ".model")
            return loadSentencePiece(path, readTokenizerConfig((place.parent_path() / "tokenizer_config.json").string()));
        throw Error(ErrorCode::MissingFile, path + ": neither a .json nor a .model file",
                    "Give the model's folder, or its tokenizer.json.");
    }
    if (!fs::is_directory(place))
        throw Error(ErrorCode::MissingFile, path + ": no such file or folder", "Give the model's folder, or its tokenizer.json.");
    const auto has = [&](const char *name) { return fs::is_regular_file(place / name); };
    const auto inside = [&](const char *name) { return (place / name).string(); };
    if (isBertweetFolder(path))
        return loadBertweet(path);
    if (has("tokenizer.json"))
        return makePipelineTokenizer(readTokenizerJson(inside("tokenizer.json")));
    const TokenizerConfig config = readTokenizerConfig(inside("tokenizer_config.json"));
    if (has("tokenizer.model"))
        return loadSentencePiece(inside("tokenizer.model"), config);
    if (has("vocab.json") && has("merges.txt"))
        return loadGpt2Files(inside("vocab.json"), inside("merges.txt"), config);
    if (has("vocab.txt"))
        return loadBertVocabulary(inside("vocab.txt"), config);
    throw Error(ErrorCode::MissingFile, path + ": holds none of tokenizer.json, tokenizer.model, vocab.json with merges.txt, vocab.txt",
                kTokenizerHint);
}

}  // namespace warbler
