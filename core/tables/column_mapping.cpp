// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/column_mapping.h"

#include <algorithm>
#include <unordered_set>

#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/tables/created_at.h"
#include "core/tables/field_kind.h"
#include "core/tables/known_export.h"

namespace warbler {

namespace {
constexpr std::size_t kMostCandidates = 8;
constexpr std::size_t kRowsPerMissingId = 20;

// What the sample shows of one column.
struct ColumnFacts {
    std::size_t values = 0, distinct = 0, longIds = 0, damagedIds = 0, numbers = 0, dates = 0, json = 0, addresses = 0;
    double meanLength = 0;  // in characters, of the values that are not empty
    bool isMostly(std::size_t some) const { return 2 * some > values; }
    bool isForMachines() const { return isMostly(json) || isMostly(addresses); }
};

std::string_view withoutBlanks(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\n'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n'))
        text.remove_suffix(1);
    return text;
}

bool isJson(std::string_view text) {
    text = withoutBlanks(text);
    if (text.size() < 2)
        return false;
    return (text.front() == '{' && text.back() == '}') || (text.front() == '[' && text.back() == ']');
}

bool isAddress(std::string_view text) {
    text = withoutBlanks(text);
    return (text.substr(0, 7) == "http://" || text.substr(0, 8) == "https://") &&
           text.find(' ') == std::string_view::npos;
}

ColumnFacts factsOf(const std::vector<CsvRow> &sample, std::size_t column) {
    ColumnFacts facts;
    std::unordered_set<std::string> distinct;
    std::size_t characters = 0;
    for (const CsvRow &row : sample) {
        if (column >= row.fields.size() || isBlank(row.fields[column]))
            continue;
        const std::string &value = row.fields[column];
        ++facts.values;
        distinct.insert(value);
        characters += codePointCount(value);
        const FieldKind kind = fieldKind(value);
        if (kind == FieldKind::LongId)
            ++facts.longIds;
        if (kind == FieldKind::Number)
            ++facts.numbers;
        if (isScientific(bareId(value)))
            ++facts.damagedIds;
        if (parseCreatedAt(value))
            ++facts.dates;
        if (isJson(value))
            ++facts.json;
        if (isAddress(value))
            ++facts.addresses;
    }
    facts.distinct = distinct.size();
    if (facts.values > 0)
        facts.meanLength = static_cast<double>(characters) / static_cast<double>(facts.values);
    return facts;
}

class MappingFinder {
public:
    MappingFinder(const std::vector<std::string> &columns, const std::vector<CsvRow> &sample)
        : m_columns(columns), m_sample(sample) {
        for (std::size_t i = 0; i < columns.size(); ++i)
            m_facts.push_back(factsOf(sample, i));
        m_filledRows = static_cast<std::size_t>(std::count_if(sample.begin(), sample.end(), [](const CsvRow &row) {
            return !std::all_of(row.fields.begin(), row.fields.end(), [](const auto &field) { return isBlank(field); });
        }));
        m_names = namesOfSentiment140(columns, sample);
        if (m_names.empty())
            m_names = columns;
        m_export = recogniseExport(columns, sample);
    }

