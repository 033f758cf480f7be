// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/encoding_guess.h"

#include <array>
#include <memory>

#include <uchardet/uchardet.h>

#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/tables/text_source.h"

namespace warbler {

namespace {
constexpr std::size_t kMaxOpinion = std::size_t(1) << 20;  // uchardet reads no more than this

struct Utf8Count {
    std::size_t sequences = 0, bad = 0, firstBadLine = 0;
};

Utf8Count countUtf8(std::string_view bytes) {
    Utf8Count count;
    std::size_t line = 1, at = 0;
    while (at < bytes.size()) {
        const unsigned byte = static_cast<unsigned char>(bytes[at]);
        if (byte < 0x80) {
            if (byte == '\n') ++line;
            ++at;
            continue;
        }
        const std::size_t before = at;
        const char32_t codePoint = nextCodePoint(bytes, at);
        const bool isBad = codePoint == 0xFFFD && bytes.substr(before, at - before) != "\xEF\xBF\xBD";
        if (isBad && bytes.size() - before < 4) return count;  // cut by the sample's end
        ++count.sequences;
        if (isBad && ++count.bad == 1) count.firstBadLine = line;
    }
    return count;
}

std::string opinion(std::string_view bytes) {
    const std::unique_ptr<uchardet, void (*)(uchardet_t)> detector(uchardet_new(), uchardet_delete);
    const std::string_view part = bytes.substr(0, kMaxOpinion);
    if (uchardet_handle_data(detector.get(), part.data(), part.size()) != 0) return {};
    uchardet_data_end(detector.get());
    return uchardet_get_charset(detector.get());
}

bool isReadAsWindows1252(const std::string &charset) {
    return charset.empty() || charset == "WINDOWS-1252" || charset == "ISO-8859-1" || charset == "ISO-8859-15" || charset == "ASCII" || charset == "UTF-8";
}
}  // namespace

EncodingGuess guessEncoding(std::string_view start) {
    for (const Encoding encoding : {Encoding::Utf8Bom, Encoding::Utf16Le, Encoding::Utf16Be})
        if (start.substr(0, byteOrderMark(encoding).size()) == byteOrderMark(encoding)) return {encoding, "the file begins with its byte-order mark", {}};

    std::array<std::size_t, 2> nuls{};
    for (std::size_t i = 0; i < start.size(); ++i)
        if (start[i] == '\0') ++nuls[i % 2];
    const std::size_t pairs = start.size() / 2;
    for (const std::size_t parity : {std::size_t(0), std::size_t(1)})
        if (pairs >= 2 && 10 * nuls[parity] >= 3 * pairs && 10 * nuls[1 - parity] < pairs)
            return {parity == 1 ? Encoding::Utf16Le : Encoding::Utf16Be,
                    std::to_string(100 * nuls[parity] / pairs) + " % of every second byte are zero, as in UTF-16", {}};

    const Utf8Count count = countUtf8(start);
    if (count.sequences == 0) return {Encoding::Utf8, "only ASCII characters", {}};
    if (10 * count.bad < count.sequences)
        return {Encoding::Utf8,
                count.bad == 0 ? "all " + grouped(static_cast<long long>(count.sequences)) + " characters beyond ASCII are good UTF-8"
                               : grouped(static_cast<long long>(count.bad)) + " of " + grouped(static_cast<long long>(count.sequences)) +
                                     " characters beyond ASCII are bad UTF-8, the first at line " + std::to_string(count.firstBadLine),
                {}};
    const std::string charset = opinion(start);
    EncodingGuess guess{Encoding::Windows1252, "not UTF-8 (line " + std::to_string(count.firstBadLine) + "), read as windows-1252", {}};
    if (!isReadAsWindows1252(charset)) {
        guess.otherEncoding = charset;
        guess.reason += "; it may be " + charset + ", which cannot be read: save it as UTF-8 if letters look wrong";
    }
    return guess;
}

std::string sampleText(std::string_view start, Encoding encoding) {
    const std::string_view mark = byteOrderMark(encoding);
    if (!mark.empty() && start.substr(0, mark.size()) == mark) start.remove_prefix(mark.size());
    if (encoding != Encoding::Utf16Le && encoding != Encoding::Utf16Be) return std::string(start);
    std::string text, pending;
    decodeUtf16(start, encoding, text, pending);
    return text;
}

bool isBinary(std::string_view text) {
    std::size_t controls = 0;
    for (const char c : text) {
        const unsigned byte = static_cast<unsigned char>(c);
        const bool isControl = byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v';
        if (isControl || byte == 0x7F) ++controls;
    }
    return controls > 3 && 50 * controls > text.size();
}

}  // namespace warbler
