// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/text_decoder.h"

#include <algorithm>

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/tables/mojibake.h"
#include "core/tables/text_source.h"

namespace warbler {

namespace {
constexpr char32_t kReplacement = 0xFFFD;
constexpr std::string_view kReplacementUtf8 = "\xEF\xBF\xBD";

// One U+FFFD a byte, so that the length in the file can be told from the text.
void onBadBytes(const void *context, UConverterToUnicodeArgs *args, const char *, std::int32_t length,
                UConverterCallbackReason reason, UErrorCode *error) {
    if (reason > UCNV_IRREGULAR)
        return;
    constexpr std::array<UChar, 8> replacements = {0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD};
    const std::int32_t count = std::min<std::int32_t>(length, replacements.size());
    *static_cast<std::int64_t *>(const_cast<void *>(context)) += count;
    *error = U_ZERO_ERROR;
    ucnv_cbToUWriteUChars(args, replacements.data(), count, 0, error);
}

std::int64_t decodeUtf8(std::string_view bytes, std::string &out) {
    std::int64_t bad = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t before = at;
        const char32_t codePoint = nextCodePoint(bytes, at);
        if (codePoint == kReplacement && bytes.substr(before, at - before) != kReplacementUtf8)
            ++bad;
        appendUtf8(out, codePoint);
    }
    return bad;
}

void appendUtf16(std::string &out, const std::u16string &units) {
    for (std::size_t i = 0; i < units.size(); ++i) {
        char32_t codePoint = units[i];
        if (codePoint >= 0xD800 && codePoint < 0xDC00 && i + 1 < units.size() && units[i + 1] >= 0xDC00 &&
            units[i + 1] < 0xE000)
            codePoint = 0x10000 + ((codePoint - 0xD800) << 10) + (units[++i] - 0xDC00u);
        appendUtf8(out, codePoint >= 0xD800 && codePoint < 0xE000 ? kReplacement : codePoint);
    }
}
}  // namespace

struct TextDecoder::Converter {
    explicit Converter(Encoding encoding) {
        UErrorCode error = U_ZERO_ERROR;
        converter = ucnv_open(libraryName(encoding), &error);
        if (U_FAILURE(error))
            throw Error(ErrorCode::Internal, std::string("no converter for ") + encodingName(encoding),
                        "Reinstall the library ICU.");
        ucnv_setToUCallBack(converter, onBadBytes, &bad, nullptr, nullptr, &error);
    }
    ~Converter() { ucnv_close(converter); }
    Converter(const Converter &) = delete;
    Converter &operator=(const Converter &) = delete;
    UConverter *converter = nullptr;
    std::int64_t bad = 0;
};

TextDecoder::TextDecoder(Encoding encoding) : m_encoding(encoding), m_kind(encodingKind(encoding)) {
    if (m_kind != EncodingKind::OneByte && m_kind != EncodingKind::MultiByte && m_kind != EncodingKind::Mixed)
        return;
    m_converter = std::make_unique<Converter>(encoding);
    if (m_kind != EncodingKind::OneByte)
        return;
    for (int byte = 0x80; byte < 0x100; ++byte) {
        const char c = static_cast<char>(byte);
        UChar unit = 0;
        UErrorCode error = U_ZERO_ERROR;
        const std::int32_t size = ucnv_toUChars(m_converter->converter, &unit, 1, &c, 1, &error);
        const bool isControl = unit >= 0x80 && unit < 0xA0;
        m_upper[static_cast<std::size_t>(byte - 0x80)] = size == 1 && unit != kReplacement && !isControl ? unit : 0;
    }
    m_converter.reset();
}

TextDecoder::~TextDecoder() = default;

bool TextDecoder::isPlain(std::string_view bytes) const {
    const bool mayBeUtf8 =
        m_kind != EncodingKind::OneByte && m_kind != EncodingKind::MultiByte && m_encoding != Encoding::Utf8Twice;
    return isAscii(bytes) || (mayBeUtf8 && isValidUtf8(bytes));
}

std::int64_t TextDecoder::decode(std::string_view bytes, std::string &out) const {
    if (isPlain(bytes)) {
        out.append(bytes);
        return 0;
    }
    if (m_kind == EncodingKind::MultiByte) {
        std::string none;
        return convert(bytes, End::Text, out, none);
    }
    if (m_encoding == Encoding::Cesu8)
        return decodeUtf8(joinSurrogates(bytes), out);
    if (m_encoding == Encoding::Utf8Twice) {
        std::string text;
        const std::int64_t bad = decodeUtf8(bytes, text);
        out += withoutMojibake(text);
        return bad;
    }
    if (m_kind != EncodingKind::OneByte)
        return decodeUtf8(bytes, out);
    std::int64_t bad = 0;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            out.push_back(c);
            continue;
        }
        const char32_t codePoint = m_upper[byte - 0x80u];
        if (codePoint == 0)
            ++bad;
        appendUtf8(out, codePoint == 0 ? kReplacement : codePoint);
    }
    return bad;
}

std::int64_t TextDecoder::decodeStart(std::string_view bytes, std::string &out, std::string &pending) const {
    return convert(bytes, End::Part, out, pending);
}

std::int64_t TextDecoder::convert(std::string_view bytes, End end, std::string &out, std::string &pending) const {
    UConverter *converter = m_converter->converter;
    const std::int64_t before = m_converter->bad;
    std::u16string units(bytes.size() + 16, u'\0');  // no character is fewer bytes than UTF-16 units
    UChar *target = units.data();
    const char *source = bytes.data();
    UErrorCode error = U_ZERO_ERROR;
    ucnv_toUnicode(converter, &target, units.data() + units.size(), &source, bytes.data() + bytes.size(), nullptr,
                   end == End::Text, &error);
    units.resize(static_cast<std::size_t>(target - units.data()));
    UErrorCode ignored = U_ZERO_ERROR;
    const std::int32_t cut = end == End::Part ? ucnv_toUCountPending(converter, &ignored) : 0;
    const std::size_t left = static_cast<std::size_t>(std::max<std::int32_t>(cut, 0));
    pending = std::string(bytes.substr(bytes.size() - std::min(left, bytes.size())));
    ucnv_resetToUnicode(converter);
    appendUtf16(out, units);
    return m_converter->bad - before;
}

std::uint64_t TextDecoder::encodedSize(std::string_view text) const {
    if (isAscii(text))
        return text.size();
    std::u16string units;
    std::uint64_t size = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t codePoint = nextCodePoint(text, at);
        if (codePoint == kReplacement) {
            ++size;
        } else if (codePoint < 0x10000) {
            units.push_back(static_cast<char16_t>(codePoint));
        } else {
            units.push_back(static_cast<char16_t>(0xD800 + ((codePoint - 0x10000) >> 10)));
            units.push_back(static_cast<char16_t>(0xDC00 + ((codePoint - 0x10000) & 0x3FF)));
        }
    }
    UErrorCode error = U_ZERO_ERROR;
    const std::int32_t bytes = ucnv_fromUChars(m_converter->converter, nullptr, 0, units.data(),
                                               static_cast<std::int32_t>(units.size()), &error);
    return size + static_cast<std::uint64_t>(std::max<std::int32_t>(bytes, 0));
}

}  // namespace warbler
