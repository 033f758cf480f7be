// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/pipeline_from_file.h"

#include <utility>

#include "core/base/utf8.h"
#include "core/text/tokenizers/component_fields.h"
#include "core/text/tokenizers/pipeline_tokenizer.h"

namespace warbler {

namespace {

using nlohmann::json;
using Spelling = PipelineTokenizer::Spelling;

constexpr std::size_t kSurroundLimit = 4096;

struct Surround {
    std::vector<TokenId> before, after;
};

// Each part of a template may name a long list of ids, and the same one many times.
void limitSurround(const ComponentFields &fields, const Surround &surround) {
    if (surround.before.size() + surround.after.size() > kSurroundLimit)
        fields.refuse("more than 4,096 tokens around the text");
}

TokenId readId(const ComponentFields &fields, const json &value) {
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() >= std::uint64_t(Vocabulary::kIdLimit))
        fields.refuse("an id is no whole number below 2,000,000");
    return value.get<TokenId>();
}

// "sep": ["[SEP]", 102]
TokenId readNamedId(ComponentFields &fields, const char *name) {
    const json *pair = fields.any(name);
    if (pair == nullptr || !pair->is_array() || pair->size() != 2 || !(*pair)[0].is_string())
        fields.refuse(std::string(name) + " is not [token, id]");
    return readId(fields, (*pair)[1]);
}

std::vector<TokenId> idsOfSpecial(const ComponentFields &fields, const json *specials, const std::string &name) {
    const auto entry = specials == nullptr || !specials->is_object() ? json::const_iterator() : specials->find(name);
    if (specials == nullptr || !specials->is_object() || entry == specials->end() || !entry->is_object() ||
        !entry->contains("ids") || !entry->at("ids").is_array())
        fields.refuse("special_tokens has no ids for \"" + excerpt(name) + "\"");
    std::vector<TokenId> ids;
    for (const json &id : entry->at("ids"))
        ids.push_back(readId(fields, id));
    return ids;
}

Surround readTemplate(ComponentFields &fields) {
    const json *single = fields.any("single");
    const json *specials = fields.any("special_tokens");
    fields.passOver("pair");
    fields.finish();
    if (single == nullptr || !single->is_array())
        fields.refuse("single is not a list");
    Surround surround;
    bool sawText = false;
    for (const json &part : *single) {
        if (!part.is_object() || part.size() != 1 || !part.begin()->is_object() || !part.begin()->contains("id") ||
            !part.begin()->at("id").is_string())
            fields.refuse("single holds something that is neither SpecialToken nor Sequence");
        const std::string &name = part.begin()->at("id").get_ref<const std::string &>();
        if (part.begin().key() == "Sequence") {
            if (sawText || name != "A")
                fields.unsupported("a template with the text twice, or with a second text");
            sawText = true;
        } else if (part.begin().key() == "SpecialToken") {
            const std::vector<TokenId> ids = idsOfSpecial(fields, specials, name);
            std::vector<TokenId> &side = sawText ? surround.after : surround.before;
            side.insert(side.end(), ids.begin(), ids.end());
            limitSurround(fields, surround);
        } else {
            fields.unsupported("the template part \"" + excerpt(part.begin().key()) + "\"");
        }
    }
    if (!sawText)
        fields.unsupported("a template without the text");
    return surround;
}

Surround readPostProcessor(const json &source, const std::string &path, const std::string &place);

// One of them may put tokens around the text, which is as much as the reference does.
Surround readProcessors(ComponentFields &fields) {
    const json *list = fields.any("processors");
    if (list == nullptr || !list->is_array())
        fields.refuse("processors is not a list");
    fields.finish();
    Surround surround;
    for (std::size_t i = 0; i < list->size(); ++i) {
        Surround outer =
            readPostProcessor((*list)[i], fields.path(), fields.place() + ".processors[" + std::to_string(i) + "]");
        if (outer.before.empty() && outer.after.empty())
            continue;
        if (!surround.before.empty() || !surround.after.empty())
            fields.unsupported("a template inside another");
        surround = std::move(outer);
    }
    return surround;
}

Surround readPostProcessor(const json &source, const std::string &path, const std::string &place) {
    if (source.is_null())
        return {};
    ComponentFields fields(source, path, place);
    const std::string type = fields.type();
    if (type == "TemplateProcessing")
        return readTemplate(fields);
    if (type == "Sequence")
        return readProcessors(fields);
    if (type == "ByteLevel")  // moves offsets only
        return {};
    if (type != "BertProcessing" && type != "RobertaProcessing")
        fields.unsupported("the post-processor \"" + excerpt(type) + "\"");
    Surround surround{{readNamedId(fields, "cls")}, {readNamedId(fields, "sep")}};
    fields.passOver("trim_offsets");
    fields.passOver("add_prefix_space");
    fields.finish();
    return surround;
}

bool mentions(const json &part, const std::string &text) {
    if (part.is_string())
        return part.get_ref<const std::string &>() == text;
    for (const json &inner : part)
        if (inner.is_structured() || inner.is_string() ? mentions(inner, text) : false)
            return true;
    return false;
}

Spelling spellingOf(const TokenizerFile &file, const std::string &model) {
    if (mentions(file.preTokenizer, "ByteLevel"))
        return Spelling::ByteLevel;
    if (model == "WordPiece")
        return Spelling::WordPiece;
    const std::string mark = "\u2581";
    return mentions(file.preTokenizer, mark) || mentions(file.normalizer, mark) ? Spelling::Metaspace : Spelling::Words;
}

}  // namespace

std::shared_ptr<const Tokenizer> makePipelineTokenizer(TokenizerFile source) {
    PipelineTokenizer::Parts parts;
    auto file = std::make_unique<TokenizerFile>(std::move(source));
    parts.normalizer = readNormalizer(file->normalizer, file->path, "normalizer");
    parts.preTokenizer = readPreTokenizer(file->preTokenizer, file->path, "pre_tokenizer");
    parts.model = readTokenModel(*file);
    Surround surround = readPostProcessor(file->postProcessor, file->path, "post_processor");
    parts.before = std::move(surround.before);
    parts.after = std::move(surround.after);
    const std::string model = file->model.contains("type") && file->model["type"].is_string()
                                  ? file->model["type"].get<std::string>()
                                  : "BPE";
    parts.spelling = spellingOf(*file, model);
    parts.kind = parts.spelling == Spelling::ByteLevel ? "byte-level " + model : model;
    file->merges = MergeList();
    const std::string path = file->path;
    std::vector<TokenId> around = parts.before;
    around.insert(around.end(), parts.after.begin(), parts.after.end());
    parts.file = std::move(file);
    auto tokenizer = std::make_shared<PipelineTokenizer>(std::move(parts));
    for (const TokenId id : around)
        if (tokenizer->tokenOf(id).empty())
            ComponentFields(json::object(), path, "post_processor")
                .refuse("the id " + std::to_string(id) + " belongs to no token");
    return tokenizer;
}

}  // namespace warbler
