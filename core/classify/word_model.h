// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/metrics/logistic_regression.h"
#include "core/study/study.h"
#include "core/text/tfidf.h"

namespace warbler {

// TF-IDF and balanced logistic regression: the baseline beside every score, and a run like any other.
class WordModel {
public:
    static WordModel fit(const Study &study,
                         ClassBalance balance);  // on its training rows; Error(TooFewLabels) if no word occurs
    std::vector<float> logProbabilities(std::string_view text) const;  // [categories]
    std::string toBytes() const;                                       // JSON
    static WordModel fromBytes(const std::string &bytes);              // Error(BadAdapter)
    std::int64_t words() const { return static_cast<std::int64_t>(m_vectorizer.words().size()); }

private:
    TfidfVectorizer m_vectorizer;
    LogisticRegression m_regression;
};

}  // namespace warbler
