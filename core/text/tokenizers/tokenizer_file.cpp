// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/tokenizer_file.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>

#include "core/base/file_ops.h"
#include "core/base/number_text.h"
#include "core/base/regular_file.h"
#include "core/base/utf8.h"
#include "core/text/tokenizers/component_fields.h"
#include "core/text/tokenizers/json_part_builder.h"
#include "core/text/tokenizers/refusal.h"

namespace warbler {

namespace {

using nlohmann::json;

constexpr std::uintmax_t kFileLimit = std::uintmax_t(64) << 20;
constexpr std::size_t kDepthLimit = 32, kVocabularyLimit = 1'000'000, kAddedTokenLimit = 100'000, kPartLimit = 100'000,
                      kTokenLimit = 4096;

// Follows the events of the parser: the three long lists go straight into tables, small parts become json values, the
// rest (truncation, padding, decoder, version) is read past.
class FileReader : public nlohmann::json_sax<json> {
public:
    explicit FileReader(TokenizerFile &file) : m_file(file) {}
    bool isComplete() const { return m_sawModel; }

    bool null() override { return value(json(nullptr)); }
    bool boolean(bool v) override { return value(json(v)); }
    bool number_integer(std::int64_t v) override { return value(json(v)); }
    bool number_unsigned(std::uint64_t v) override { return value(json(v)); }
    bool number_float(double v, const std::string &) override { return value(json(v)); }
    bool string(std::string &v) override { return value(json(v)); }
    bool binary(json::binary_t &) override { return false; }
    bool start_object(std::size_t) override { return open(json::object()); }
    bool start_array(std::size_t) override { return open(json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(std::string &name) override;
    bool parse_error(std::size_t position, const std::string &, const json::exception &error) override;

private:
    enum class Part { Skip, Small, Vocabulary, Merges, AddedTokens, Model };

    [[noreturn]] void refuse(const std::string &detail) const { throw badTokenizer(m_file.path, detail); }
    void limitPart() const {
        if (m_builder->nodes() > kPartLimit)
            refuse(m_topKey + " has more than 100,000 values");
    }
    bool open(json container);
    bool close();
    bool value(json v);
    void choosePart();
    void longListValue(const json &v);
    void longListItemEnds();
    void finishAddedToken(const json &item);

    TokenizerFile &m_file;
    std::size_t m_depth = 0;
    Part m_part = Part::Skip;
    std::string m_topKey, m_modelKey, m_key;
    std::set<std::string> m_seen;  // "model", "model.vocab" ...: none twice
    std::optional<JsonPartBuilder> m_builder;
    std::size_t m_builderDepth = 0;  // the depth at which the part being built began
    std::vector<json> m_item;        // scalars of the present [piece, score] or [left, right]
    bool m_vocabularyIsList = false, m_sawModel = false;
};

bool FileReader::key(std::string &name) {
    if (m_builder) {
        if (!m_builder->key(name))
            refuse("the field \"" + excerpt(name) + "\" stands twice in " + m_topKey);
        return true;
    }
    if (m_depth == 1 || (m_depth == 2 && m_topKey == "model")) {
        if (!m_seen.insert(m_depth == 1 ? name : "model." + name).second)
            refuse("the field \"" + excerpt(name) + "\" stands twice");
        (m_depth == 1 ? m_topKey : m_modelKey) = name;
    }
    m_key = name;
    return true;
}

// Called where a value begins at depth 1, or at depth 2 in the model.
void FileReader::choosePart() {
    if (m_depth == 1) {
        m_part = m_topKey == "model"          ? Part::Model
                 : m_topKey == "added_tokens" ? Part::AddedTokens
                 : m_topKey == "normalizer" || m_topKey == "pre_tokenizer" || m_topKey == "post_processor" ? Part::Small
                                                                                                           : Part::Skip;
    } else if (m_depth == 2 && m_topKey == "model") {
        m_part = m_modelKey == "vocab" ? Part::Vocabulary : m_modelKey == "merges" ? Part::Merges : Part::Small;
    }
}

bool FileReader::open(json container) {
    if (m_depth == 0 && !container.is_object())
        refuse("the file is not a JSON object");
    if (m_depth >= kDepthLimit)
        refuse("brackets nested deeper than 32");
    if (!m_builder)
        choosePart();
    if (m_builder) {
        m_builder->open(std::move(container));
        limitPart();
    } else if (m_part == Part::Small || (m_part == Part::AddedTokens && m_depth == 2)) {
        m_builder.emplace();
        m_builder->open(std::move(container));
        m_builderDepth = m_depth;
    } else if (m_depth == 1 && (m_part == Part::Model ? !container.is_object()
                                                      : m_part == Part::AddedTokens && !container.is_array())) {
        refuse(m_topKey + " has the wrong form");
    } else if (m_part == Part::Model && m_depth == 1) {
        m_sawModel = true;
    } else if (m_part == Part::Vocabulary || m_part == Part::Merges) {
        if (m_depth == 2) {
            m_vocabularyIsList = container.is_array();
            m_file.hasMerges = m_file.hasMerges || m_part == Part::Merges;
            if (m_part == Part::Merges && !container.is_array())
                refuse("model.merges is not a list");
        } else if (m_depth != 3 || !container.is_array() || (m_part == Part::Vocabulary && !m_vocabularyIsList)) {
            refuse("model." + m_modelKey + " has the wrong form");
        }
        m_item.clear();
    }
    ++m_depth;
    return true;
}

bool FileReader::close() {
    --m_depth;
    if (m_builder) {
        m_builder->close();
        if (m_depth == m_builderDepth) {
            json part = m_builder->take();
            m_builder.reset();
            if (m_part == Part::AddedTokens)
                finishAddedToken(part);
            else if (m_topKey == "model")
                m_file.model[m_modelKey] = std::move(part);
            else
                (m_topKey == "normalizer"      ? m_file.normalizer
                 : m_topKey == "pre_tokenizer" ? m_file.preTokenizer
                                               : m_file.postProcessor) = std::move(part);
        }
    } else if ((m_part == Part::Vocabulary || m_part == Part::Merges) && m_depth == 3) {
        longListItemEnds();
    }
    return true;
}

bool FileReader::value(json v) {
    if (m_depth == 0)
        refuse("the file is not a JSON object");
    if (m_builder) {
        m_builder->value(std::move(v));
        limitPart();
        return true;
    }
    choosePart();
    if (m_depth == 1) {
        if (m_part != Part::Skip && !v.is_null())
            refuse(m_topKey + " has the wrong form");
    } else if (m_part == Part::AddedTokens) {
        refuse("added_tokens: an entry is not an object");
    } else if (m_part == Part::Small && m_depth == 2) {
        if (v.is_string() && v.get_ref<const std::string &>().size() > kTokenLimit)
            refuse("model." + m_modelKey + " is longer than 4096 bytes");
        m_file.model[m_modelKey] = std::move(v);
    } else if (m_part == Part::Vocabulary || m_part == Part::Merges) {
        if (m_depth == 2 && !v.is_null())
            refuse("model." + m_modelKey + " has the wrong form");
        if (m_depth > 2)
            longListValue(v);
    }
    return true;
}

void FileReader::longListValue(const json &v) {
    if (m_depth == 4) {
        if (m_item.size() >= 2)
            refuse("model." + m_modelKey + ": an entry with more than two parts");
        m_item.push_back(v);
    } else if (m_part == Part::Merges) {
        if (!v.is_string())
            refuse("model.merges: entry " + std::to_string(m_file.merges.size()) + " is not a text");
        addMergeLine(m_file, v.get_ref<const std::string &>(),
                     "model.merges: entry " + std::to_string(m_file.merges.size()));
    } else {
        if (m_vocabularyIsList || !v.is_number_integer())
            refuse("model.vocab: \"" + excerpt(m_key) + "\" has no whole number as id");
        const bool isTooLarge =
            v.is_number_unsigned() ? v.get<std::uint64_t>() >= std::uint64_t(Vocabulary::kIdLimit) : true;
        if (isTooLarge)
            refuse("model.vocab: the id of \"" + excerpt(m_key) + "\" is not below 2,000,000");
        addVocabularyToken(m_file, m_key, v.get<TokenId>());
    }
}

void FileReader::longListItemEnds() {
    if (m_part == Part::Merges) {
        if (m_item.size() != 2 || !m_item[0].is_string() || !m_item[1].is_string())
            refuse("model.merges: entry " + std::to_string(m_file.merges.size()) + " is not a pair of texts");
        const auto &left = m_item[0].get_ref<const std::string &>(), &right = m_item[1].get_ref<const std::string &>();
        if (m_file.merges.size() >= MergeList::kLimit)
            refuse("model.merges: more than 2,000,000 entries");
        if (left.empty() || right.empty() || left.size() + right.size() > kTokenLimit)
            refuse("model.merges: entry " + std::to_string(m_file.merges.size()) +
                   " is empty or longer than 4096 bytes");
        m_file.merges.add(left, right);
        return;
    }
    if (m_item.size() != 2 || !m_item[0].is_string() || !m_item[1].is_number())
        refuse("model.vocab: entry " + std::to_string(m_file.scores.size()) + " is not [token, score]");
    const double score = m_item[1].get<double>();
    if (!std::isfinite(score))
        refuse("model.vocab: the score of entry " + std::to_string(m_file.scores.size()) + " is not finite");
    addVocabularyToken(m_file, m_item[0].get_ref<const std::string &>(), static_cast<TokenId>(m_file.scores.size()));
    m_file.scores.push_back(score);
}

void FileReader::finishAddedToken(const json &item) {
    if (m_file.addedTokens.size() >= kAddedTokenLimit)
        refuse("added_tokens: more than 100,000 entries");
    ComponentFields fields(item, m_file.path, "added_tokens[" + std::to_string(m_file.addedTokens.size()) + "]");
    AddedToken token;
    token.content = fields.text("content", std::nullopt);
    const long long id = fields.number("id", -1);
    if (id < 0 || id >= Vocabulary::kIdLimit)
        fields.refuse("the id is missing or not below 2,000,000");
    if (token.content.size() > kTokenLimit)
        fields.refuse("a token longer than 4096 bytes");
    token.id = static_cast<TokenId>(id);
    token.isSpecial = fields.flag("special", false);
    token.isNormalized = fields.flag("normalized", !token.isSpecial);
    token.singleWord = fields.flag("single_word", false);
    token.leftStrip = fields.flag("lstrip", false);
    token.rightStrip = fields.flag("rstrip", false);
    fields.finish();
    m_file.addedTokens.push_back(std::move(token));
}

bool FileReader::parse_error(std::size_t position, const std::string &, const json::exception &error) {
    const std::string what = error.what();
    const bool badText = what.find("UTF-8") != std::string::npos;
    refuse((badText ? "not UTF-8 at byte " : "not JSON at byte ") + groupedText(static_cast<long long>(position)));
}

TokenizerFile parseStream(std::istream &in, const std::string &path) {
    TokenizerFile file;
    file.path = path;
    file.isFromJson = true;
    FileReader reader(file);
    try {
        json::sax_parse(in, &reader);
    } catch (const json::exception &) {
        throw badTokenizer(path, "a number in the file is out of range");
    }
    if (!reader.isComplete())
        throw badTokenizer(path, "the field model is missing");
    return file;
}

}  // namespace

void MergeList::add(std::string_view left, std::string_view right) {
    const auto begin = static_cast<std::uint32_t>(m_bytes.size());
    m_bytes.append(left).append(right);
    m_entries.push_back(
        {begin, begin + static_cast<std::uint32_t>(left.size()), static_cast<std::uint32_t>(m_bytes.size())});
}

std::pair<std::string_view, std::string_view> MergeList::at(std::size_t rank) const {
    const Entry &entry = m_entries[rank];
    const std::string_view bytes = m_bytes;
    return {bytes.substr(entry.begin, entry.middle - entry.begin),
            bytes.substr(entry.middle, entry.end - entry.middle)};
}

void addMergeLine(TokenizerFile &file, std::string_view line, const std::string &place) {
    if (file.merges.size() >= MergeList::kLimit)
        throw badTokenizer(file.path, "more than 2,000,000 merges");
    if (line.size() > kTokenLimit)
        throw badTokenizer(file.path, place + ": longer than 4096 bytes");
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos || space == 0 || space + 1 == line.size() ||
        line.find(' ', space + 1) != std::string_view::npos)
        throw badTokenizer(file.path, place + ": \"" + excerpt(line) + "\" is not two tokens with one space between");
    file.merges.add(line.substr(0, space), line.substr(space + 1));
}

void addVocabularyToken(TokenizerFile &file, std::string_view token, TokenId id) {
    if (file.vocabulary.size() >= kVocabularyLimit)
        throw badTokenizer(file.path, "the vocabulary has more than 1,000,000 tokens");
    if (token.size() > kTokenLimit)
        throw badTokenizer(file.path, "the vocabulary holds a token longer than 4096 bytes");
    switch (file.vocabulary.add(token, id)) {
    case Vocabulary::Added::Yes:
        return;
    case Vocabulary::Added::TokenTaken:
        throw badTokenizer(file.path, "the token \"" + excerpt(token) + "\" stands twice in the vocabulary");
    case Vocabulary::Added::IdTaken:
        throw badTokenizer(file.path, "the id " + std::to_string(id) + " belongs to \"" +
                                          excerpt(file.vocabulary.token(id)) + "\" and to \"" + excerpt(token) + "\"");
    }
}

TokenizerFile readTokenizerJson(const std::string &path) {
    openRegularFile(path);  // of anything else the stream would wait for ever
    const std::uint64_t size = fileSize(path);
    if (size > kFileLimit)
        throw badTokenizer(path, groupedText(static_cast<long long>(size)) + " bytes; at most 64 MiB are read");
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw Error(ErrorCode::MissingFile, path + ": cannot be read", kTokenizerHint);
    return parseStream(in, path);
}

TokenizerFile parseTokenizerJson(const std::string &text, const std::string &path) {
    std::istringstream in(text);
    return parseStream(in, path);
}

}  // namespace warbler
