// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

#include "core/learn/engine.h"
#include "core/study/study.h"
#include "core/tuning/tune_report.h"
#include "core/tuning/tune_request.h"

namespace warbler {

// Trains, evaluates with best, computes the baselines, writes the adapter. Where it and the checkpoints go is tried
// before; the checkpoint goes when everything is on disk. A stop keeps best and last; what was trained is evaluated on
// validation and test as well. study must outlive the report (JudgedRow points into it). On the device thread.
TuneReport tune(Engine &engine, const TuneRequest &request, const Study &study, std::stop_token stop,
                const ReportEvent &report);
// The two halves of tune(): what is trained, evaluated and stored nowhere but in its checkpoint; then the adapter is
// written and the checkpoint, not needed any more, goes.
TuneReport trainAndJudge(Engine &engine, const TuneRequest &request, const Study &study, const std::stop_token &stop,
                         const ReportEvent &report);
void saveTrained(const TuneRequest &request, const TuneReport &report);
// Fails as writing the request's adapter and checkpoints would. Touches nothing that is there.
void tryOutputs(const TuneRequest &request, const Study &study);

}  // namespace warbler
