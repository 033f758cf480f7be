// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/tweet_tables.h"

#include <algorithm>
#include <iterator>

namespace warbler {

namespace {

struct EmojiName {
    char32_t character;
    std::string_view name;
};
struct HtmlEntity {
    std::string_view name;
    char32_t character;
};

#include "core/text/tokenizers/tweet_tables.inc"

}  // namespace

std::string_view emojiName(char32_t c) {
    const auto *place =
        std::lower_bound(std::begin(kEmojiNames), std::end(kEmojiNames), c,
                         [](const EmojiName &entry, char32_t character) { return entry.character < character; });
    return place != std::end(kEmojiNames) && place->character == c ? place->name : std::string_view();
}

std::optional<char32_t> htmlEntity(std::string_view name) {
    const auto *place =
        std::lower_bound(std::begin(kHtmlEntities), std::end(kHtmlEntities), name,
                         [](const HtmlEntity &entry, std::string_view text) { return entry.name < text; });
    return place != std::end(kHtmlEntities) && place->name == name ? std::optional<char32_t>(place->character)
                                                                   : std::nullopt;
}

}  // namespace warbler
