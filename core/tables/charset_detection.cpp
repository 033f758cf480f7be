// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/charset_detection.h"

#include <algorithm>
#include <memory>
#include <optional>

#include <uchardet/uchardet.h>
#include <unicode/uchar.h>
#include <unicode/ucsdet.h>

#include "core/base/utf8.h"
#include "core/tables/text_decoder.h"

namespace warbler {

namespace {
constexpr std::size_t kMaxText = std::size_t(1) << 20;                                  // enough for either
constexpr int kSureOfScript = 30, kSureOfHanzi = 90, kWorthNaming = 25, kNoHanzi = 20;  // of 100, in ICU's confidence

struct SecondOpinion {
    Encoding encoding = Encoding::Windows1252;
    int confidence = 0;
    std::string language;  // "ru"; "" for none
};

std::string firstOpinion(std::string_view text) {
    const std::unique_ptr<uchardet, void (*)(uchardet_t)> detector(uchardet_new(), uchardet_delete);
    if (uchardet_handle_data(detector.get(), text.data(), text.size()) != 0)
        return {};
    uchardet_data_end(detector.get());
    return uchardet_get_charset(detector.get());
}

std::vector<SecondOpinion> secondOpinions(std::string_view text) {
    std::vector<SecondOpinion> opinions;
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, void (*)(UCharsetDetector *)> detector(ucsdet_open(&error), ucsdet_close);
    if (U_FAILURE(error))
        return opinions;
    ucsdet_setText(detector.get(), text.data(), static_cast<std::int32_t>(text.size()), &error);
    std::int32_t count = 0;
    const UCharsetMatch **matches = ucsdet_detectAll(detector.get(), &count, &error);
    for (std::int32_t i = 0; U_SUCCESS(error) && i < count; ++i) {
        const auto known = findEncoding(ucsdet_getName(matches[i], &error));
        if (!known)
            continue;
        const EncodingKind kind = encodingKind(*known);
        if (kind == EncodingKind::Utf8 || kind == EncodingKind::Wide)
            continue;  // those have been looked for already
        opinions.push_back({*known, ucsdet_getConfidence(matches[i], &error), ucsdet_getLanguage(matches[i], &error)});
    }
    return opinions;
}

bool isManyBytes(Encoding encoding) {
    return encodingKind(encoding) == EncodingKind::MultiByte || encodingKind(encoding) == EncodingKind::Mixed;
}

bool isOfCyrillic(Encoding encoding) {
    return encoding == Encoding::Windows1251 || encoding == Encoding::Iso5 || encoding == Encoding::Koi8R ||
           encoding == Encoding::Koi8U;
}
bool isOfHebrew(Encoding encoding) { return encoding == Encoding::Windows1255 || encoding == Encoding::Iso8; }
bool isOfGreek(Encoding encoding) { return encoding == Encoding::Windows1253 || encoding == Encoding::Iso7; }

// Greek and Hebrew have two encodings of one script, which uchardet tells apart better; those of Cyrillic and Arabic
// letters differ in every letter.
bool isSameScript(Encoding a, Encoding b) {
    return a == b || (isOfHebrew(a) && isOfHebrew(b)) || (isOfGreek(a) && isOfGreek(b)) ||
           ((a == Encoding::Koi8R || a == Encoding::Koi8U) && (b == Encoding::Koi8R || b == Encoding::Koi8U));
}

bool isOtherScript(const SecondOpinion &opinion) {
    return isOfCyrillic(opinion.encoding) || isOfHebrew(opinion.encoding) || isOfGreek(opinion.encoding) ||
           opinion.encoding == Encoding::Windows1256 || opinion.encoding == Encoding::Iso6;
}

Encoding choose(const std::optional<Encoding> &first, const std::vector<SecondOpinion> &seconds) {
    if (seconds.empty())
        return first.value_or(Encoding::Windows1252);
    const SecondOpinion &second = seconds.front();
    if (!first)
        return second.encoding;
    // Where a sentence occurs again and again, uchardet takes Big5 for GB18030.
    const auto own = std::find_if(seconds.begin(), seconds.end(),
                                  [&](const SecondOpinion &opinion) { return opinion.encoding == *first; });
    const bool isFirstLikely = isManyBytes(*first) && (own == seconds.end() || own->confidence > kNoHanzi);
    const bool isSureOfBytes = isManyBytes(second.encoding) && second.confidence >= kSureOfHanzi && !isFirstLikely;
    const bool isSureOfScript = isOtherScript(second) && second.confidence >= kSureOfScript && !isManyBytes(*first) &&
                                !isSameScript(*first, second.encoding);
    return isSureOfBytes || isSureOfScript ? second.encoding : *first;
}

std::size_t badBytes(std::string_view text, Encoding encoding, std::string &decoded) {
    const TextDecoder decoder(encoding);
    std::string pending;
    const auto bad = encodingKind(encoding) == EncodingKind::Mixed ? decoder.decodeStart(text, decoded, pending)
                                                                   : decoder.decode(text, decoded);
    return static_cast<std::size_t>(bad) + pending.size();
}

bool isSameText(std::string_view text, Encoding a, Encoding b) {
    std::string first, second;
    return badBytes(text, a, first) == badBytes(text, b, second) && first == second;
}

bool hasByte(std::string_view text, unsigned low, unsigned high) {
    return std::any_of(text.begin(), text.end(), [&](char c) {
        return static_cast<unsigned char>(c) >= low && static_cast<unsigned char>(c) <= high;
    });
}

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0xC0;
}

// A byte of these between letters, on one side at least.
bool isInWord(std::string_view text, std::string_view bytes) {
    for (std::size_t at = text.find_first_of(bytes); at != std::string_view::npos;
         at = text.find_first_of(bytes, at + 1))
        if (at > 0 && at + 1 < text.size() && isLetter(text[at + 1]) && (isLetter(text[at - 1]) || text[at - 1] == ' '))
            return true;
    return false;
}

// Encodings whose letters lie in the same places but for a few, which the detectors do not tell apart.
Encoding refineEncoding(std::string_view text, Encoding encoding) {
    if (encoding == Encoding::Windows1252 || encoding == Encoding::Iso15) {
        if (hasByte(text, 0x80, 0x9F))
            return Encoding::Windows1252;
        // The euro sign and the French œ stand where windows-1252 has a currency sign nobody writes and the fraction
        // one half.
        return hasByte(text, 0xA4, 0xA4) || isInWord(text, "\xBD") ? Encoding::Iso15 : Encoding::Windows1252;
    }
    // Ukrainian letters stand where KOI8-R draws lines.
    if (encoding == Encoding::Koi8R && isInWord(text, "\xA4\xA6\xA7\xAD\xB4\xB6\xB7\xBD"))
        return Encoding::Koi8U;
    for (const Encoding common : {Encoding::Windows1252, Encoding::Windows1250})
        if (encodingKind(encoding) == EncodingKind::OneByte && isSameText(text, encoding, common))
            return common;
    return encoding;
}

bool isOfLatin(Encoding encoding) {
    return encoding == Encoding::Windows1252 || encoding == Encoding::Windows1250 ||
           encoding == Encoding::Windows1254 || encoding == Encoding::Windows1257 || encoding == Encoding::Iso2 ||
           encoding == Encoding::Iso15 || encoding == Encoding::Iso13 || encoding == Encoding::Iso10;
}

std::string_view wordAround(std::string_view text, std::size_t at) {
    const auto isInside = [&](std::size_t i) {
        return isLetter(text[i]) || static_cast<unsigned char>(text[i]) >= 0x80;
    };
    std::size_t begin = at, end = at + 1;
    while (begin > 0 && at - begin < 20 && isInside(begin - 1))
        --begin;
    while (end < text.size() && end - at < 20 && isInside(end))
        ++end;
    return text.substr(begin, end - begin);
}
}  // namespace

