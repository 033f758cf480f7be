// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/load_tokenizer.h"

#include <filesystem>
#include <optional>
#include <utility>

#include "core/base/file_error.h"
#include "core/base/file_ops.h"
#include "core/base/regular_file.h"
#include "core/base/utf8.h"
#include "core/text/tokenizers/bertweet_files.h"
#include "core/text/tokenizers/pipeline_from_file.h"
#include "core/text/tokenizers/reference_class.h"
#include "core/text/tokenizers/refusal.h"
#include "core/text/tokenizers/sentencepiece_conversion.h"
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

// No class of its own is named, so that the files themselves say what they are.
bool isUnnamed(ReferenceClass kind, const TokenizerConfig &config) {
    const std::string name = config.tokenizerClass.value_or("");
    return kind == ReferenceClass::Generic && (name.empty() || name == "PreTrainedTokenizerFast" ||
                                               name == "PreTrainedTokenizer" || name == "TokenizersBackend");
}

std::shared_ptr<const Tokenizer> loadBertVocabulary(const std::string &path, ReferenceClass kind,
                                                    const TokenizerConfig &config) {
    if (isUnnamed(kind, config))
        kind = ReferenceClass::Bert;
    if (kind != ReferenceClass::Bert && kind != ReferenceClass::MpNet)
        throw unsupportedTokenizer(path, "a vocab.txt without tokenizer.json for the tokenizer class " +
                                             excerpt(config.tokenizerClass.value_or("")));
    TokenizerFile file;
    file.path = path;
    forEachLine(path, [&](std::string_view token, std::size_t number) {
        addVocabularyToken(file, token, static_cast<TokenId>(number - 1));
    });
    const SpecialTokenSet specials = specialTokensOf(kind, config);
    for (const char *needed : {"unk_token", "cls_token", "sep_token"})
        if (!specials.content(needed) || file.vocabulary.find(*specials.content(needed)) == Vocabulary::kNone)
            throw badTokenizer(path, "the token " + excerpt(specials.content(needed).value_or(needed)) + " is missing");
    file.model = {{"type", "WordPiece"}, {"unk_token", *specials.content("unk_token")}};
    file.normalizer = {{"type", "BertNormalizer"}, {"clean_text", true}};
    file.preTokenizer = {{"type", "BertPreTokenizer"}};
    file = withSideFiles(std::move(file), kind, config);
    file.postProcessor = templateAround(file, specials.content("cls_token"), specials.content("sep_token"));
    return makePipelineTokenizer(std::move(file));
}

