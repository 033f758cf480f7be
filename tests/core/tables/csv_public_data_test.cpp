// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The published files of WARBLER_TEST_DATA through the preview: their mapping, their counts, no false alarm.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "core/tables/csv/csv_preview.h"

using namespace warbler;

namespace {
int failures = 0;

void expect(const std::string &file, const char *what, const std::string &got, const std::string &wanted) {
    if (got == wanted)
        return;
    std::printf("%s: %s is \"%s\", not \"%s\"\n", file.c_str(), what, got.c_str(), wanted.c_str());
    ++failures;
}

void check(const std::string &folder, const std::string &file, const std::string &mapping, const std::string &counts,
           const std::string &labels) {
    const CsvPreview preview = previewCsv(folder + "/" + file);
    const auto name = [&](int column) {
        return column < 0 ? std::string("-") : preview.columns[static_cast<std::size_t>(column)];
    };
    expect(file, "the mapping",
           name(preview.mapping.id) + "/" + name(preview.mapping.text) + "/" + name(preview.mapping.label), mapping);
    expect(file, "rows/rejected/empty/unlabelled",
           std::to_string(preview.rowsRead) + "/" + std::to_string(preview.rowsRejected) + "/" +
               std::to_string(preview.emptyTexts) + "/" + std::to_string(preview.unlabelled),
           counts);
    std::string values;
    for (const LabelValue &value : preview.labelValues)
        values += value.value + "=" + std::to_string(value.count) + " ";
    expect(file, "the labels", values, labels);
    expect(file, "the alarms", preview.alarms.empty() ? "" : preview.alarms[0].kind + ": " + preview.alarms[0].sentence,
           "");
    expect(file, "the dialect",
           std::string(encodingName(preview.guess.dialect.encoding)) + delimiterName(preview.guess.dialect.delimiter),
           "UTF-8,");
    if (file == "labelled_gates.csv")
        expect(file, "the first id", preview.rows[0].fields[0], "i1268563638165688320");
}
}  // namespace

int main() {
    const char *data = std::getenv("WARBLER_TEST_DATA");
    const std::string folder = std::string(data != nullptr ? data : "../shared/data") + "/tweets";
    if (!std::filesystem::exists(folder + "/labelled_gates.csv")) {
        std::printf("skipped: %s/labelled_gates.csv is not there (WARBLER_TEST_DATA)\n", folder.c_str());
        return 77;
    }
    check(folder, "labelled_gates.csv", "tweet_id/content/label", "500/0/0/0", "1=348 0=152 ");
    check(folder, "twitter_complaints_train.csv", "ID/Tweet text/Label", "50/0/0/0", "2=33 1=17 ");
    check(folder, "stance_abortion.csv", "-/text/label", "933/0/0/0", "1=544 0=222 2=167 ");
    check(folder, "stance_climate.csv", "-/text/label", "564/0/0/0", "2=335 0=203 1=26 ");
    return failures == 0 ? 0 : 1;
}
