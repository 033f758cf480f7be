// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/bert_normalizer.h"

#include "core/base/utf8.h"
#include "core/text/tokenizers/unicode.h"

namespace warbler {

namespace {

class BertNormalizer : public Normalizer {
public:
    explicit BertNormalizer(BertNormalization options) : m_options(options) {}

    void apply(std::string &text, const GrowthLimit &limit) const override {
        std::string cleaned;
        cleaned.reserve(text.size() + 16);
        bool isAscii = true;
        for (std::size_t at = 0; at < text.size();) {
            const char32_t c = nextCodePoint(text, at);
            isAscii = isAscii && c < 0x80;
            appendCleaned(cleaned, c);
        }
        limit.check(cleaned.size());
        text.swap(cleaned);
        if (isAscii)
            return;
        if (m_options.stripAccents)
            stripAccents(text);
        if (m_options.lowerCase)
            lowerCase(text);
    }

private:
    // ASCII has no accents, so its lower case may be taken at once.
    void appendCleaned(std::string &out, char32_t c) const {
        const bool isKept = c == '\t' || c == '\n' || c == '\r';
        if (m_options.cleanText && !isKept && (c == 0 || c == 0xFFFD || unicode::isControl(c)))
            return;
        if (m_options.cleanText && (isKept || unicode::isWhiteSpace(c)))
            out.push_back(' ');
        else if (c < 0x80)
            out.push_back(static_cast<char>(m_options.lowerCase && c >= 'A' && c <= 'Z' ? c + 32 : c));
        else if (m_options.spacesAroundIdeographs && unicode::isIdeograph(c)) {
            out.push_back(' ');
            appendUtf8(out, c);
            out.push_back(' ');
        } else {
            appendUtf8(out, c);
        }
    }

    static void stripAccents(std::string &text) {
        const std::string decomposed = unicode::normalForm(text, unicode::Form::Nfd);
        text.clear();
        for (std::size_t at = 0; at < decomposed.size();) {
            const char32_t c = nextCodePoint(decomposed, at);
            if (!unicode::isNonspacingMark(c))
                appendUtf8(text, c);
        }
    }

    static void lowerCase(std::string &text) {
        std::string out;
        out.reserve(text.size());
        for (std::size_t at = 0; at < text.size();)
            unicode::appendLowerCase(out, nextCodePoint(text, at));
        text.swap(out);
    }

    BertNormalization m_options;
};

}  // namespace

std::unique_ptr<const Normalizer> makeBertNormalizer(BertNormalization options) {
    return std::make_unique<BertNormalizer>(options);
}

}  // namespace warbler
