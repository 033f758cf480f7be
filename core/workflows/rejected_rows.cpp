// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/rejected_rows.h"

#include <filesystem>

#include "core/base/error.h"
#include "core/base/output_check.h"
#include "core/corpus/tweet_repository.h"
#include "core/tables/csv_writer.h"

namespace warbler {

namespace {

namespace fs = std::filesystem;

std::string freePathBeside(const fs::path &csv) {
    const std::string stem = csv.stem().string() + "_rejected";
    fs::path path = csv.parent_path() / (stem + ".csv");
    for (int n = 2; fs::exists(fs::symlink_status(path)); ++n)
        path = csv.parent_path() / (stem + " " + std::to_string(n) + ".csv");
    return path.string();
}

const std::vector<CsvWriter::Column> kColumns = {
    {"line", CellKind::Number}, {"byte_offset", CellKind::Number}, {"reason", CellKind::Text}, {"raw", CellKind::Text}};

std::vector<std::string> cells(const RejectedRow &row) {
    return {std::to_string(row.line), std::to_string(row.byteOffset), row.reason, row.raw};
}

}  // namespace

RejectedFile writeRejected(Project &project, const ImportReceipt &receipt, const std::string &csvPath) {
    if (receipt.rejected == 0)
        return {};
    try {
        const std::string path = freePathBeside(fs::path(csvPath));
        CsvWriter writer(path, CsvProfile::Data, kColumns);
        TweetRepository(project).forEachRejected([&](std::int64_t batch, const std::string &, const RejectedRow &row) {
            if (batch == receipt.batch)
                writer.row(cells(row));
            return true;
        });
        writer.finish();
        return {path, {}};
    } catch (const Error &problem) {
        return {{}, problem.detail()};
    } catch (const fs::filesystem_error &problem) {
        return {{}, problem.what()};
    }
}

RejectedSummary exportRejected(Project &project, const std::string &outPath) {
    refuseInputsAsOutputs({outPath}, {project.path()});
    std::vector<CsvWriter::Column> columns = kColumns;
    columns.insert(columns.begin(), {"file", CellKind::Text});
    CsvWriter writer(outPath, CsvProfile::Data, columns);
    RejectedSummary summary;
    TweetRepository(project).forEachRejected([&](std::int64_t, const std::string &file, const RejectedRow &row) {
        std::vector<std::string> line = cells(row);
        line.insert(line.begin(), file);
        writer.row(line);
        ++summary.rows;
        return true;
    });
    writer.finish();
    summary.sha256 = writer.sha256();
    return summary;
}

}  // namespace warbler
