// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/side_tokens.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

namespace warbler {

namespace {

// How the reference's list of added tokens grows: a later token of the same content changes how it is matched, not its
// id.
class TokenList {
public:
    explicit TokenList(const TokenizerFile &file) : m_vocabulary(file.vocabulary) {
        for (const AddedToken &token : file.addedTokens)
            append(token);
    }

    bool has(const std::string &content) const { return m_places.contains(content); }

    void add(AddedToken token) {
        if (token.content.empty())
            return;
        const auto known = m_places.find(token.content);
        if (known == m_places.end()) {
            const TokenId inVocabulary = m_vocabulary.find(token.content);
            const auto size = static_cast<TokenId>(m_vocabulary.size());
            token.id = inVocabulary != Vocabulary::kNone ? inVocabulary : std::max(size, m_highest + 1);
            append(token);
            return;
        }
        Entry &entry = m_entries[known->second];
        if (isSame(entry.newest, token))
            return;
        token.id = entry.newest.id;
        if (!entry.isSpecial) {
            entry.inRaw = entry.inRaw || !token.isNormalized;
            entry.inNormalised = entry.inNormalised || token.isNormalized;
        }
        entry.isSpecial = entry.isSpecial || token.isSpecial;
        entry.newest = std::move(token);
    }

    std::vector<AddedToken> tokens() const {
        std::vector<AddedToken> result;
        for (const Entry &entry : m_entries) {
            AddedToken token = entry.newest;
            token.isSpecial = entry.isSpecial;
            token.isNormalized = entry.inNormalised;
            token.isMatchedBothWays = entry.inRaw && entry.inNormalised;
            result.push_back(std::move(token));
        }
        return result;
    }

private:
    struct Entry {
        AddedToken newest;
        bool isSpecial = false, inRaw = false, inNormalised = false;
    };

    static bool isSame(const AddedToken &a, const AddedToken &b) {
        return a.singleWord == b.singleWord && a.leftStrip == b.leftStrip && a.rightStrip == b.rightStrip &&
               a.isNormalized == b.isNormalized && a.isSpecial == b.isSpecial;
    }

    void append(const AddedToken &token) {
        m_places.emplace(token.content, m_entries.size());
        m_entries.push_back({token, token.isSpecial, !token.isNormalized, token.isNormalized});
        m_highest = std::max(m_highest, token.id);
    }

    const Vocabulary &m_vocabulary;
    std::vector<Entry> m_entries;
    std::unordered_map<std::string, std::size_t> m_places;
    TokenId m_highest = -1;
};

// Those that tokenizer_config.json or added_tokens.json lists, unless the tokenizer's own file uses the id otherwise.
std::vector<SideToken> listedTokens(const TokenizerFile &file, const TokenizerConfig &config) {
    std::vector<SideToken> tokens = config.addedTokens;
    if (config.hasAddedTokensDecoder)
        return tokens;
    std::set<TokenId> own;
    for (const AddedToken &token : file.addedTokens)
        if (file.isFromJson)
            own.insert(token.id);
    std::erase_if(tokens, [&](const SideToken &side) { return own.contains(side.token.id); });
    return tokens;
}

// A special token that a file names and a list describes is that one.
std::vector<SideToken> describedTokens(const TokenizerFile &file, const SpecialTokenSet &specials,
                                       const TokenizerConfig &config) {
    std::unordered_map<std::string, AddedToken> known;
    if (config.hasAddedTokensDecoder)
        for (const SideToken &side : config.addedTokens)
            known.emplace(side.token.content, side.token);
    else if (file.isFromJson)
        for (const AddedToken &token : file.addedTokens)
            known.emplace(token.content, token);
    std::vector<SideToken> result;
    std::set<std::string> seen;
    const auto take = [&](const SideToken &side) {
        if (seen.insert(side.token.content).second)
            result.push_back(side);
    };
    for (const auto &[name, side] : specials.named) {
        const auto found = known.find(side.token.content);
        take(found == known.end() || side.isDefault ? side : SideToken{found->second});
    }
    for (const SideToken &side : specials.additional)
        take(side);
    return result;
}

}  // namespace

std::vector<AddedToken> withSideTokens(const TokenizerFile &file, const SpecialTokenSet &specials,
                                       const TokenizerConfig &config) {
    const std::vector<SideToken> listedOnes = listedTokens(file, config),
                                 specialOnes = describedTokens(file, specials, config);
    std::set<std::string> specialContents;
    for (const SideToken &side : specialOnes)
        specialContents.insert(side.token.content);
    TokenList list(file);
    std::vector<SideToken> waiting = listedOnes;
    std::set<std::string> listedContents;
    for (const SideToken &side : listedOnes)
        listedContents.insert(side.token.content);
    for (const SideToken &side : specialOnes)
        if (!side.isTextOnly || (!list.has(side.token.content) && !listedContents.contains(side.token.content)))
            waiting.push_back(side);
    for (SideToken &side : waiting) {
        side.token.isSpecial = side.token.isSpecial || specialContents.contains(side.token.content);
        if (!side.saysNormalized)
            side.token.isNormalized = !side.token.isSpecial;
        list.add(std::move(side.token));
    }
    return list.tokens();
}

}  // namespace warbler
