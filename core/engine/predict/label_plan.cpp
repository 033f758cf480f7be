// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/predict/label_plan.h"

#include <algorithm>

#include "core/base/error.h"

namespace warbler {

namespace {
bool startsWith(const std::vector<TokenId> &text, const std::vector<TokenId> &start) {
    return text.size() >= start.size() && std::equal(start.begin(), start.end(), text.begin());
}
}  // namespace

LabelPlan::LabelPlan(const Scoring &scoring) : labels(scoring.labels) {
    bool needsTerminator = false;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (labels[i].empty())
            throw Error(ErrorCode::BadConfig, "the word of category " + std::to_string(i + 1) + " has no tokens",
                        "Give it a word with --set labels=…");
        for (std::size_t j = 0; j < labels.size(); ++j) {
            if (i < j && labels[i] == labels[j])
                throw Error(ErrorCode::BadConfig,
                            "the words of categories " + std::to_string(i + 1) + " and " + std::to_string(j + 1) +
                                " are the same tokens",
                            "Give them different words with --set labels=…");
            needsTerminator = needsTerminator || (i != j && startsWith(labels[j], labels[i]));
        }
    }
    if (needsTerminator) {
        if (!scoring.terminator)
            throw Error(ErrorCode::BadConfig,
                        "one category's word begins with another's, and the model has no end token to tell them apart",
                        "Give them different first words with --set labels=…");
        for (std::vector<TokenId> &label : labels)
            label.push_back(*scoring.terminator);
    }
    // Longest first, so that a shorter lead finds the path that already begins with it.
    std::vector<std::size_t> order(labels.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return labels[a].size() > labels[b].size(); });
    pathOf.resize(labels.size());
    for (std::size_t i : order) {
        const std::vector<TokenId> lead(labels[i].begin(), labels[i].end() - 1);
        std::size_t path = 0;
        while (path < paths.size() && !startsWith(paths[path], lead))
            ++path;
        if (path == paths.size())
            paths.push_back(lead);
        pathOf[i] = path;
    }
    if (paths.empty())
        paths.emplace_back();
}

std::int64_t LabelPlan::longestPath() const {
    std::size_t most = 0;
    for (const std::vector<TokenId> &path : paths)
        most = std::max(most, path.size());
    return std::int64_t(most);
}

}  // namespace warbler
