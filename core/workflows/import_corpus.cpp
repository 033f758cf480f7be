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
#include <set>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/sha256.h"
#include "core/base/utf8.h"
#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/tables/csv_writer.h"
#include "core/workflows/study.h"

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

// Category of each label value, made where the codebook has none yet.
class LabelCodes {
public:
    LabelCodes(Project &project, const ImportRequest &request)
        : m_repository(project), m_request(request), m_missing(request.missing.begin(), request.missing.end()) {}

    bool isMissing(const std::string &value) const { return isBlank(value) || m_missing.count(value) != 0; }

    CodeId codeOf(const std::string &value, std::int64_t line) {
        if (isMissing(value))
            return {};
        const auto known = m_codes.find(value);
        if (known != m_codes.end()) {
            ++m_counts[value];
            return known->second;
        }
        const Codebook codebook = m_repository.load();
        const Category *found = codebook.findValue(value);
        const auto named = m_request.categoryNames.find(value);
        const std::string name = named == m_request.categoryNames.end() ? value : named->second;
        if (found == nullptr)
            found = codebook.findName(name);
        CodeId code;
        if (found != nullptr) {
            code = found->id;
        } else {
            if (m_added.size() >= 200)
                throw Error(ErrorCode::BadData,
                            m_request.csvPath + ", line " + std::to_string(line) + ": the label column holds more than 200 different values",
                            "Choose another label column, or none.");
            Category category;
            category.value = value;
            category.name = name;
            code = m_repository.addCategory(category);
            m_added.push_back(code);
        }
        m_codes[value] = code;
        m_counts[value] = 1;
        return code;
    }

    // The new categories in the order the command line gives them, whatever row came first; then the category of interest.
    void arrange() {
        if (m_codes.empty())
            return;
        if (m_added.size() > 1)
            m_repository.sortCategories(m_added);
        if (!m_request.positive.empty()) {
            const auto found = m_codes.find(m_request.positive);
            if (found != m_codes.end())
                m_repository.setPositive(found->second);
        } else if (m_repository.load().positive().row == 0) {
            std::vector<std::string> values;
            std::vector<std::int64_t> counts;
            for (const auto &pair : m_counts) {
                values.push_back(pair.first);
                counts.push_back(pair.second);
            }
            m_repository.setPositive(m_codes[values[static_cast<std::size_t>(guessPositive(values, counts))]]);
        }
    }

    void takeBack() {
        for (const CodeId code : m_added)
            m_repository.archiveCategory(code);
    }

private:
    CodebookRepository m_repository;
    const ImportRequest &m_request;
    std::set<std::string> m_missing;
    std::map<std::string, CodeId> m_codes;
    std::map<std::string, std::int64_t> m_counts;
    std::vector<CodeId> m_added;
};

