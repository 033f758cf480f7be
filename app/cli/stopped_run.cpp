// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/stopped_run.h"

#include <ostream>

namespace warbler::cli {

int printStopped(Context &context, const Progressed &progressed, const std::string &sentence) {
    constexpr int kTryAgain = 75;
    if (context.isJson)
        context.print({{"state", "stopped"}, {progressed.name, progressed.count}, {"reason", sentence}});
    context.err << sentence << std::endl;
    return kTryAgain;
}

}  // namespace warbler::cli
