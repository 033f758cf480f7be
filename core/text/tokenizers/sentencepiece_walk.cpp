// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/sentencepiece_walk.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <optional>

#include "core/base/utf8.h"
#include "core/text/tokenizers/charsmap.h"
#include "core/text/tokenizers/refusal.h"

namespace warbler {

namespace {

constexpr std::size_t kPieceLimit = 1'000'000, kPieceBytes = 4096;

// Fields of sentencepiece_model.proto.
constexpr std::uint32_t kPieces = 1, kTrainerSpec = 2, kNormalizerSpec = 3, kSelfTest = 4, kDenormalizerSpec = 5;
constexpr std::uint32_t kPieceText = 1, kPieceScore = 2, kPieceType = 3, kCharsmap = 2, kSamples = 1;
constexpr std::uint32_t kModelKind = 3, kSpaceAsSuffix = 24, kByteFallback = 35, kUnknownId = 40,
                        kUnknownPiece = 45;                                             // of the trainer's settings
constexpr std::uint32_t kDummyPrefix = 3, kRemovesExtraSpaces = 4, kEscapesSpaces = 5;  // of the normaliser's

struct Field {
    std::uint32_t number = 0, wireType = 0;
    std::uint64_t value = 0;  // wire types 0, 1, 5
    std::string_view bytes;   // wire type 2
};

class WireReader {
public:
    WireReader(std::string_view bytes, const std::string &path) : m_bytes(bytes), m_path(path) {}

    std::optional<Field> next() {
        if (m_at == m_bytes.size())
            return std::nullopt;
        const std::uint64_t key = varint();
        Field field;
        field.number = static_cast<std::uint32_t>(key >> 3);
        field.wireType = static_cast<std::uint32_t>(key & 7);
        if (key >> 3 == 0 || key >> 3 > 0x1FFFFFFF)
            refuse("a field number out of range");
        if (field.wireType == 0)
            field.value = varint();
        else if (field.wireType == 1)
            field.value = fixedNumber(8);
        else if (field.wireType == 5)
            field.value = fixedNumber(4);
        else if (field.wireType == 2)
            field.bytes = take(varint());
        else
            refuse("wire type " + std::to_string(field.wireType));
        return field;
    }

    [[noreturn]] void refuse(const std::string &detail) const {
        throw badTokenizer(m_path, "not a sentencepiece model: " + detail);
    }

private:
    std::uint64_t varint() {
        std::uint64_t result = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (m_at == m_bytes.size())
                refuse("the file ends inside a number");
            const auto byte = static_cast<unsigned char>(m_bytes[m_at++]);
            if (shift < 64)
                result |= std::uint64_t(byte & 0x7F) << shift;
            if (byte < 0x80)
                return result;
        }
        refuse("a number longer than 10 bytes");
    }
    std::uint64_t fixedNumber(std::size_t size) {
        const std::string_view bytes = take(size);
        std::uint64_t result = 0;
        for (std::size_t i = size; i-- > 0;)
            result = result << 8 | static_cast<unsigned char>(bytes[i]);
        return result;
    }
    std::string_view take(std::uint64_t size) {
        if (size > m_bytes.size() - m_at)
            refuse("a length that points outside the file");
        const std::string_view taken = m_bytes.substr(m_at, static_cast<std::size_t>(size));
        m_at += static_cast<std::size_t>(size);
        return taken;
    }

    std::string_view m_bytes;
    const std::string &m_path;
    std::size_t m_at = 0;
};

class ModelWalk {
public:
    explicit ModelWalk(const std::string &path) : m_path(path) {}

    SentencePieceModel run(std::string_view bytes) {
        WireReader reader(bytes, m_path);
        while (const std::optional<Field> field = reader.next()) {
            const bool isMessage = field->number >= kPieces && field->number <= kDenormalizerSpec;
            if (isMessage && field->wireType != 2)
                reader.refuse("field " + std::to_string(field->number) + " is no message");
            if (field->number == kPieces)
                piece(field->bytes);
            else if (field->number == kNormalizerSpec)
                normalizer(field->bytes);
            else if (field->number == kDenormalizerSpec)
                charsmapsOf(field->bytes);
            else if (field->number == kTrainerSpec)
                trainer(field->bytes);
            else if (field->number == kSelfTest)
                selfTest(field->bytes);
        }
        if (m_model.pieces.size() == 0)
            reader.refuse("it has no pieces");
        return std::move(m_model);
    }

private:
    using Type = SentencePieceModel::Type;

