// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/run_repository.h"
#include "tests/support/temp_project.h"

namespace warbler::test {

constexpr int kTweets = 240, kLabelled = 160;  // of openTrainPage()

void openTrainPage(TestWindow &window);  // until Start can be pressed
void trainToTheEnd(TestWindow &window);
// On the Train page, over tweets whose column "split" names their sides.
void trainAsTheColumnSays(TestWindow &window);
Run newestTuned(TestWindow &window);
// A project with a finished run, a word model and "Run 2", which was interrupted; its id.
RunId openInterruptedRun(TestWindow &window);

}  // namespace warbler::test