CsvPreview checkedPreview(const ImportRequest &request) {
    CsvPreview preview = previewCsv(request.csvPath, request.dialect, request.columns, 2000);
    if (preview.mapping.text < 0) {
        std::string names;
        for (const std::string &name : preview.columns)
            names += (names.empty() ? "" : ", ") + name;
        throw Error(ErrorCode::MissingColumn, request.csvPath + ": no column looks like the tweets' text; its columns are " + names,
                    "Choose the text column.");
    }
    return preview;
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

ImportReceipt importCorpus(Project &project, const ImportRequest &request, std::stop_token stop, const ReportEvent &report) {
    const Clock::time_point start = Clock::now();
    const CsvPreview preview = checkedPreview(request);
    const ColumnMapping &mapping = preview.mapping;
    report(PhaseStarted{"Reading tweets", lineCount(request.csvPath)});
    const std::string fileHash = sha256HexOfFile(request.csvPath);
    CsvReader reader(request.csvPath, preview.guess.dialect);
    TweetImport import(project, std::filesystem::path(request.csvPath).filename().string(), preview.guess.dialect, mapping, reader.originalColumns(),
                       request.duplicates);
    LabelCodes labels(project, request);
    IdAlarms ids;
    ImportReceipt receipt;
    try {
        CsvRow row;
        RejectedRow rejected;
        std::int64_t read = 0;
        for (CsvReader::Outcome outcome = reader.next(row, rejected); outcome != CsvReader::Outcome::End; outcome = reader.next(row, rejected)) {
            if (++read % 100 == 0 && stop.stop_requested())
                throw Cancelled();
            if (read % 2000 == 0)
                report(RowsDone{read, static_cast<std::int64_t>(reader.bytesRead())});
            if (outcome == CsvReader::Outcome::Rejected) {
                import.reject(rejected);
                continue;
            }
            const std::string &text = row.fields[static_cast<std::size_t>(mapping.text)];
            if (mapping.id >= 0)
                ids.add(row.line, row.fields[static_cast<std::size_t>(mapping.id)],
                        mapping.created >= 0 ? row.fields[static_cast<std::size_t>(mapping.created)] : std::string());
            CodeId code;
            if (mapping.label >= 0 && !isBlank(text))
                code = labels.codeOf(row.fields[static_cast<std::size_t>(mapping.label)], row.line);
            import.add(row, fileHash, duplicateGroupOf(text), code);
        }
        if (stop.stop_requested())
            throw Cancelled();
        report(PhaseStarted{"Making tweets searchable", 0});
        receipt = import.commit(fileHash);
    } catch (...) {
        labels.takeBack();
        throw;
    }
    labels.arrange();
    receipt.alarms = ids.alarms();
    for (const Alarm &alarm : preview.alarms)
        if (std::none_of(receipt.alarms.begin(), receipt.alarms.end(), [&](const Alarm &other) { return other.kind == alarm.kind; }))
            receipt.alarms.push_back(alarm);
    receipt.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    return receipt;
}

LabelsReceipt importLabels(Project &project, const ImportRequest &request, std::stop_token stop, const ReportEvent &report) {
    const CsvPreview preview = checkedPreview(request);
    const ColumnMapping &mapping = preview.mapping;
    if (mapping.id < 0 || mapping.label < 0)
        throw Error(ErrorCode::MissingColumn,
                    request.csvPath + ": " + (mapping.id < 0 ? "no id column, so labels cannot be matched to tweets" : "no label column"),
                    "Choose the column, or add the file's tweets instead.");
    report(PhaseStarted{"Reading labels", lineCount(request.csvPath)});
    CsvReader reader(request.csvPath, preview.guess.dialect);
    LabelCodes labels(project, request);
    const TweetRepository tweets(project);
    LabelsReceipt receipt;
    std::vector<LabelEvent> events;
    try {
        CsvRow row;
        RejectedRow rejected;
        for (CsvReader::Outcome outcome = reader.next(row, rejected); outcome != CsvReader::Outcome::End; outcome = reader.next(row, rejected)) {
            ++receipt.read;
            if (receipt.read % 100 == 0 && stop.stop_requested())
                throw Cancelled();
            if (receipt.read % 1000 == 0)
                report(RowsDone{receipt.read, static_cast<std::int64_t>(reader.bytesRead())});
            if (outcome == CsvReader::Outcome::Rejected) {
                ++receipt.rejected;
                continue;
            }
            const std::string &value = row.fields[static_cast<std::size_t>(mapping.label)];
            if (labels.isMissing(value)) {
                ++receipt.empty;
                continue;
            }
            const std::string &id = row.fields[static_cast<std::size_t>(mapping.id)];
            const std::optional<TweetKey> key = tweets.find(TweetId(id));
            if (!key) {
                ++receipt.unmatched;
                if (receipt.unmatchedIds.size() < 1000)
                    receipt.unmatchedIds.emplace_back(row.line, id);
                continue;
            }
            LabelEvent event;
            event.tweet = *key;
            event.coder = kImportedCoder;
            event.code = labels.codeOf(value, row.line);
            event.action = LabelAction::Label;
            event.source = LabelSource::Imported;
            events.push_back(event);
        }
        if (!events.empty())
            LabelRepository(project).appendAll(events, "import of labels");
    } catch (...) {
        labels.takeBack();
        throw;
    }
    receipt.labelled = static_cast<std::int64_t>(events.size());
    labels.arrange();
    return receipt;
}

std::string writeRejected(const ImportReceipt &receipt, const std::string &csvPath) {
    if (receipt.rejectedRows.empty())
        return {};
    const std::filesystem::path csv(csvPath);
    const std::string path = (csv.parent_path() / (csv.stem().string() + "_rejected.csv")).string();
    CsvWriter writer(path, CsvProfile::Data, {{"line", CellKind::Number}, {"byte_offset", CellKind::Number}, {"reason", CellKind::Text}, {"raw", CellKind::Text}});
    for (const RejectedRow &row : receipt.rejectedRows)
        writer.row({std::to_string(row.line), std::to_string(row.byteOffset), row.reason, row.raw});
    writer.finish();
    return path;
}

}  // namespace warbler
