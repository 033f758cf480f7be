// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/regex_translation.h"

#include <cctype>

#include "core/base/error.h"

namespace warbler {

namespace {

// The published pattern has a class inside a class, which PCRE2 reads otherwise; its meaning is written without one
// here.
const std::string kBloomPublished = " ?[^(\\s|[.,!?…。，、।۔،])]+";
const std::string kBloomMeant = " ?[^(\\s|.,!?…。，、।۔،)]+";

// White_Space as ranges inside a class: PCRE2's own \s also counts U+180E.
const std::string kSpaces =
    "\\x09-\\x0D\\x20\\x{85}\\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}\\x{3000}";
const std::string kNonSpaces =
    "\\x00-\\x08\\x0E-\\x1F\\x21-\\x{84}\\x{86}-\\x{9F}\\x{A1}-\\x{167F}\\x{1681}-\\x{1FFF}\\x{200B}-\\x{2027}"
    "\\x{202A}-\\x{202E}\\x{2030}-\\x{205E}\\x{2060}-\\x{2FFF}\\x{3001}-\\x{10FFFF}";
// Oniguruma's \w: marks, letter-like symbols and the superscripts and fractions of Latin-1, which PCRE2's leaves out,
// too.
const std::string kWord =
    "\\p{L}\\p{M}\\p{Nd}\\p{Nl}\\p{Pc}\\x{B2}\\x{B3}\\x{B9}\\x{BC}-\\x{BE}\\x{24B6}-\\x{24E9}\\x{1F130}-\\x{1F149}"
    "\\x{1F150}-\\x{1F169}\\x{1F170}-\\x{1F189}";

// One pass over the pattern; refuses by name what the two dialects read differently.
class Translator {
public:
    explicit Translator(const std::string &pattern) : m_in(pattern) {}

    std::string run() {
        while (m_at < m_in.size()) {
            const char c = m_in[m_at];
            if (c == '\\')
                escape();
            else if (m_inClass)
                classCharacter(c);
            else
                plainCharacter(c);
        }
        return m_out;
    }

private:
    [[noreturn]] static void refuse(const std::string &what) { throw Error(ErrorCode::UnsupportedOption, what); }
    bool follows(const char *text) const { return m_in.compare(m_at, std::char_traits<char>::length(text), text) == 0; }
    void take(std::size_t count) {
        m_out.append(m_in, m_at, count);
        m_at += count;
    }

    void escape() {
        if (m_at + 1 >= m_in.size())
            refuse("a lone backslash");
        const char c = m_in[m_at + 1];
        if (c == 's' || c == 'S' || c == 'w' || c == 'W') {
            shorthand(c);
            m_at += 2;
        } else if (c == 'u') {
            if (m_in.size() < m_at + 6)
                refuse("a broken \\u");
            m_out += "\\x{" + m_in.substr(m_at + 2, 4) + "}";
            m_at += 6;
        } else if (c == 'p' || c == 'P') {
            const std::size_t end = follows("\\p{") || follows("\\P{") ? m_in.find('}', m_at) : std::string::npos;
            if (end == std::string::npos)
                refuse("\\p without {name}");
            take(end + 1 - m_at);
        } else if (std::isalnum(static_cast<unsigned char>(c)) != 0 &&
                   std::string("dDrntfaexAz").find(c) == std::string::npos) {
            refuse(std::string("\\") + c);
        } else if (c == 'x' && follows("\\x{")) {
            const std::size_t end = m_in.find('}', m_at);
            if (end == std::string::npos)
                refuse("a broken \\x{");
            take(end + 1 - m_at);
        } else {
            take(2);
        }
    }

    void shorthand(char c) {
        if (c == 'W' && m_inClass)
            refuse("\\W inside a class");
        const std::string &members = c == 's' ? kSpaces : c == 'S' ? kNonSpaces : kWord;
        m_out += m_inClass ? members : (c == 'W' ? "[^" : "[") + members + "]";
    }

    void classCharacter(char c) {
        if (c == '[')
            refuse("a class inside a class");
        if (follows("&&"))
            refuse("&& inside a class");
        if (c == ']')
            m_inClass = false;
        take(1);
    }

    void plainCharacter(char c) {
        if (c == '[') {
            m_inClass = true;
            take(follows("[^") ? 2 : 1);
            if (follows("]"))
                refuse("an empty class");
        } else if (c == '(') {
            group();
        } else if (follows("}+") || follows("{,")) {
            refuse("the quantifier " + m_in.substr(m_at, 2));
        } else {
            take(1);
        }
    }

    void group() {
        if (follows("(*"))
            refuse("a verb (*...)");
        if (follows("(?")) {
            for (const char *known : {"(?:", "(?=", "(?!", "(?>", "(?<=", "(?<!", "(?i:"}) {
                if (follows(known)) {
                    take(std::char_traits<char>::length(known));
                    return;
                }
            }
            refuse("a group beginning with " + m_in.substr(m_at, 3));
        }
        take(1);
    }

    const std::string &m_in;
    std::string m_out;
    std::size_t m_at = 0;
    bool m_inClass = false;
};

}  // namespace

std::string pcre2Pattern(const std::string &pattern) {
    return Translator(pattern == kBloomPublished ? kBloomMeant : pattern).run();
}

}  // namespace warbler
