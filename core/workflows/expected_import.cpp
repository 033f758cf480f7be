// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/expected_import.h"

#include <algorithm>

namespace warbler {

ExpectedImport expectedImport(const CsvPreview &preview, const std::vector<std::string> &missing) {
    ExpectedImport expected;
    expected.tweets = preview.rowsRead - preview.emptyTexts;
    if (preview.mapping.label < 0)
        return expected;
    std::int64_t without = preview.unlabelled;
    for (const LabelValue &value : preview.labelValues)
        if (std::find(missing.begin(), missing.end(), value.value) != missing.end())
            without += value.count;
    expected.labelled = std::max<std::int64_t>(0, expected.tweets - without);
    return expected;
}

}  // namespace warbler