    MappingGuess find() {
        m_ownLabel = ownLabelColumn(m_columns);
        if (m_export != nullptr)
            takeExport();
        if (m_guess.mapping.id < 0)
            findId();
        ColumnMapping &mapping = m_guess.mapping;
        const auto anything = [this](std::size_t i) { return !isTaken(i); };
        if (mapping.created < 0)
            mapping.created = byName(ColumnRole::Created, anything);
        if (mapping.author < 0)
            mapping.author =
                byName(ColumnRole::Author, [&](std::size_t i) { return anything(i) && !m_facts[i].isForMachines(); });
        if (mapping.language < 0)
            mapping.language = byName(ColumnRole::Language, anything);
        if (mapping.text < 0)
            findText();
        findLabel();
        findCandidates();
        if (m_export == nullptr)
            mapping.coder = byName(ColumnRole::Coder, anything);
        return std::move(m_guess);
    }

private:
    // The column with the most telling name of that role among those that fit; -1: none.
    template <typename Fits>
    int byName(ColumnRole role, Fits fits) const {
        int best = -1;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            if (knownRole(m_columns[i]) != role || !fits(i))
                continue;
            if (best < 0 || knownRank(m_columns[i]) < knownRank(m_columns[static_cast<std::size_t>(best)]))
                best = static_cast<int>(i);
        }
        return best;
    }

    bool isTaken(std::size_t column) const {
        const int index = static_cast<int>(column);
        const ColumnMapping &m = m_guess.mapping;
        return m.id == index || m.text == index || m.label == index || m.created == index || m.author == index ||
               m.language == index || m.coder == index || isOwnColumn(m_columns[column]);
    }

    std::string nameReason(int column) const { return "named \"" + m_columns[static_cast<std::size_t>(column)] + "\""; }

    // The columns of these names, in the order of the names.
    std::vector<std::size_t> exportColumns(const std::vector<std::string_view> &names) const {
        std::vector<std::size_t> columns;
        for (const std::string_view name : names)
            for (std::size_t i = 0; i < m_names.size(); ++i)
                if (plainName(m_names[i]) == plainName(name) && !isTaken(i) && !m_facts[i].isMostly(m_facts[i].json))
                    columns.push_back(i);
        return columns;
    }

    // The first of these that half of the rows fill, else the first that is there; -1: none.
    int exportColumn(const std::vector<std::string_view> &names) const {
        const std::vector<std::size_t> columns = exportColumns(names);
        for (const std::size_t column : columns)
            if (2 * m_facts[column].values >= m_sample.size())
                return static_cast<int>(column);
        return columns.empty() ? -1 : static_cast<int>(columns.front());
    }

    // A row without an id is not stored, so a column that more than a few rows leave empty cannot be the id.
    bool isFilled(std::size_t column) const {
        const std::size_t values = m_facts[column].values, missing = m_filledRows - std::min(values, m_filledRows);
        return 2 * values > m_filledRows && kRowsPerMissingId * missing <= std::max(kRowsPerMissingId, m_filledRows);
    }

    void takeExport() {
        ColumnMapping &mapping = m_guess.mapping;
        m_guess.collector = m_export->name;
        for (const std::size_t column : exportColumns(m_export->id))
            if (mapping.id < 0 && isFilled(column) && isDistinct(column))
                mapping.id = static_cast<int>(column);
        mapping.text = exportColumn(m_export->text);
        mapping.created = exportColumn(m_export->created);
        mapping.author = exportColumn(m_export->author);
        mapping.language = exportColumn(m_export->language);
        const std::string reason = std::string("its place in exports of ") + m_export->name;
        if (mapping.id >= 0)
            m_guess.idReason = reason;
        if (mapping.text >= 0)
            m_guess.textReason = reason;
    }

    // An id that repeats in most rows names something else (a thread, a user), unless a spreadsheet has made the ids
    // alike or every row is one coder's label of a tweet.
    bool isDistinct(std::size_t column) const {
        const ColumnFacts &fact = m_facts[column];
        return fact.values == 0 || 2 * fact.distinct > fact.values || 2 * fact.damagedIds > fact.values ||
               hasRowsOfOneTextEach(column);
    }

    // Rows of one id all have one text too: a longer value that is the same wherever the id is the same, and there are
    // many of them.
    bool hasRowsOfOneTextEach(std::size_t column) const {
        const int text = byName(ColumnRole::Text, [](std::size_t) { return true; });
        if (text < 0 || m_facts[column].distinct < 2)
            return false;
        std::unordered_set<std::string> pairs;
        for (const CsvRow &row : m_sample)
            pairs.insert(row.fields[column] + '\n' + row.fields[static_cast<std::size_t>(text)]);
        return pairs.size() == m_facts[column].distinct;
    }

    void findId() {
        int &id = m_guess.mapping.id;
        id = byName(ColumnRole::Id, [this](std::size_t i) { return !isTaken(i) && isFilled(i) && isDistinct(i); });
        if (id >= 0) {
            m_guess.idReason = nameReason(id);
            return;
        }
        for (std::size_t i = 0; i < m_columns.size() && id < 0; ++i) {
            const ColumnFacts &fact = m_facts[i];
            const bool isIds =
                fact.values > 0 && 10 * fact.longIds >= 9 * fact.values && 10 * fact.distinct >= 9 * fact.values;
            if (knownRole(m_columns[i]) == ColumnRole::None && isIds && !isTaken(i) && isFilled(i))
                id = static_cast<int>(i);
        }
        if (id >= 0)
            m_guess.idReason = "its values are long numbers, each another";
        else if (const int unfilled = unfilledId(); unfilled >= 0)
            useRowNumbersFor(static_cast<std::size_t>(unfilled));
        else
            m_guess.idReason = "no column of ids: the row numbers are the ids";
    }

    // The column that would be the id if more rows had a value in it; -1: none.
    int unfilledId() const {
        const auto isUnfilled = [this](std::size_t i) { return !isTaken(i) && !isFilled(i) && isDistinct(i); };
        if (m_export != nullptr)
            for (const std::size_t column : exportColumns(m_export->id))
                if (isUnfilled(column))
                    return static_cast<int>(column);
        return byName(ColumnRole::Id, isUnfilled);
    }

    void useRowNumbersFor(std::size_t column) {
        Alarm alarm{"missing-ids", {}, 0, 0};
        for (const CsvRow &row : m_sample)
            if ((column >= row.fields.size() || isBlank(row.fields[column])) && ++alarm.rows == 1)
                alarm.firstLine = row.line;
        const std::string name = "\"" + m_columns[column] + "\"";
        const std::string share = groupedText(alarm.rows) + " of the first " +
                                  groupedText(static_cast<long long>(m_sample.size())) +
                                  (m_sample.size() == 1 ? " row" : " rows");
        m_guess.idReason = name + " is empty in " + share + ": the row numbers are the ids";
        alarm.sentence = "The column of ids, " + name + ", is empty in " + share +
                         ", so the row numbers are the ids. Choose " + name +
                         " as the id to read only the rows that have one.";
        m_guess.idAlarm = std::move(alarm);
    }

    void findText() {
        int &text = m_guess.mapping.text;
        const auto mayBeText = [this](std::size_t i) {
            return !isTaken(i) && !m_facts[i].isMostly(m_facts[i].longIds) && !m_facts[i].isForMachines();
        };
        std::size_t fullest = 0;
        for (std::size_t i = 0; i < m_columns.size(); ++i)
            if (knownRole(m_columns[i]) == ColumnRole::Text && mayBeText(i))
                fullest = std::max(fullest, m_facts[i].values);
        text =
            byName(ColumnRole::Text, [&](std::size_t i) { return mayBeText(i) && 2 * m_facts[i].values >= fullest; });
        if (text >= 0) {
            m_guess.textReason = nameReason(text);
            return;
        }
        double best = -1;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const ColumnFacts &fact = m_facts[i];
            if (!mayBeText(i) || knownRole(m_columns[i]) == ColumnRole::Other || fact.isMostly(fact.dates))
                continue;
            const double score = fact.meanLength * static_cast<double>(fact.values);
            if (score <= best)
                continue;
            best = score;
            text = static_cast<int>(i);
        }
        m_guess.textReason = text < 0 ? "no column is left for it"
                                      : "filled and long, " +
                                            fixedText(m_facts[static_cast<std::size_t>(text)].meanLength, 0) +
                                            " characters on average";
    }

    void findLabel() {
        int &label = m_guess.mapping.label;
        if (m_ownLabel >= 0) {
            label = m_ownLabel;
            m_guess.labelReason = "the label column of a Warbler export";
            if (m_guess.collector.empty())
                m_guess.collector = "Warbler";
        } else if (m_export != nullptr) {
            m_guess.labelReason = std::string("exports of ") + m_export->name + " hold no labels of coders";
        } else {
            label = byName(ColumnRole::Label, [this](std::size_t i) { return !isTaken(i); });
            m_guess.labelReason = label >= 0 ? nameReason(label) : "no column has a known name for labels";
        }
    }

    bool looksLikeCategories(std::size_t i) const {
        const ColumnFacts &fact = m_facts[i];
        const bool isFew =
            fact.distinct >= 2 && fact.distinct <= 20 && 5 * fact.distinct <= fact.values && fact.meanLength <= 30;
        return isFew && !isTaken(i) && !fact.isForMachines() && !fact.isMostly(fact.dates);
    }

    void findCandidates() {
        std::vector<int> &candidates = m_guess.labelCandidates;
        const auto isOffered = [this](std::size_t i) {
            return m_export != nullptr && m_facts[i].distinct >= 2 &&
                   std::any_of(m_export->offeredLabels.begin(), m_export->offeredLabels.end(),
                               [&](std::string_view name) { return plainName(name) == plainName(m_names[i]); });
        };
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const ColumnRole role = knownRole(m_columns[i]);
            const bool isCount = m_export != nullptr && isCountColumn(m_names[i]);
            const bool mayBeLabels = (role == ColumnRole::None || role == ColumnRole::Label) && !isCount;
            if (isOffered(i) || (mayBeLabels && looksLikeCategories(i)))
                candidates.push_back(static_cast<int>(i));
        }
        std::stable_sort(candidates.begin(), candidates.end(), [&](int a, int b) {
            const auto first = static_cast<std::size_t>(a), second = static_cast<std::size_t>(b);
            return isOffered(first) != isOffered(second) ? isOffered(first)
                                                         : m_facts[first].distinct < m_facts[second].distinct;
        });
        if (candidates.size() > kMostCandidates)
            candidates.resize(kMostCandidates);
        if (m_guess.mapping.label < 0 && !candidates.empty())
            m_guess.labelReason += "; \"" + m_columns[static_cast<std::size_t>(candidates.front())] +
                                   "\" looks like categories and is left off until you choose it";
    }

    const std::vector<std::string> &m_columns;
    const std::vector<CsvRow> &m_sample;
    std::vector<std::string> m_names;  // as the columns, but for Sentiment140's
    std::vector<ColumnFacts> m_facts;
    std::size_t m_filledRows = 0;  // of the sample
    const KnownExport *m_export = nullptr;
    int m_ownLabel = -1;
    MappingGuess m_guess;
};
}  // namespace

MappingGuess explainMapping(const std::vector<std::string> &columns, const std::vector<CsvRow> &sample) {
    return MappingFinder(columns, sample).find();
}

}  // namespace warbler
