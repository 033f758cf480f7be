// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/normalise.h"

#include <vector>

#include "core/base/utf8.h"
#include "core/text/tokenizers/unicode.h"

namespace warbler {

namespace {

constexpr char32_t kCapitalSigma = 0x3A3;

// Unicode's Final_Sigma: a cased letter before, none after, case-ignorable characters passed over on both sides.
bool isFinalSigma(const std::vector<char32_t> &text, std::size_t at) {
    std::size_t before = at;
    while (before > 0 && unicode::isCaseIgnorable(text[before - 1]))
        --before;
    if (before == 0 || !unicode::isCased(text[before - 1]))
        return false;
    std::size_t behind = at + 1;
    while (behind < text.size() && unicode::isCaseIgnorable(text[behind]))
        ++behind;
    return behind == text.size() || !unicode::isCased(text[behind]);
}

}  // namespace

std::string nfc(std::string_view text) { return unicode::normalForm(withoutBadUtf8(text), unicode::Form::Nfc); }

std::string pythonLower(std::string_view text) {
    std::vector<char32_t> characters;
    characters.reserve(text.size());
    for (std::size_t at = 0; at < text.size();)
        characters.push_back(nextCodePoint(text, at));
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < characters.size(); ++i) {
        if (characters[i] == kCapitalSigma && isFinalSigma(characters, i))
            appendUtf8(out, 0x3C2);
        else
            unicode::appendLowerCase(out, characters[i]);
    }
    return out;
}

}  // namespace warbler