std::string oddWord(std::string_view text, Encoding encoding) {
    // Ellipsis, quotes, dashes and the trade mark may follow a letter.
    constexpr std::string_view kUsual = "\x85\x91\x92\x93\x94\x95\x96\x97\x99\x8B\x9B";
    if (!isOfLatin(encoding))
        return {};
    std::size_t odd = 0, beyond = 0, first = 0;
    for (std::size_t at = 1; at < text.size(); ++at) {
        const unsigned byte = static_cast<unsigned char>(text[at]);
        if (byte >= 0x80)
            ++beyond;
        if (byte < 0x80 || byte > 0x9F || text[at - 1] < 'a' || text[at - 1] > 'z' ||
            kUsual.find(text[at]) != std::string_view::npos)
            continue;
        std::string decoded;
        TextDecoder(encoding).decode(text.substr(at, 1), decoded);
        std::size_t next = 0;
        if (u_islower(static_cast<UChar32>(decoded.empty() ? U'\uFFFD' : nextCodePoint(decoded, next))))
            continue;
        if (++odd == 1)
            first = at;
    }
    if (odd < 3 || 20 * odd < beyond)
        return {};
    std::string word;
    TextDecoder(encoding).decode(wordAround(text, first), word);
    return word;
}

CharsetOpinion detectCharset(std::string_view text) {
    text = text.substr(0, kMaxText);
    CharsetOpinion opinion;
    const std::string name = firstOpinion(text);
    std::optional<Encoding> first = name.empty() ? std::nullopt : findEncoding(name);
    if (first && (encodingKind(*first) == EncodingKind::Utf8 || encodingKind(*first) == EncodingKind::Wide))
        first.reset();
    if (!name.empty() && !findEncoding(name))
        opinion.unreadable = name;
    const std::vector<SecondOpinion> seconds = secondOpinions(text);
    opinion.encoding = choose(first, seconds);

    std::vector<Encoding> others;
    if (first)
        others.push_back(*first);
    for (const SecondOpinion &second : seconds)
        if (second.confidence >= kWorthNaming)
            others.push_back(second.encoding);
    others.push_back(Encoding::Windows1252);
    // One that cannot be read in the end is not what the text is in.
    std::string decoded;
    std::size_t least = badBytes(text, opinion.encoding, decoded);
    for (const Encoding other : others) {
        if (100 * least < text.size())
            break;
        const std::size_t bad = badBytes(text, other, decoded);
        if (bad >= least)
            continue;
        least = bad;
        opinion.encoding = other;
    }
    opinion.encoding = refineEncoding(text, opinion.encoding);
    for (const Encoding other : others)
        if (other != opinion.encoding &&
            std::find(opinion.others.begin(), opinion.others.end(), other) == opinion.others.end())
            opinion.others.push_back(other);
    return opinion;
}

}  // namespace warbler
