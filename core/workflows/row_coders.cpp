// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/row_coders.h"

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/utf8.h"

namespace warbler {

namespace {
std::string textWithoutEdges(const std::string &text) {
    const std::size_t first = text.find_first_not_of(" \t"), last = text.find_last_not_of(" \t");
    return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
}
}  // namespace

RowCoders::RowCoders(const ImportRequest &request, const CsvPreview &preview)
    : m_request(request), m_mapping(preview.mapping) {
    if (m_mapping.label < 0 || m_mapping.id < 0)
        m_mode = request.coder.empty() ? Mode::Imported : Mode::Named;
    else if (!request.coder.empty())
        m_mode = Mode::Named;
    else if (m_mapping.coder >= 0)
        m_mode = Mode::Column;
    else if (preview.repeats.isRowPerLabel() && !request.isDuplicateRuleChosen)
        m_mode = Mode::Numbered;
}

RowCoders::Given RowCoders::take(const CsvRow &row, const std::string &label) {
    Given given;
    if (m_mode == Mode::Named)
        given.coder = m_request.coder;
    if (m_mapping.id < 0 || m_mode == Mode::Imported)
        return given;
    const std::string &id = row.fields[static_cast<std::size_t>(m_mapping.id)];
    if (m_mode == Mode::Numbered) {
        const int which = ++m_rows[id];
        m_further += which > 1 ? 1 : 0;
        given.coder = "coder " + std::to_string(which);
        return given;
    }
    if (m_mode == Mode::Column) {
        const std::string named = textWithoutEdges(row.fields[static_cast<std::size_t>(m_mapping.coder)]);
        given.coder = named.empty() ? std::string(kImportedCoder) : named;
    }
    const auto [own, isFirst] = m_own.try_emplace(given.coder + '\n' + id, Own{label, row.line});
    if (isFirst || own->second.label == label)
        return given;
    given.counts = Given::Counts::NoLabel;
    if (!m_request.isDuplicateRuleChosen)
        throw Error(ErrorCode::Usage,
                    m_request.csvPath + ", line " + groupedText(row.line) + ": " + given.coder + " labels the tweet " +
                        excerpt(id, 40) + " \"" + excerpt(label, 40) + "\", in line " + groupedText(own->second.line) +
                        " it was \"" + excerpt(own->second.label, 40) + "\"",
                    "Say which one counts: --duplicates first, last or reject; if they are two coders, name their "
                    "column with --coder-column.");
    given.reason = "a second label of " + given.coder + " for the tweet " + excerpt(id, 40);
    if (m_request.duplicates != DuplicateRule::First)
        given.counts = m_request.duplicates == DuplicateRule::Last ? Given::Counts::Label : Given::Counts::Rejected;
    return given;
}

DuplicateRule RowCoders::duplicatesOfTweets() const {
    return areSeveral() && m_request.duplicates == DuplicateRule::Reject ? DuplicateRule::First : m_request.duplicates;
}

void RowCoders::countDuplicate(const Given &given) {
    m_further += m_mode == Mode::Imported && given.coder == kImportedCoder ? 1 : 0;
}

std::string RowCoders::sentence() const {
    if (m_further == 0)
        return {};
    if (m_mode == Mode::Imported)
        return groupedText(m_further) + (m_further == 1 ? " row gives" : " rows give") + " a tweet a further label; " +
               (m_request.duplicates == DuplicateRule::Last ? "the last" : "the first") +
               " one counts. If they are several coders' labels, name the column of the coders with --coder-column, or "
               "the coder with --coder.";
    return "Tweets stand in several rows with a label each: they are kept as labels of coder 1, coder 2 and so on (" +
           groupedText(m_further) +
           " rows behind the first ones). Name the column of the coders with --coder-column, or take one row each with "
           "--duplicates first.";
}

}  // namespace warbler
