// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#define PCRE2_CODE_UNIT_WIDTH 8
#include "core/text/tokenizers/regex.h"

#include <algorithm>
#include <new>

#include <pcre2.h>

#include "core/base/clock.h"
#include "core/base/utf8.h"
#include "core/text/tokenizers/refusal.h"
#include "core/text/tokenizers/regex_translation.h"

namespace warbler {

namespace {

constexpr std::size_t kPatternLimit = 4096;  // bytes
constexpr std::uint32_t kMatchLimit = 2000;  // steps of one match from one start; tokenizers' patterns need a dozen
constexpr std::uint32_t kHeapLimitKib = 4096;
constexpr std::size_t kStartsPerCall = 32;  // the clock is read between calls, so one call must be short
constexpr double kSecondsPerText = 0.03, kSecondsPerByte = 1e-6;

// Stops a pattern that would take unreasonably long. Processor time, not wall time: a busy machine refuses nothing
// more.
class WorkGuard {
public:
    explicit WorkGuard(std::size_t bytes) : m_seconds(kSecondsPerText + kSecondsPerByte * static_cast<double>(bytes)) {}
    bool isSpent() {
        if (--m_callsToReading > 0)
            return false;
        const double now = threadSeconds();
        if (m_begin < 0)
            m_begin = m_last = now;
        // Reading the clock costs as much as a match: rarely while calls are short, at every call once they are long.
        m_interval = now - m_last > 1e-3 ? 1 : std::min(64, m_interval * 2);
        m_callsToReading = m_interval;
        m_last = now;
        return now - m_begin > m_seconds;
    }

private:
    double m_seconds, m_begin = -1, m_last = -1;
    int m_interval = 1, m_callsToReading = 1;
};

}  // namespace

struct Regex::Code {
    pcre2_code *code = nullptr;
    pcre2_match_context *limits = nullptr;
    ~Code() {
        pcre2_match_context_free(limits);
        pcre2_code_free(code);
    }
};

Regex::Regex(const std::string &pattern, const std::string &path, const std::string &field)
    : m_code(std::make_unique<Code>()), m_pattern(pattern), m_place(path) {
    if (pattern.size() > kPatternLimit)
        throw badTokenizer(path, field + ": a pattern of " + std::to_string(pattern.size()) +
                                     " bytes; at most 4096 are read");
    std::string text;
    try {
        text = pcre2Pattern(pattern);
    } catch (const Error &error) {
        throw unsupportedTokenizer(path,
                                   field + ": in the pattern \"" + excerpt(pattern, 60) + "\", " + error.detail());
    }
    pcre2_compile_context *context = pcre2_compile_context_create(nullptr);
    if (context == nullptr)
        throw std::bad_alloc();
    pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    pcre2_set_parens_nest_limit(context, 50);
    int error = 0;
    PCRE2_SIZE at = 0;
    // Multi-line: in Oniguruma's dialect ^ and $ always mean lines.
    m_code->code =
        pcre2_compile(reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(),
                      PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT,
                      &error, &at, context);
    pcre2_compile_context_free(context);
    if (m_code->code == nullptr) {
        PCRE2_UCHAR message[256];
        pcre2_get_error_message(error, message, sizeof message);
        throw unsupportedTokenizer(path, field + ": the pattern \"" + excerpt(pattern, 60) + "\" (" +
                                             reinterpret_cast<const char *>(message) + ")");
    }
    m_code->limits = pcre2_match_context_create(nullptr);
    if (m_code->limits == nullptr)
        throw std::bad_alloc();
    pcre2_set_match_limit(m_code->limits, kMatchLimit);
    pcre2_set_depth_limit(m_code->limits, kMatchLimit);
    pcre2_set_heap_limit(m_code->limits, kHeapLimitKib);
}

Regex::~Regex() = default;

void Regex::findAll(std::string_view text, std::vector<Span> &matches) const {
    matches.clear();
    struct Freer {
        void operator()(pcre2_match_data *data) const { pcre2_match_data_free(data); }
        void operator()(pcre2_match_context *context) const { pcre2_match_context_free(context); }
    };
    const std::unique_ptr<pcre2_match_data, Freer> data(pcre2_match_data_create(1, nullptr));
    const std::unique_ptr<pcre2_match_context, Freer> limits(pcre2_match_context_copy(m_code->limits));
    if (data == nullptr || limits == nullptr)
        throw std::bad_alloc();
    const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(data.get());
    WorkGuard guard(text.size());
    std::size_t at = 0, windowEnd = 0;
    while (at <= text.size() && !text.empty()) {
        windowEnd = std::min(text.size(), at + kStartsPerCall);
        while (windowEnd < text.size() && (static_cast<unsigned char>(text[windowEnd]) & 0xC0) == 0x80)
            ++windowEnd;
        pcre2_set_offset_limit(limits.get(), windowEnd);
        const int found = pcre2_match(m_code->code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), at,
                                      PCRE2_NO_UTF_CHECK, data.get(), limits.get());
        if ((found < 0 && found != PCRE2_ERROR_NOMATCH) || guard.isSpent())
            throw badTokenizer(m_place, "the pattern \"" + excerpt(m_pattern, 60) +
                                            "\" takes too much work on a text of " + std::to_string(text.size()) +
                                            " bytes");
        if (found == PCRE2_ERROR_NOMATCH) {
            if (windowEnd == text.size())
                break;
            at = windowEnd;
            continue;
        }
        at = offsets[1];
        if (offsets[0] < offsets[1] || matches.empty() || matches.back().end != at)
            matches.push_back({static_cast<std::uint32_t>(offsets[0]), static_cast<std::uint32_t>(offsets[1])});
        else if (at < text.size())
            nextCodePoint(text, at);
        else
            break;
    }
}

}  // namespace warbler
