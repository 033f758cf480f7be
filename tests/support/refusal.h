// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>

#include "core/base/error.h"

namespace warbler::test {

// The Error that work throws; a test whose work throws none fails with an uncaught exception.
template <typename Work>
Error refusalOf(Work work) {
    try {
        work();
    } catch (const Error &error) {
        return error;
    }
    throw std::logic_error("nothing was refused");
}

}  // namespace warbler::test
