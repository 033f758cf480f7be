// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What takes half of the time to compile a plot. Each source still names what it uses.
#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include <QWidget>

#include <qcustomplot.h>
