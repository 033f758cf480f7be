// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace warbler {

// Keeps freed tensors of the processor for the next of their size. Without it glibc gives every tensor of some
// megabytes back to the system and faults its pages in again at the next operation, which costs more than many of the
// operations do. Call once, before the first tensor. Thread-safe.
void installHostCache();
void emptyHostCache();

}  // namespace warbler
