// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/import_corpus.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/sha256.h"
#include "core/base/utf8.h"
#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_import.h"
#include "core/corpus/tweet_repository.h"
#include "core/study/category_plan.h"
#include "core/study/study.h"
#include "core/tables/alarm.h"
#include "core/tables/csv/csv_preview.h"
#include "core/tables/id_alarms.h"
#include "core/workflows/row_coders.h"

namespace warbler {

namespace {

using Clock = std::chrono::steady_clock;

std::int64_t lineCount(const std::string &path) {
    std::ifstream file(path, std::ios::binary);
    std::vector<char> block(1 << 20);
    std::int64_t lines = 0;
    while (file) {
        file.read(block.data(), static_cast<std::streamsize>(block.size()));
        lines += std::count(block.data(), block.data() + file.gcount(), '\n');
    }
    return lines;
}

// Category of each label value: the codebook's of that name, else one that the import is to make.
class LabelCodes {
public:
    LabelCodes(Project &project, const ImportRequest &request)
        : m_project(project), m_codebook(CodebookRepository(project).load()), m_request(request),
          m_missing(request.missing.begin(), request.missing.end()) {}

    bool isMissing(const std::string &value) const { return isBlank(value) || m_missing.count(value) != 0; }

    // Import: TweetImport or LabelImport, which makes the category when it is committed.
    template <typename Import>
    CodeId codeOf(Import &import, const std::string &value, std::int64_t line) {
        if (isMissing(value))
            return {};
        const auto known = m_placeOf.find(value);
        if (known != m_placeOf.end()) {
            ++m_values[known->second].rows;
            return m_codes[known->second];
        }
        const auto named = m_request.categoryNames.find(value);
        ReceivedValue received{value, named == m_request.categoryNames.end() ? value : named->second, 1,
                               ReceivedValue::Became::New};
        CodeId code;
        if (const Category *found = m_codebook.findName(received.category)) {
            code = found->id;
            received.became = ReceivedValue::Became::Joined;
        } else if (const auto added = m_added.find(received.category); added != m_added.end()) {
            code = added->second;
        } else {
            if (m_added.size() >= kMostCategories)
                throw Error(ErrorCode::BadData,
                            m_request.csvPath + ", line " + std::to_string(line) +
                                ": the label column holds more than 200 different values",
                            "Choose another label column, or none.");
            Category category;
            category.value = value;
            category.name = received.category;
            code = import.addCategory(category);
            m_added[received.category] = code;
        }
        m_placeOf[value] = m_values.size();
        m_values.push_back(std::move(received));
        m_codes.push_back(code);
        return code;
    }

    // The category of interest of a study that has none yet: the one asked for, in a new codebook else the likeliest.
    template <typename Import>
    void proposePositive(Import &import) const {
        if (m_values.empty())
            return;
        const auto wanted = m_placeOf.find(m_request.positive);
        if (wanted != m_placeOf.end()) {
            import.proposePositive(m_codes[wanted->second]);
        } else if (m_request.positive.empty() && m_codebook.active().empty()) {
            std::vector<std::string> values;
            std::vector<std::int64_t> counts;
            for (const auto &[value, place] : m_placeOf) {
                values.push_back(value);
                counts.push_back(m_values[place].rows);
            }
            import.proposePositive(
                m_codes[m_placeOf.at(values[static_cast<std::size_t>(guessPositive(values, counts))])]);
        }
    }

