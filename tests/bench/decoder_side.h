// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace warbler {

// The engine as a side of decoder_bench: answers on stdout what it is asked on stdin, as decoder_reference.py does.
//   prompt            the soft prompt that every command begins with
//   train B N         one epoch over the first N texts, B a step
//   naive N           one step in mode naive: padded to 512, prompt and logits for each text, one at a time
//   gradient B        loss and gradient of the prompt over the first B texts; gradient_naive B: the same in mode naive
//   classify B N      the first N texts, B a call
int serveDecoder(const std::string &model, const std::string &job);

}  // namespace warbler
