// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codebook/duplicate_group.h"

#include <algorithm>

#include "core/base/sha256.h"

namespace warbler {

namespace {

bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool isWordCharacter(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

bool startsWithIgnoringCase(std::string_view text, std::string_view lowerStart) {
    return text.size() >= lowerStart.size() &&
           std::equal(lowerStart.begin(), lowerStart.end(), text.begin(), [](char wanted, char c) {
               return wanted == (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
           });
}

// Bytes of the link at the start of text, 0: none. Links are ASCII; an ellipsis after one is the mark of a cut link.
std::size_t linkLength(std::string_view text) {
    const bool isLink = startsWithIgnoringCase(text, "http://") || startsWithIgnoringCase(text, "https://") ||
                        startsWithIgnoringCase(text, "pic.twitter.com/");
    if (!isLink)
        return 0;
    const auto end = std::find_if(text.begin(), text.end(),
                                  [](char c) { return isSpace(c) || static_cast<unsigned char>(c) >= 0x80; });
    const std::size_t length = static_cast<std::size_t>(end - text.begin());
    constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
    return length + (text.substr(length, kEllipsis.size()) == kEllipsis ? kEllipsis.size() : 0);
}

std::string_view withoutRetweetMarks(std::string_view text) {
    for (;;) {
        std::string_view rest = text;
        const auto skipSpace = [&] {
            while (!rest.empty() && isSpace(rest.front()))
                rest.remove_prefix(1);
        };
        skipSpace();
        if (!startsWithIgnoringCase(rest, "rt") || rest.size() < 3 || !isSpace(rest[2]))
            return text;
        rest.remove_prefix(2);
        skipSpace();
        if (rest.empty() || rest.front() != '@')
            return text;
        rest.remove_prefix(1);
        const std::size_t name =
            static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), isWordCharacter) - rest.begin());
        if (name == 0 || name == rest.size() || rest[name] != ':')
            return text;
        text = rest.substr(name + 1);
    }
}

std::string withoutLinks(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        // A link starts where no word is going on.
        const std::size_t length = at == 0 || !isWordCharacter(text[at - 1]) ? linkLength(text.substr(at)) : 0;
        if (length == 0)
            result += text[at++];
        else
            at += length;
    }
    return result;
}

std::string foldText(std::string_view text) {
    std::string result;
    for (char c : text) {
        if (!isSpace(c))
            result += c;
        else if (!result.empty() && result.back() != ' ')
            result += ' ';
    }
    if (!result.empty() && result.back() == ' ')
        result.pop_back();
    return result;
}

}  // namespace

std::string duplicateText(std::string_view text, const TextNormaliser &normalise) {
    const std::string normal = normalise ? normalise(text) : std::string(text);
    const std::string_view body = withoutRetweetMarks(normal);
    const std::string bare = foldText(withoutLinks(body));
    if (!bare.empty())
        return bare;
    const std::string linked = foldText(body);
    return linked.empty() ? foldText(normal) : linked;
}

std::string duplicateGroup(std::string_view text, const TextNormaliser &normalise) {
    return sha256Hex(duplicateText(text, normalise));
}

}  // namespace warbler
