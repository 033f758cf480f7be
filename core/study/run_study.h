// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/run_repository.h"
#include "core/learn/run_record.h"
#include "core/study/study.h"

namespace warbler {

// The study a run learned from, rebuilt from the run's own items: labels as they were then.
Study studyOfRun(Project &project, const Run &run);
// What a run's recordJson keeps of its study: categories, positive, split, training order where it is not the row
// order.
RunRecord studyRecord(const Study &study);
std::vector<RunItem> itemsOf(const Study &study);
// configHash of the word model that is fitted once per set of labels and sides. dataHash: as Study::dataHash().
std::string wordModelHash(const std::string &dataHash);
// The finished word model on the tweets of a run; 0: there is none.
RunId wordModelBeside(Project &project, const Run &run);

}  // namespace warbler
