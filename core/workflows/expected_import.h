// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/tables/csv/csv_preview.h"

namespace warbler {

// What an import of the rows that were looked at would bring.
struct ExpectedImport {
    std::int64_t tweets = 0, labelled = 0;
};
// missing: values of the label column that mean no label.
ExpectedImport expectedImport(const CsvPreview &preview, const std::vector<std::string> &missing);

}  // namespace warbler
