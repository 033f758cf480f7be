// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/base/error.h"

namespace warbler {

// An exported file holds other bytes or rows than were written: a disk may take bytes and give back others.
[[noreturn]] inline void throwNotReadBack(const std::string &path) {
    throw Error(ErrorCode::IoError, path + " does not read back as it was written",
                "Check the disk, then export again to another place.");
}

}  // namespace warbler
