// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/encoding_guess.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/tables/charset_detection.h"
#include "core/tables/mojibake.h"
#include "core/tables/text_source.h"

namespace warbler {

namespace {
constexpr std::size_t kMaxLines = std::size_t(1) << 20, kShownLines = 3, kShownBytes = 400, kShownCharacters = 90;

struct Utf8Count {
    std::size_t sequences = 0, bad = 0, firstBadLine = 0, pairs = 0, firstPairLine = 0;
    bool isBelieved() const { return 1000 * bad < sequences || bad == 0; }
    bool isMostlyGood() const { return 10 * bad < sequences; }
};

bool isSurrogatePair(std::string_view bytes, std::size_t at) {
    return bytes[at] == '\xED' && at + 6 <= bytes.size() && joinSurrogates(bytes.substr(at, 6)).size() == 4;
}

Utf8Count countUtf8(std::string_view bytes) {
    Utf8Count count;
    std::size_t line = 1, at = 0;
    while (at < bytes.size()) {
        const unsigned byte = static_cast<unsigned char>(bytes[at]);
        if (byte < 0x80) {
            if (byte == '\n')
                ++line;
            ++at;
            continue;
        }
        ++count.sequences;
        if (isSurrogatePair(bytes, at)) {
            if (++count.pairs == 1)
                count.firstPairLine = line;
            at += 6;
            continue;
        }
        const std::size_t before = at;
        const char32_t codePoint = nextCodePoint(bytes, at);
        const bool isBad = codePoint == 0xFFFD && bytes.substr(before, at - before) != "\xEF\xBF\xBD";
        if (isBad && bytes.size() - before < 6) {  // cut by the sample's end
            --count.sequences;
            return count;
        }
        if (isBad && ++count.bad == 1)
            count.firstBadLine = line;
    }
    return count;
}

// The lines with bytes beyond ASCII, one after the other.
std::string linesBeyondAscii(std::string_view bytes) {
    std::string lines;
    for (std::size_t at = 0; at < bytes.size() && lines.size() < kMaxLines;) {
        const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
        const std::string_view line = bytes.substr(at, end - at);
        if (!isAscii(line))
            lines.append(line).push_back('\n');
        at = end + 1;
    }
    return lines;
}

std::string decodedSample(std::string_view bytes, Encoding encoding) {
    const EncodingKind kind = encodingKind(encoding);
    std::string text, pending;
    if (kind == EncodingKind::Wide)
        decodeUtf16(bytes, encoding, text, pending);
    else if (kind == EncodingKind::Mixed)
        TextDecoder(encoding).decodeStart(bytes, text, pending);
    else
        TextDecoder(encoding).decode(bytes, text);
    return text;
}

// From the word of its first character beyond ASCII on.
std::string_view tellingPart(std::string_view line) {
    std::size_t at = 0;
    while (at < line.size() && static_cast<unsigned char>(line[at]) < 0x80)
        ++at;
    for (std::size_t back = 0; at > 0 && back < 20 && line[at - 1] != ',' && line[at - 1] != ';' &&
                               line[at - 1] != '\t' && line[at - 1] != '"';
         ++back)
        --at;
    return line.substr(at, kShownBytes);
}

EncodingCandidate candidateFor(std::string_view start, Encoding encoding) {
    EncodingCandidate candidate{encoding, {}};
    std::string wide;
    if (encodingKind(encoding) == EncodingKind::Wide) {
        wide = decodedSample(start.substr(0, kMaxLines), encoding);
        start = wide;
    }
    for (std::size_t at = 0; at < start.size() && candidate.lines.size() < kShownLines;) {
        const std::size_t end = std::min(start.find('\n', at), start.size());
        const std::string_view line = start.substr(at, end - at);
        at = end + 1;
        if (isAscii(line))
            continue;
        const std::string_view part = tellingPart(line);
        std::string shown = excerpt(wide.empty() ? decodedSample(part, encoding) : std::string(part), kShownCharacters);
        while (!shown.empty() && shown.back() == '\r')
            shown.pop_back();
        if (std::find(candidate.lines.begin(), candidate.lines.end(), shown) == candidate.lines.end())
            candidate.lines.push_back(std::move(shown));
    }
    return candidate;
}

void addCandidate(EncodingGuess &guess, std::string_view start, Encoding encoding) {
    for (const EncodingCandidate &candidate : guess.candidates)
        if (candidate.encoding == encoding)
            return;
    guess.candidates.push_back(candidateFor(start, encoding));
}

EncodingGuess certain(std::string_view start, Encoding encoding, std::string reason) {
    EncodingGuess guess{encoding, std::move(reason), {}, {}};
    addCandidate(guess, start, encoding);
    return guess;
}

std::optional<EncodingGuess> guessUtf16(std::string_view start) {
    std::array<std::size_t, 2> nuls{};
    for (std::size_t i = 0; i < start.size(); ++i)
        if (start[i] == '\0')
            ++nuls[i % 2];
    const std::size_t pairs = start.size() / 2;
    for (const std::size_t parity : {std::size_t(0), std::size_t(1)}) {
        const bool isOften = 10 * nuls[parity] >= 3 * pairs && 10 * nuls[1 - parity] < pairs;
        // Hanzi have few NULs beside them: delimiters and line ends alone, yet never on both sides.
        const bool isOnly = nuls[1 - parity] == 0 && nuls[parity] > 2 && 100 * nuls[parity] >= pairs;
        if (pairs < 2 || (!isOften && !isOnly))
            continue;
        return certain(start, parity == 1 ? Encoding::Utf16Le : Encoding::Utf16Be,
                       std::to_string(100 * nuls[parity] / pairs) + " % of every second byte are zero, as in UTF-16");
    }
    return std::nullopt;
}

std::string badShare(const Utf8Count &count) {
    return groupedText(static_cast<long long>(count.bad)) + " of " +
           groupedText(static_cast<long long>(count.sequences)) +
           " characters beyond ASCII are bad UTF-8, the first at line " + std::to_string(count.firstBadLine);
}

EncodingGuess guessUtf8(std::string_view start, const Utf8Count &count) {
    EncodingGuess guess = certain(start, Encoding::Utf8,
                                  count.bad == 0 ? "all " + groupedText(static_cast<long long>(count.sequences)) +
                                                       " characters beyond ASCII are good UTF-8"
                                                 : badShare(count));
    if (count.pairs > 0) {
        guess.doubt = groupedText(static_cast<long long>(count.pairs)) + " characters, the first at line " +
                      std::to_string(count.firstPairLine) +
                      ", are written in two halves, as in CESU-8. Choose CESU-8 (--encoding CESU-8) to read them.";
        addCandidate(guess, start, Encoding::Cesu8);
    }
    const std::string lines = linesBeyondAscii(start);
    if (hasMojibake(lines))
        addCandidate(guess, start, Encoding::Utf8Twice);
    if (count.bad == 0)
        return guess;
    const CharsetOpinion opinion = detectCharset(lines);
    addCandidate(guess, start, opinion.encoding);
    if (!count.isBelieved())
        guess.doubt +=
            std::string(guess.doubt.empty() ? "" : " ") + badShare(count) + ": the file may be in " +
            encodingName(opinion.encoding) +
            ", or parts of it come from another file. Choose the encoding (--encoding) whose letters look right.";
    return guess;
}
}  // namespace

EncodingGuess guessEncoding(std::string_view start) {
    for (const Encoding encoding : {Encoding::Utf8Bom, Encoding::Utf16Le, Encoding::Utf16Be})
        if (start.substr(0, byteOrderMark(encoding).size()) == byteOrderMark(encoding))
            return certain(start.substr(byteOrderMark(encoding).size()), encoding,
                           "the file begins with its byte-order mark");
    if (auto wide = guessUtf16(start))
        return std::move(*wide);
    const Utf8Count count = countUtf8(start);
    if (count.sequences == 0)
        return {Encoding::Utf8, "only ASCII characters", {}, {}};
    if (count.isMostlyGood())
        return guessUtf8(start, count);

    const std::string lines = linesBeyondAscii(start);
    const CharsetOpinion opinion = detectCharset(lines);
    EncodingGuess guess = certain(start, opinion.encoding,
                                  "not UTF-8 (line " + std::to_string(count.firstBadLine) +
                                      "); its letters look like " + encodingName(opinion.encoding));
    for (const Encoding other : opinion.others)
        addCandidate(guess, start, other);
    if (!opinion.unreadable.empty())
        guess.doubt = "The text may be in " + opinion.unreadable + ", which cannot be read here, and is read as " +
                      encodingName(opinion.encoding) + ". If letters look wrong, save the file as UTF-8.";
    const std::string odd = oddWord(lines, opinion.encoding);
    if (odd.empty())
        return guess;
    addCandidate(guess, start, Encoding::MacRoman);
    if (guess.doubt.empty())
        guess.doubt =
            std::string("Words such as \"") + excerpt(odd, 30) + "\" look wrong in " + encodingName(opinion.encoding) +
            ": the text may be in Mac Roman (--encoding \"mac roman\"), or in an encoding of DOS, which cannot "
            "be read here. If letters look wrong, save the file as UTF-8.";
    return guess;
}

std::vector<EncodingCandidate> candidatesWith(Encoding chosen, std::vector<EncodingCandidate> candidates,
                                              std::string_view start) {
    const auto known = std::find_if(candidates.begin(), candidates.end(),
                                    [chosen](const EncodingCandidate &one) { return one.encoding == chosen; });
    if (known != candidates.end())
        std::rotate(candidates.begin(), known, known + 1);
    else
        candidates.insert(candidates.begin(), candidateFor(start, chosen));
    return candidates;
}

std::string sampleText(std::string_view start, Encoding encoding) {
    const std::string_view mark = byteOrderMark(encoding);
    if (!mark.empty() && start.substr(0, mark.size()) == mark)
        start.remove_prefix(mark.size());
    const EncodingKind kind = encodingKind(encoding);
    return kind == EncodingKind::Wide || kind == EncodingKind::Mixed ? decodedSample(start, encoding)
                                                                     : std::string(start);
}

bool isBinary(std::string_view text) {
    std::size_t controls = 0;
    for (const char c : text) {
        const unsigned byte = static_cast<unsigned char>(c);
        const bool isControl = byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' &&
                               c != '\x1F';  // U+001F separates fields
        if (isControl || byte == 0x7F)
            ++controls;
    }
    return controls > 3 && 50 * controls > text.size();
}

}  // namespace warbler
