// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codebook/split_spec.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/number_text.h"

namespace warbler {

namespace {

constexpr std::string_view kColumn = "column:";
constexpr long long kMostParts = 1'000'000;

[[noreturn]] void refuse(std::string_view text) {
    throw Error(ErrorCode::Usage, "--split does not understand \"" + std::string(text) + "\"",
                "Give train/validation/test as in 70/15/15, the share of training rows as in 0.8, column:NAME, "
                "notebook, or codelab.");
}

std::optional<SplitRatios> threeParts(std::string_view text) {
    const std::size_t first = text.find('/'),
                      second = text.find('/', first == std::string_view::npos ? first : first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos)
        return std::nullopt;
    const std::optional<long long> train = parseInteger(text.substr(0, first));
    const std::optional<long long> validation = parseInteger(text.substr(first + 1, second - first - 1));
    const std::optional<long long> test = parseInteger(text.substr(second + 1));
    for (const std::optional<long long> &part : {train, validation, test})
        if (!part || *part < 0 || *part > kMostParts)
            return std::nullopt;
    if (*train == 0 || *train + *validation + *test > kMostParts)
        return std::nullopt;
    return SplitRatios{static_cast<std::uint32_t>(*train), static_cast<std::uint32_t>(*validation),
                       static_cast<std::uint32_t>(*test)};
}

// "0.8": up to six decimals, read as whole numbers, so that 0.8 is exactly four fifths.
std::optional<SplitRatios> trainingShare(std::string_view text) {
    const std::size_t zeros = text.substr(0, 2) == "0." ? 2 : text.substr(0, 1) == "." ? 1 : 0;
    const std::string_view digits = text.substr(zeros);
    const bool isNumber = std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (zeros == 0 || digits.empty() || digits.size() > 6 || !isNumber)
        return std::nullopt;
    std::uint32_t train = 0, whole = 1;
    for (char c : digits) {
        train = train * 10 + static_cast<std::uint32_t>(c - '0');
        whole *= 10;
    }
    while (train > 0 && train % 10 == 0) {
        train /= 10;
        whole /= 10;
    }
    return train > 0 ? std::optional<SplitRatios>({train, 0, whole - train}) : std::nullopt;
}

}  // namespace

SplitSpec parseSplitSpec(std::string_view text) {
    SplitSpec spec;
    if (text == "notebook") {
        spec.kind = SplitSpec::Kind::Notebook;
    } else if (text == "codelab") {
        spec.kind = SplitSpec::Kind::Codelab;
    } else if (text.substr(0, kColumn.size()) == kColumn) {
        spec.kind = SplitSpec::Kind::Column;
        spec.column = std::string(text.substr(kColumn.size()));
        if (spec.column.empty())
            refuse(text);
    } else if (const std::optional<SplitRatios> three = threeParts(text)) {
        spec.ratios = *three;
    } else if (const std::optional<SplitRatios> share = trainingShare(text)) {
        spec.ratios = *share;
    } else {
        refuse(text);
    }
    return spec;
}

std::string splitSpecText(const SplitSpec &spec) {
    switch (spec.kind) {
    case SplitSpec::Kind::Notebook:
        return "notebook";
    case SplitSpec::Kind::Codelab:
        return "codelab";
    case SplitSpec::Kind::Column:
        return std::string(kColumn) + spec.column;
    case SplitSpec::Kind::Stratified:
        break;
    }
    return std::to_string(spec.ratios.train) + "/" + std::to_string(spec.ratios.validation) + "/" +
           std::to_string(spec.ratios.test);
}

}  // namespace warbler
