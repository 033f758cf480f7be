// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/search_query.h"

#include <algorithm>

#include "core/base/utf8.h"

namespace warbler {

namespace {

struct Term {
    std::string text;
    bool isPhrase = false, isPrefix = false;
};

struct Conjunction {
    std::vector<Term> wanted, unwanted;
};

bool isAsciiWord(unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

std::string lowerAscii(std::string_view text) {
    std::string lower(text);
    for (char &c : lower)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

// Code points that are no part of a word for the index: punctuation, symbols, emoji and what joins them.
bool isSymbol(char32_t c) {
    if (c < 0x80)
        return !isAsciiWord(static_cast<unsigned char>(c)) || c == '_';
    return (c >= 0xA1 && c <= 0xBF && c != 0xAA && c != 0xB5 && c != 0xBA) || (c >= 0x2000 && c <= 0x2BFF) ||
           (c >= 0x3000 && c <= 0x303F) || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F000 && c <= 0x1FAFF) ||
           (c >= 0xE0020 && c <= 0xE007F);
}

bool hasWord(std::string_view text) {
    for (std::size_t at = 0; at < text.size();)
        if (!isSymbol(nextCodePoint(text, at)))
            return true;
    return false;
}

bool isHashtag(const Term &term) {
    return !term.isPhrase && term.text.size() > 1 && term.text.front() == '#' && hasWord(term.text);
}

Needle needleOf(const Term &term) {
    return {lowerAscii(term.text), isHashtag(term) && !term.isPrefix ? Needle::End::Word : Needle::End::Any};
}

std::string quoteTerm(const Term &term) {
    std::string result = "\"";
    for (char c : term.text) {
        if (c == '"')
            result += '"';
        if (c != '\0')
            result += c;
    }
    return result + (term.isPrefix ? "\"*" : "\"");
}

std::string joinParts(const std::vector<std::string> &parts, std::string_view with) {
    std::string result;
    for (const std::string &part : parts)
        result += (result.empty() ? std::string() : std::string(with)) + part;
    return result;
}

std::vector<Conjunction> conjunctions(std::string_view text) {
    std::vector<Conjunction> parts(1);
    bool isNext = false;  // after NOT
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == ' ' || text[at] == '\t' || text[at] == '\n') {
            ++at;
            continue;
        }
        Term term;
        if (text[at] == '"') {
            const std::size_t end = std::min(text.find('"', at + 1), text.size());
            term = {std::string(text.substr(at + 1, end - at - 1)), true, false};
            at = std::min(end + 1, text.size());
        } else {
            const std::size_t end = std::min(text.find_first_of(" \t\n", at), text.size());
            term.text = text.substr(at, end - at);
            at = end;
            if (term.text == "AND")
                continue;
            if (term.text == "OR") {
                parts.emplace_back();
                isNext = false;
                continue;
            }
            if (term.text == "NOT") {
                isNext = true;
                continue;
            }
            if (term.text.size() > 1 && term.text.back() == '*') {
                term.text.pop_back();
                term.isPrefix = true;
            }
        }
        if (!term.text.empty())
            (isNext ? parts.back().unwanted : parts.back().wanted).push_back(term);
        isNext = false;
    }
    parts.erase(std::remove_if(parts.begin(), parts.end(),
                               [](const Conjunction &part) { return part.wanted.empty() && part.unwanted.empty(); }),
                parts.end());
    return parts;
}

}  // namespace

SearchQuery parseSearch(std::string_view text) {
    SearchQuery query;
    const std::vector<Conjunction> parts = conjunctions(text);
    std::vector<std::string> alternatives;
    for (const Conjunction &part : parts) {
        std::vector<std::string> wanted, unwanted;
        for (const Term &term : part.wanted) {
            if (hasWord(term.text))
                wanted.push_back(quoteTerm(term));
            if (parts.size() == 1 && (isHashtag(term) || !hasWord(term.text)))
                query.contains.push_back(needleOf(term));
        }
        for (const Term &term : part.unwanted) {
            if (parts.size() == 1 && (isHashtag(term) || !hasWord(term.text)))
                query.lacks.push_back(needleOf(term));
            else if (hasWord(term.text))
                unwanted.push_back(quoteTerm(term));
        }
        if (parts.size() == 1 && wanted.empty()) {
            query.unmatch = joinParts(unwanted, " OR ");
            return query;
        }
        if (!wanted.empty())
            alternatives.push_back("(" + joinParts(wanted, " AND ") + ")" +
                                   (unwanted.empty() ? "" : " NOT (" + joinParts(unwanted, " OR ") + ")"));
    }
    query.match = alternatives.size() == 1 ? alternatives.front()
                  : alternatives.empty()   ? ""
                                           : "(" + joinParts(alternatives, ") OR (") + ")";
    return query;
}

bool holds(std::string_view text, const Needle &needle) {
    const std::string lower = lowerAscii(text);
    for (std::size_t at = lower.find(needle.text); at != std::string::npos; at = lower.find(needle.text, at + 1)) {
        const std::size_t end = at + needle.text.size();
        std::size_t next = end;
        if (needle.end == Needle::End::Any || end == lower.size() ||
            (lower[end] != '_' && isSymbol(nextCodePoint(lower, next))))
            return true;
    }
    return false;
}

}  // namespace warbler
