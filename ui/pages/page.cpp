// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/page.h"

#include "ui/support/error_text.h"

namespace warbler::ui {

Notice caughtNotice(const QString &cause) { return {Notice::Kind::Problem, caughtSentence(), {}, {}, cause}; }

}  // namespace warbler::ui
