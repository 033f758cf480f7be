// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace warbler::test {

// A file system that fails when it is told to: SQLite's own one, registered as the default with this in front.
struct Fault {
    enum class Operation { Write, Sync, Truncate };
    enum class Error { InputOutput, DiskFull };
    Operation operation = Operation::Write;
    Error error = Error::InputOutput;
    int countdown = 0;       // the n-th operation from now fails; 0: none
    bool isLasting = false;  // and all behind it
};

void installFaultVfs();  // once, before anything is opened
void arm(const Fault &fault);
void disarm();
bool hasFailed();  // since arm()
int fullSyncs();   // since the start

}  // namespace warbler::test
