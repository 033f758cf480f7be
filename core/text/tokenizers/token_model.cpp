// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/token_model.h"

#include "core/base/utf8.h"
#include "core/text/tokenizers/bpe.h"
#include "core/text/tokenizers/component_fields.h"
#include "core/text/tokenizers/unigram.h"
#include "core/text/tokenizers/word_piece.h"

namespace warbler {

namespace {

// A token named in the file; the model cannot do without it.
TokenId idOfNamed(ComponentFields &fields, const Vocabulary &vocabulary, const char *field, const std::string &token) {
    const TokenId id = vocabulary.find(token);
    if (id == Vocabulary::kNone)
        fields.refuse(std::string(field) + " \"" + excerpt(token) + "\" is not in the vocabulary");
    return id;
}

std::unique_ptr<const TokenModel> readBpe(const TokenizerFile &file, ComponentFields &fields) {
    if (const nlohmann::json *dropout = fields.any("dropout")) {
        if (!dropout->is_number())
            fields.refuse("dropout is not a number");
        if (dropout->get<double>() != 0)
            fields.unsupported("dropout above 0");
    }
    for (const char *affix : {"continuing_subword_prefix", "end_of_word_suffix"})
        if (!fields.text(affix, "").empty())
            fields.unsupported(std::string("the option ") + affix);
    Bpe::Options options;
    if (const std::optional<std::string> unknown = fields.textOrNull("unk_token"))
        options.unknown = idOfNamed(fields, file.vocabulary, "unk_token", *unknown);
    options.fuseUnknown = fields.flag("fuse_unk", false);
    options.byteFallback = fields.flag("byte_fallback", false);
    options.ignoreMerges = fields.flag("ignore_merges", false);
    fields.finish();
    return std::make_unique<Bpe>(file, options);
}

std::unique_ptr<const TokenModel> readWordPiece(const TokenizerFile &file, ComponentFields &fields) {
    WordPiece::Options options;
    const std::string unknown = fields.text("unk_token", "[UNK]");
    options.unknown = idOfNamed(fields, file.vocabulary, "unk_token", unknown);
    options.prefix = fields.text("continuing_subword_prefix", "##");
    const long long longest = fields.number("max_input_chars_per_word", 100);
    if (longest < 1 || longest > 10'000)
        fields.refuse("max_input_chars_per_word is not between 1 and 10,000");
    options.longestWord = static_cast<std::size_t>(longest);
    fields.finish();
    return std::make_unique<WordPiece>(file.vocabulary, options);
}

// Whole pieces only.
class WordLevel : public TokenModel {
public:
    WordLevel(const Vocabulary &vocabulary, TokenId unknown) : m_vocabulary(vocabulary), m_unknown(unknown) {}
    void encode(std::string_view piece, std::vector<TokenId> &out) const override {
        const TokenId id = m_vocabulary.find(piece);
        out.push_back(id == Vocabulary::kNone ? m_unknown : id);
    }

private:
    const Vocabulary &m_vocabulary;
    TokenId m_unknown;
};

std::unique_ptr<const TokenModel> readWordLevel(const TokenizerFile &file, ComponentFields &fields) {
    const TokenId unknown = idOfNamed(fields, file.vocabulary, "unk_token", fields.text("unk_token", "<unk>"));
    fields.finish();
    return std::make_unique<WordLevel>(file.vocabulary, unknown);
}

std::unique_ptr<const TokenModel> readUnigram(const TokenizerFile &file, ComponentFields &fields) {
    if (file.scores.size() != file.vocabulary.size() || file.scores.empty())
        fields.refuse("vocab is not a list of [token, score]");
    const long long unknown = fields.number("unk_id", -1);
    if (unknown < 0 || unknown >= static_cast<long long>(file.scores.size()))
        fields.refuse("unk_id is missing or not in the vocabulary");
    const bool byteFallback = fields.flag("byte_fallback", false);
    fields.finish();
    return std::make_unique<Unigram>(file, static_cast<TokenId>(unknown),
                                     byteFallback ? Unigram::Unknowns::AsBytes : Unigram::Unknowns::AsToken);
}

}  // namespace

ByteFallback::ByteFallback(const Vocabulary &vocabulary) {
    const std::string digits = "0123456789ABCDEF";
    for (std::size_t b = 0; b < 256; ++b)
        m_ids[b] = vocabulary.find(std::string("<0x") + digits[b >> 4] + digits[b & 15] + ">");
}

bool ByteFallback::append(std::string_view character, std::vector<TokenId> &out) const {
    for (const char byte : character)
        if (m_ids[static_cast<unsigned char>(byte)] == Vocabulary::kNone)
            return false;
    for (const char byte : character)
        out.push_back(m_ids[static_cast<unsigned char>(byte)]);
    return true;
}

int ByteFallback::byteOf(std::string_view token) {
    if (token.size() != 6 || !token.starts_with("<0x") || token[5] != '>')
        return -1;
    const std::string_view digits = "0123456789ABCDEF";
    const std::size_t high = digits.find(token[3]), low = digits.find(token[4]);
    return high == std::string_view::npos || low == std::string_view::npos ? -1 : static_cast<int>(high * 16 + low);
}

std::unique_ptr<const TokenModel> readTokenModel(const TokenizerFile &file) {
    ComponentFields fields(file.model, file.path, "model");
    std::string type = fields.text("type", "");
    if (type.empty() && file.hasMerges)  // files of early versions name no type
        type = "BPE";
    if (type == "BPE" && file.scores.empty())
        return readBpe(file, fields);
    if (type == "WordPiece" && file.scores.empty() && !file.hasMerges)
        return readWordPiece(file, fields);
    if (type == "WordLevel" && file.scores.empty() && !file.hasMerges)
        return readWordLevel(file, fields);
    if (type == "Unigram")
        return readUnigram(file, fields);
    if (type == "BPE" || type == "WordPiece" || type == "WordLevel")
        fields.refuse("vocab or merges do not fit the type " + type);
    if (type.empty())
        fields.refuse("type is missing");
    fields.unsupported("the model type \"" + excerpt(type) + "\"");
}

std::unique_ptr<const TokenModel> makeByteLevelBpe(const TokenizerFile &file) {
    return std::make_unique<Bpe>(file, Bpe::Options());
}

std::unique_ptr<const TokenModel> makeWordPiece(const TokenizerFile &file, const std::string &unknownToken) {
    WordPiece::Options options;
    options.unknown = file.vocabulary.find(unknownToken);
    return std::make_unique<WordPiece>(file.vocabulary, options);
}

}  // namespace warbler
