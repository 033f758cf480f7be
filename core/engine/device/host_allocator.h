// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace warbler {

// Makes torch keep the memory of freed tensors on the processor for the next tensor of their size. Without it glibc
// gives every tensor of some megabytes back to the system and gets new pages at the next operation, which often takes
// longer than the operation. Call it before the first tensor; later calls do nothing. Thread-safe.
void installHostCache();
void emptyHostCache();  // gives the kept memory back to the system

}  // namespace warbler
