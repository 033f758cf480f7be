// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/project_access.h"

#include <ostream>

namespace warbler::cli {

std::shared_ptr<Project> openToRead(Context &context, const std::string &path) {
    std::shared_ptr<Project> project = Project::open(path, OpenMode::ReadOnly);
    if (!project->warning().empty())
        context.err << "attention: " << project->warning() << std::endl;
    return project;
}

std::shared_ptr<Project> openToWrite(Context &context, const std::string &path) {
    std::shared_ptr<Project> project = Project::open(path);
    if (!project->recoveryNote().empty() && !context.isQuiet)
        context.err << project->recoveryNote() << std::endl;
    return project;
}

void closeStored(Context &context, Project &project, const std::string &stored) {
    std::string note;
    try {
        note = project.close();
    } catch (const Error &problem) {
        throw Error(problem.code(), stored + "; closing the project failed: " + problem.detail(),
                    "Nothing stored is lost: the next opening heals the project.");
    }
    if (!note.empty())
        context.err << "attention: " << note << std::endl;
}

}  // namespace warbler::cli
