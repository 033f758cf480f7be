// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What takes half of the time to compile a command. Each source still names what it uses.
#include "core/precompiled.h"

#include <CLI/CLI.hpp>
