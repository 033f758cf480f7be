// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFileInfo>

namespace warbler::test {

// What QTemporaryDir takes: a folder in memory where there is one, for tests that write to disk thousands of times.
inline QString memoryFolder() {
    const QString memory = QStringLiteral("/dev/shm");
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + QStringLiteral("/warbler-test-XXXXXX");
}

}  // namespace warbler::test
