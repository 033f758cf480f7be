// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/classify/side_report.h"
#include "core/classify/trained_model.h"
#include "core/corpus/run_repository.h"
#include "core/study/csv_study.h"

namespace warbler {

// Which labelled tweets a model is scored on. In a project Validation and Test are sides of a split, Unseen are
// labelled tweets outside it that the model was not trained on. A CSV has no split: Test and Unseen are its rows that
// the model was not trained on, and there is no Validation.
enum class EvaluationSide { Validation, Test, Unseen, All };
const char *sideWord(EvaluationSide side);               // "validation", "test", "unseen", "all"
EvaluationSide evaluationSide(const std::string &word);  // throws Error(Usage) naming the four

// Labelled rows in a model's categories (or with its numbers), and those among them that are scored.
struct EvaluationStudy {
    EvaluationSide side = EvaluationSide::Test;  // of the scored ones
    Study study;                                 // the model's training rows stand in trainOrder
    std::vector<std::int64_t> scored;            // indices into study.rows, in order
    std::int64_t leftOut = 0;                    // training rows that are not scored
    std::vector<const StudyRow *> rows() const;  // the scored ones
};

// The split is that of the run named, else of the run of this project that learnt from the same tweets, else the
// project's lasting one. side: empty means Test, or Unseen where no tweet of the project stands on the test side, since
// a project that never trained has no split and a model from elsewhere saw none of its tweets. numberColumn: of a model
// of numbers. Throws Error(TooFewLabels) where the side has no labelled tweet, Error(UnknownLabel) naming a tweet whose
// category the model does not know.
EvaluationStudy evaluationStudyOfProject(Project &project, const TrainedModel &model, std::optional<RunId> run,
                                         std::optional<EvaluationSide> side, const std::string &numberColumn);
// request: path, columns and dialect. side: empty means Test. Throws as above, and Error(Usage) for Validation.
EvaluationStudy evaluationStudyOfCsv(const CsvStudyRequest &request, const TrainedModel &model,
                                     std::optional<EvaluationSide> side);

// Judges the scored rows. A ready model knows no training rows, so where all labelled rows are scored its baselines are
// made by folds. engine: as for OpenClassifier. Throws Cancelled after a stop. On the device thread.
SideReport evaluateModel(const TrainedModel &model, Engine *engine, const EvaluationStudy &scored,
                         const std::stop_token &stop);

}  // namespace warbler
