// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/tuning_result.h"

#include "core/base/error.h"

namespace warbler {

const char *runStateName(RunState state) {
    switch (state) {
    case RunState::Running:
        return "running";
    case RunState::Finished:
        return "finished";
    case RunState::Stopped:
        return "stopped";
    case RunState::Interrupted:
        return "interrupted";
    case RunState::Failed:
        return "failed";
    }
    return "failed";
}

RunState runStateFromName(const std::string &name) {
    for (RunState state :
         {RunState::Running, RunState::Finished, RunState::Stopped, RunState::Interrupted, RunState::Failed})
        if (name == runStateName(state))
            return state;
    throw Error(ErrorCode::BadData, "\"" + name + "\" is no state of a run",
                "The project file may be damaged; go on with an older copy of it.");
}

}  // namespace warbler