std::shared_ptr<const Tokenizer> loadGpt2Files(const std::string &vocabulary, const std::string &merges,
                                               ReferenceClass kind, const TokenizerConfig &config) {
    TokenizerFile file;
    file.path = vocabulary;
    readVocabularyJson(file, vocabulary);
    file.path = merges;
    forEachLine(merges, [&](std::string_view line, std::size_t number) {
        if (!line.empty() && !(number == 1 && line.starts_with("#version")))
            addMergeLine(file, line, "line " + std::to_string(number));
    });
    file.hasMerges = true;
    // RoBERTa ships the same two files; its special tokens stand in the vocabulary.
    if (isUnnamed(kind, config))
        kind = file.vocabulary.find("<s>") != Vocabulary::kNone && file.vocabulary.find("</s>") != Vocabulary::kNone
                   ? ReferenceClass::Roberta
                   : ReferenceClass::Gpt2;
    const bool isRoberta = kind == ReferenceClass::Roberta || kind == ReferenceClass::Bart;
    if (!isRoberta && kind != ReferenceClass::Gpt2 && kind != ReferenceClass::Deberta)
        throw unsupportedTokenizer(vocabulary, "a vocab.json without tokenizer.json for the tokenizer class " +
                                                   excerpt(config.tokenizerClass.value_or("")));
    file.model = {{"type", "BPE"}};
    file.preTokenizer = {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", true}};
    file = withSideFiles(std::move(file), kind, config);
    const SpecialTokenSet specials = specialTokensOf(kind, config);
    if (isRoberta)
        file.postProcessor = templateAround(file, specials.content("cls_token"), specials.content("sep_token"));
    else if (kind == ReferenceClass::Deberta)
        file.postProcessor = templateAround(file, "[CLS]", "[SEP]");
    else if (config.addBos.value_or(false))
        file.postProcessor = templateAround(file, specials.content("bos_token"), std::nullopt);
    return makePipelineTokenizer(std::move(file));
}

// The file names that the classes give a sentencepiece model.
std::optional<std::string> sentencePieceIn(const fs::path &folder) {
    for (const char *name : {"tokenizer.model", "sentencepiece.bpe.model", "spiece.model", "spm.model"})
        if (fs::is_regular_file(folder / name))
            return (folder / name).string();
    return std::nullopt;
}

bool isConvertible(ReferenceClass kind) {
    return kind == ReferenceClass::Albert || kind == ReferenceClass::Camembert || kind == ReferenceClass::DebertaV2 ||
           kind == ReferenceClass::Gemma || kind == ReferenceClass::Llama || kind == ReferenceClass::T5 ||
           kind == ReferenceClass::XlmRoberta;
}

std::shared_ptr<const Tokenizer> loadSentencePieceFolder(const std::string &path, ReferenceClass kind,
                                                         const TokenizerConfig &config) {
    // Where no tokenizer_config.json names a class, tokenizer.model speaks for itself.
    const bool isPlain = config.addedTokens.empty() && path.ends_with("tokenizer.model");
    if (isConvertible(kind) && (config.tokenizerClass || !isPlain))
        return makePipelineTokenizer(convertedSentencePiece(path, kind, config));
    if (isPlain)
        return loadSentencePiece(path, config);
    throw unsupportedTokenizer(path, "a sentencepiece model beside which no file names the tokenizer class (such as "
                                     "XLMRobertaTokenizer), or the class " +
                                         excerpt(config.tokenizerClass.value_or("PreTrainedTokenizer")) + ",");
}

std::shared_ptr<const Tokenizer> loadTokenizerJson(const std::string &path, ReferenceClass kind,
                                                   const TokenizerConfig &config) {
    TokenizerFile file = readTokenizerJson(path);
    return makePipelineTokenizer(config.isPresent ? withSideFiles(std::move(file), kind, config) : std::move(file));
}

}  // namespace

std::shared_ptr<const Tokenizer> loadTokenizer(const std::string &path) {
    const fs::path place(path);
    if (isThere(path) && !fs::is_directory(place)) {
        openRegularFile(path);
        if (place.extension() == ".json")
            return makePipelineTokenizer(readTokenizerJson(path));
        if (place.extension() == ".model")
            return loadSentencePiece(path,
                                     readTokenizerConfig((place.parent_path() / "tokenizer_config.json").string()));
        throw Error(ErrorCode::MissingFile, path + ": neither a .json nor a .model file",
                    "Give the model's folder, or its tokenizer.json.");
    }
    if (!fs::is_directory(place))
        throw Error(ErrorCode::MissingFile, path + ": no such file or folder",
                    "Give the model's folder, or its tokenizer.json.");
    const auto has = [&](const char *name) { return isThere((place / name).string()); };
    const auto inside = [&](const char *name) { return (place / name).string(); };
    if (isBertweetFolder(path))
        return loadBertweet(path);
    const TokenizerConfig config = readSideFiles(path);
    const ReferenceClass kind = referenceClassOf(config);
    const std::optional<std::string> sentencePiece = sentencePieceIn(place);
    // These two classes make their tokenizer anew where the space in front is asked for.
    const bool isMadeAnew =
        sentencePiece && config.addPrefixSpace && (kind == ReferenceClass::Llama || kind == ReferenceClass::T5);
    if (has("tokenizer.json") && !isMadeAnew)
        return loadTokenizerJson(inside("tokenizer.json"), kind, config);
    if (sentencePiece)
        return loadSentencePieceFolder(*sentencePiece, kind, config);
    if (has("vocab.json") && has("merges.txt"))
        return loadGpt2Files(inside("vocab.json"), inside("merges.txt"), kind, config);
    if (has("vocab.txt"))
        return loadBertVocabulary(inside("vocab.txt"), kind, config);
    throw Error(ErrorCode::MissingFile,
                path + ": holds none of tokenizer.json, tokenizer.model, vocab.json with merges.txt, vocab.txt",
                kTokenizerHint);
}

}  // namespace warbler