    // Without the values of rows that were left out: no category was made for them.
    std::vector<ReceivedValue> receivedValues() const {
        const Codebook codebook = CodebookRepository(m_project).load();
        std::vector<ReceivedValue> values = m_values;
        values.erase(
            std::remove_if(values.begin(), values.end(),
                           [&](const ReceivedValue &value) { return codebook.findName(value.category) == nullptr; }),
            values.end());
        return values;
    }

private:
    static constexpr std::size_t kMostCategories = 200;
    Project &m_project;
    const Codebook m_codebook;
    const ImportRequest &m_request;
    std::set<std::string> m_missing;
    std::map<std::string, std::size_t> m_placeOf;  // value -> index in the two lists below
    std::vector<ReceivedValue> m_values;
    std::vector<CodeId> m_codes;
    std::map<std::string, CodeId> m_added;  // by name of the category
};

constexpr std::int64_t kScannedRows = 2000, kScannedForRepeats = 20000;

bool areDifferentCategories(const SpellingJoin &join, const std::vector<ReceivedValue> &received) {
    std::set<std::string> categories;
    for (const ReceivedValue &one : received)
        if (one.value == join.kept || std::any_of(join.others.begin(), join.others.end(),
                                                  [&](const LabelValue &other) { return other.value == one.value; }))
            categories.insert(one.category);
    return categories.size() > 1;
}

CsvPreview checkedPreview(const ImportRequest &request) {
    CsvPreview preview = previewCsv(request.csvPath, request.dialect, request.columns, kScannedRows);
    // Whether each tweet has a row for each of several coders shows where their rows follow each other.
    const bool mayRepeat =
        preview.mapping.label >= 0 && preview.mapping.id >= 0 && preview.mapping.coder < 0 && request.coder.empty();
    if (!preview.isComplete && mayRepeat)
        preview = previewCsv(request.csvPath, request.dialect, request.columns, kScannedForRepeats);
    if (preview.mapping.text < 0) {
        std::string names;
        for (const std::string &name : preview.columns)
            names += (names.empty() ? "" : ", ") + name;
        throw Error(ErrorCode::MissingColumn,
                    request.csvPath + ": no column looks like the tweets' text; its columns are " + names,
                    "Choose the text column.");
    }
    return preview;
}

std::string fileNameOf(const ImportRequest &request) {
    return std::filesystem::path(request.csvPath).filename().string();
}

const std::string &fieldOf(const CsvRow &row, int column) { return row.fields[static_cast<std::size_t>(column)]; }

// Hands over every record in order, telling progress; how many there were. Throws Cancelled after a stop.
std::int64_t eachRecord(CsvReader &reader, const std::stop_token &stop, const ReportEvent &report,
                        const std::function<void(const CsvRow &)> &take,
                        const std::function<void(const RejectedRow &)> &reject) {
    std::int64_t read = 0;
    const auto count = [&] {
        if (++read % 100 == 0 && stop.stop_requested())
            throw Cancelled();
        if (read % 2000 == 0)
            report(RowsDone{read, static_cast<std::int64_t>(reader.bytesRead())});
    };
    reader.forEach(
        [&](const CsvRow &row) {
            count();
            take(row);
        },
        [&](const RejectedRow &row) {
            count();
            reject(row);
        });
    if (stop.stop_requested())
        throw Cancelled();
    return read;
}

}  // namespace

std::string projectPathFor(const std::string &csvPath) {
    namespace fs = std::filesystem;
    const fs::path csv = fs::absolute(csvPath);
    fs::path folder = csv.parent_path();
    if (::access(folder.c_str(), W_OK) != 0) {
        const char *home = std::getenv("HOME");
        folder = fs::path(home == nullptr ? "." : home) / "Documents";
        makeFolders(folder.string());
    }
    fs::path path = folder / (csv.stem().string() + ".warbler");
    for (int n = 2; fs::exists(path); ++n)
        path = folder / (csv.stem().string() + " " + std::to_string(n) + ".warbler");
    return path.string();
}

FileReceipt importCorpus(Project &project, const ImportRequest &request, std::stop_token stop,
                         const ReportEvent &report) {
    const Clock::time_point start = Clock::now();
    const CsvPreview preview = checkedPreview(request);
    const ColumnMapping &mapping = preview.mapping;
    report(PhaseStarted{"Reading tweets", lineCount(request.csvPath)});
    const std::string fileHash = sha256HexOfFile(request.csvPath);
    CsvReader reader(request.csvPath, preview.guess.dialect);
    RowCoders coders(request, preview);
    TweetImport import(project, fileNameOf(request), preview.guess.dialect, mapping, reader.originalColumns(),
                       coders.duplicatesOfTweets());
    LabelCodes labels(project, request);
    IdAlarms ids;
    eachRecord(
        reader, stop, report,
        [&](const CsvRow &row) {
            const std::string &text = fieldOf(row, mapping.text);
            if (mapping.id >= 0)
                ids.add(row.line, fieldOf(row, mapping.id),
                        mapping.created >= 0 ? fieldOf(row, mapping.created) : std::string());
            CodeId code;
            RowCoders::Given given;
            if (mapping.label >= 0 && !isBlank(text) && !labels.isMissing(fieldOf(row, mapping.label))) {
                given = coders.take(row, fieldOf(row, mapping.label));
                if (given.counts == RowCoders::Given::Counts::Rejected) {
                    import.reject({row.line, row.byteOffset, given.reason, text, row.fields});
                    return;
                }
                if (given.counts == RowCoders::Given::Counts::Label)
                    code = labels.codeOf(import, fieldOf(row, mapping.label), row.line);
            }
            if (import.add(row, fileHash, duplicateGroupOf(text), code, given.coder) == TweetImport::Added::Duplicate &&
                code.row != 0)
                coders.countDuplicate(given);
        },
        [&](const RejectedRow &row) { import.reject(row); });
    labels.proposePositive(import);
    report(PhaseStarted{"Making tweets searchable", 0});
    FileReceipt receipt{import.commit(fileHash), reader.skippedCount()};
    receipt.values = labels.receivedValues();
    receipt.alarms = ids.alarms();
    std::vector<LabelValue> values;
    for (const ReceivedValue &value : receipt.values)
        values.push_back({value.value, value.rows});
    for (const SpellingJoin &join : proposedJoins(values))
        if (areDifferentCategories(join, receipt.values))
            receipt.alarms.push_back({"spelling",
                                      joinSentence(join) + " and are different categories; --map \"" +
                                          join.others.front().value + "=" + join.kept + "\" makes them one.",
                                      join.others.front().count, 0});
    for (const Alarm &alarm : preview.alarms)
        if (std::none_of(receipt.alarms.begin(), receipt.alarms.end(),
                         [&](const Alarm &other) { return other.kind == alarm.kind; }))
            receipt.alarms.push_back(alarm);
    if (const std::string sentence = coders.sentence(); !sentence.empty())
        receipt.alarms.push_back({"repeats", sentence, coders.further(), 0});
    receipt.seconds = secondsSince(start);
    return receipt;
}

LabelsReceipt importLabels(Project &project, const ImportRequest &request, std::stop_token stop,
                           const ReportEvent &report) {
    const CsvPreview preview = checkedPreview(request);
    const ColumnMapping &mapping = preview.mapping;
    if (mapping.id < 0 || mapping.label < 0)
        throw Error(ErrorCode::MissingColumn,
                    request.csvPath + ": " +
                        (mapping.id < 0 ? "no id column, so labels cannot be matched to tweets" : "no label column"),
                    "Choose the column, or add the file's tweets instead.");
    report(PhaseStarted{"Reading labels", lineCount(request.csvPath)});
    const std::string fileHash = sha256HexOfFile(request.csvPath);
    CsvReader reader(request.csvPath, preview.guess.dialect);
    LabelImport import(project, fileNameOf(request), preview.guess.dialect, mapping, reader.originalColumns());
    LabelCodes labels(project, request);
    const TweetRepository tweets(project);
    RowCoders coders(request, preview);
    LabelsReceipt receipt;
    receipt.read = eachRecord(
        reader, stop, report,
        [&](const CsvRow &row) {
            const std::string &value = fieldOf(row, mapping.label);
            if (labels.isMissing(value)) {
                ++receipt.empty;
                return;
            }
            const std::string &id = fieldOf(row, mapping.id);
            const std::optional<TweetKey> key = tweets.find(TweetId(id));
            if (key) {
                const RowCoders::Given given = coders.take(row, value);
                if (given.counts == RowCoders::Given::Counts::Label || given.reason.empty()) {
                    import.add(*key, labels.codeOf(import, value, row.line), given.coder);
                } else {
                    ++receipt.rejected;
                    import.reject({row.line, row.byteOffset, given.reason, value, {}});
                }
                return;
            }
            ++receipt.unmatched;
            if (receipt.unmatchedIds.size() < 1000)
                receipt.unmatchedIds.emplace_back(row.line, id);
            import.reject(
                {row.line, row.byteOffset, "no tweet of the project has the id " + excerpt(id, 40), value, {}});
        },
        [&](const RejectedRow &row) {
            ++receipt.rejected;
            import.reject(row);
        });
    labels.proposePositive(import);
    receipt.labelled = import.commit(fileHash, receipt.read, receipt.empty);
    receipt.values = labels.receivedValues();
    return receipt;
}

}  // namespace warbler