    void piece(std::string_view bytes) {
        const auto id = static_cast<TokenId>(m_model.pieces.size());
        const std::string place = "piece " + std::to_string(id);
        if (m_model.pieces.size() >= kPieceLimit)
            throw badTokenizer(m_path, "more than 1,000,000 pieces");
        std::string_view text;
        Type type = Type::Normal;
        float score = 0;
        WireReader reader(bytes, m_path);
        while (const std::optional<Field> field = reader.next()) {
            const std::uint32_t expected = field->number == kPieceText    ? 2
                                           : field->number == kPieceScore ? 5
                                           : field->number == kPieceType  ? 0
                                                                          : field->wireType;
            if (field->wireType != expected)
                throw badTokenizer(m_path, place + " has a field of the wrong type");
            if (field->number == kPieceText)
                text = field->bytes;
            else if (field->number == kPieceType && field->value >= 1 && field->value <= 6)
                type = static_cast<Type>(field->value);
            else if (field->number == kPieceScore)
                score = std::bit_cast<float>(static_cast<std::uint32_t>(field->value));
            if (!std::isfinite(score))
                throw badTokenizer(m_path, place + " has a score that is not finite");
        }
        if (text.empty() || text.size() > kPieceBytes)
            throw badTokenizer(m_path, place + " has " + std::to_string(text.size()) + " bytes; 1 to 4096 are read");
        if (!isValidUtf8(text))
            throw badTokenizer(m_path, place + " is not UTF-8");
        if (m_model.pieces.add(text, id) != Vocabulary::Added::Yes)
            throw badTokenizer(m_path, place + ", \"" + excerpt(text) + "\", stands twice");
        m_model.scores.push_back(score);
        m_model.types.push_back(type);
        if (type == Type::Unknown || type == Type::Control)
            m_model.specials.push_back({std::string(text), id, false, false, false, false, true});
    }

    // Checks the tables; a later field of the same number replaces an earlier one, as everywhere in this format.
    void charsmapsOf(std::string_view bytes) {
        WireReader reader(bytes, m_path);
        while (const std::optional<Field> field = reader.next()) {
            if (field->number != kCharsmap)
                continue;
            if (field->wireType != 2)
                throw badTokenizer(m_path, "the normalisation table is of the wrong type");
            try {
                const Charsmap checked(field->bytes);
            } catch (const Charsmap::Damage &damage) {
                throw badTokenizer(m_path, "the normalisation table: " + damage.what);
            }
        }
    }

    void normalizer(std::string_view bytes) {
        charsmapsOf(bytes);
        WireReader reader(bytes, m_path);
        while (const std::optional<Field> field = reader.next()) {
            if (field->number == kCharsmap) {
                m_model.hasCharsmap = m_model.hasCharsmap || !field->bytes.empty();
                m_model.charsmap = std::string(field->bytes);
            } else if (field->wireType != 0)
                continue;
            else if (field->number == kDummyPrefix)
                m_model.dummyPrefix = field->value != 0;
            else if (field->number == kRemovesExtraSpaces)
                m_model.removesExtraSpaces = field->value != 0;
            else if (field->number == kEscapesSpaces)
                m_model.escapesSpaces = field->value != 0;
        }
    }

    void trainer(std::string_view bytes) {
        WireReader reader(bytes, m_path);
        while (const std::optional<Field> field = reader.next()) {
            if (field->number == kUnknownPiece && field->wireType == 2 && field->bytes.size() <= kPieceBytes &&
                isValidUtf8(field->bytes))
                m_model.unknownPiece = std::string(field->bytes);
            if (field->wireType != 0)
                continue;
            if (field->number == kUnknownId && field->value < std::uint64_t(Vocabulary::kIdLimit))
                m_model.unknown = static_cast<TokenId>(field->value);
            else if (field->number == kModelKind && field->value >= 1 && field->value <= 4)
                m_model.kind = static_cast<SentencePieceModel::Kind>(field->value);
            else if (field->number == kSpaceAsSuffix)
                m_model.spaceAsSuffix = field->value != 0;
            else if (field->number == kByteFallback)
                m_model.byteFallback = field->value != 0;
        }
    }

    // Only the form matters. The deepest message the format knows, a sample of the self-test, lies here.
    void selfTest(std::string_view bytes) {
        WireReader reader(bytes, m_path);
        while (const std::optional<Field> field = reader.next()) {
            WireReader sample(field->number == kSamples ? field->bytes : std::string_view(), m_path);
            while (sample.next()) {
            }
        }
    }

    const std::string &m_path;
    SentencePieceModel m_model;
};

}  // namespace

SentencePieceModel walkSentencePieceModel(std::string_view bytes, const std::string &path) {
    return ModelWalk(path).run(bytes);
}

}  // namespace warbler
