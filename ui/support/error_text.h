// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/base/error.h"
#include "core/jobs/job_event.h"

namespace warbler::ui {

// What went wrong, in the user's language; the detail below it (file, line, field) comes from core.
QString errorTitle(ErrorCode code);
// Title, detail and next step as one line of text for a notice.
QString errorSentence(const Error &error);
QString errorSentence(const Failed &failure);
// Of whatever is being caught, also what no one foresaw; only inside a catch.
QString caughtSentence();

}  // namespace warbler::ui
