// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/tables/csv/csv_reader.h"

namespace warbler {

// The export of a program that collects tweets, recognised by columns that occur together nowhere else.
struct KnownExport {
    const char *name = "";                                              // "twint"
    std::vector<std::vector<std::string_view>> signatures;              // names of columns; all of one of the lists
    std::vector<std::string_view> id, text, created, author, language;  // names, the first that is filled
    std::vector<std::string_view> offeredLabels;                        // columns somebody may have labelled
};

// nullptr: none. sample: for the Sentiment140 corpus, which has no header; its columns are told by what stands in them.
const KnownExport *recogniseExport(const std::vector<std::string> &columns, const std::vector<CsvRow> &sample);
// The columns of Sentiment140 in their order, where a file without a header holds it; empty else.
std::vector<std::string> namesOfSentiment140(const std::vector<std::string> &columns,
                                             const std::vector<CsvRow> &sample);
// The newest label column of Warbler's own exports: w_label beside w_status, or w2_label beside w2_status; -1: none.
int ownLabelColumn(const std::vector<std::string> &columns);
// Whether a column of a known export counts something, such as likes or readers.
bool isCountColumn(std::string_view column);
bool isOwnColumn(std::string_view column);  // w_pred, w2_status: written by Warbler

}  // namespace warbler
