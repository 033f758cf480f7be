// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What most tests of the window begin with and what takes half of their time to compile. Each still names what it uses.
#include "ui/precompiled.h"

#include <QTest>
