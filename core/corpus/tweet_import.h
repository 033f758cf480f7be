// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/codebook/codebook.h"
#include "core/codebook/label_event.h"
#include "core/corpus/project.h"
#include "core/tables/alarm.h"
#include "core/tables/column_mapping.h"

namespace warbler {

enum class DuplicateRule { First, Last, Reject };  // for the same id twice in one file or with another import

// What became of one value of the label column.
struct ReceivedValue {
    enum class Became { Joined, New };
    std::string value, category;  // category: its name
    std::int64_t rows = 0;        // of the file that hold it
    Became became = Became::New;
};

// The four counts of an import: read = imported + duplicate + empty + rejected.
struct ImportReceipt {
    std::int64_t batch = 0;
    std::int64_t read = 0, imported = 0, duplicate = 0, empty = 0, rejected = 0;
    std::int64_t labelled = 0;  // imported rows whose label became an event
    double seconds = 0;
    std::string sha256;                     // of the file
    std::vector<RejectedRow> rejectedRows;  // the first 1,000; the project holds them all
    std::vector<ReceivedValue> values;      // of the label column, in order of appearance; filled by importCorpus()
    std::vector<Alarm> alarms;
};

// Writes one import: rows are staged in short transactions and appear with commit(); the destructor removes them. A
// label waits at most 20 ms for it. One undo step, whoever takes it back (LabelRepository::undo). On the files thread.
class TweetImport {
public:
    TweetImport(Project &project, const std::string &fileName, const CsvDialect &dialect, const ColumnMapping &mapping,
                const std::vector<std::string> &columns, DuplicateRule duplicates);
    ~TweetImport();
    enum class Added {
        Imported,
        Duplicate,
        Empty,
        Rejected
    };  // Rejected: no id, or a second one under DuplicateRule::Reject
    // uidFileHash: SHA-256 of the file, 64 hex digits. group: key of the duplicate group. labelCode 0: none; labels
    // become events of the coder, also the label of a duplicate where a coder is named. Every record of the file has to
    // come by add() or reject(), in order: they are counted. Throws what writing the rows before threw, Error(DiskFull)
    // among it; then nothing of the import is seen.
    Added add(const CsvRow &row, const std::string &uidFileHash, const std::string &group, CodeId labelCode,
              std::string_view coder = kImportedCoder);
    void reject(const RejectedRow &row);
    // A label code for this import alone. commit() makes its category, sorted among the new ones by value, if a label
    // of it came; a category that has the name by then is joined. A value that an active category has is given a number
    // at its end.
    CodeId addCategory(const Category &category);
    // Category of interest, also one of addCategory(); taken only while the codebook has none.
    void proposePositive(CodeId code);
    // Makes the rows searchable, telling progress in tweets, then shows rows, labels and categories. An error means
    // that nothing stays, but where the detail says that all is stored: then the next open finishes it. Receipt without
    // seconds and alarms.
    using Progress = std::function<void(std::int64_t done, std::int64_t total)>;
    ImportReceipt commit(const std::string &sha256, const Progress &progress = {});

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace warbler
