// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/doctor_command.h"

#include <ostream>

#include "core/workflows/doctor.h"

namespace warbler::cli {

namespace {

const char *nameOf(Health health) {
    switch (health) {
    case Health::Ok:
        return "ok";
    case Health::Warning:
        return "warn";
    case Health::Fault:
        return "fail";
    }
    return "";
}

int execute(Context &context) {
    const std::vector<DoctorLine> lines = doctor();
    bool isWell = true;
    Json checks = Json::array();
    for (const DoctorLine &line : lines) {
        isWell = isWell && line.health != Health::Fault;
        checks.push_back(
            {{"name", line.name}, {"state", nameOf(line.health)}, {"message", line.sentence}, {"fix", line.fix}});
        if (!context.isJson)
            context.out << nameOf(line.health) << "  " << line.name << ": " << line.sentence
                        << (line.fix.empty() ? "" : "  -> " + line.fix) << "\n";
    }
    if (context.isJson)
        context.print({{"ok", isWell}, {"checks", checks}});
    return isWell ? 0 : 9;
}

}  // namespace

void addDoctor(CLI::App &app, Context &context) {
    CLI::App *command = app.add_subcommand("doctor", "What this machine has and lacks");
    command->callback([&context] { context.action = [&context] { return execute(context); }; });
}

}  // namespace warbler::cli
