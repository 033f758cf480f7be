// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "app/cli/context.h"
#include "core/corpus/project.h"

namespace warbler::cli {

// The project for reading; what the user has to know of its state goes to err. Throws as Project::open.
std::shared_ptr<Project> openToRead(Context &context, const std::string &path);

// The project for writing; that it was recovered after a crash goes to err. Throws as Project::open.
std::shared_ptr<Project> openToWrite(Context &context, const std::string &path);

// Closes it. `stored` ("3 labels are stored") leads the error where closing fails, since that much is true all the
// same; that a log has to stay beside the project goes to err.
void closeStored(Context &context, Project &project, const std::string &stored);

}  // namespace warbler::cli
