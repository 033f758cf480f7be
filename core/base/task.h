// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace warbler {

// What a model is asked for. CausalLm: a category, by predicting its label word. SeqCls: a category, by a head with one
// output for each. Regression: a number, by a head of one output. Where only the labels matter, Regression stands for
// numbers and both others for categories.
enum class Task { CausalLm, SeqCls, Regression };

// A head on pooled states, not the model's own words, gives the answer.
constexpr bool hasHead(Task task) { return task != Task::CausalLm; }

}  // namespace warbler
