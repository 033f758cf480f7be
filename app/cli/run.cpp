// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run.h"

#include <filesystem>
#include <new>
#include <ostream>

#include "app/cli/doctor_command.h"
#include "app/cli/evaluate_command.h"
#include "app/cli/export_command.h"
#include "app/cli/import_command.h"
#include "app/cli/info_command.h"
#include "app/cli/label_command.h"
#include "app/cli/merge_command.h"
#include "app/cli/metrics_command.h"
#include "app/cli/models_command.h"
#include "app/cli/predict_command.h"
#include "app/cli/rejected_command.h"
#include "app/cli/score_command.h"
#include "app/cli/tokenize_command.h"
#include "app/cli/tune_command.h"
#include "core/base/file_error.h"
#include "core/base/utf8.h"
#include "core/learn/nearest_name.h"

namespace warbler::cli {

namespace {

int report(const Context &context, const Error &problem) {
    try {
        if (context.isJson) {
            context.print(
                {{"error",
                  {{"code", errorName(problem.code())}, {"message", problem.detail()}, {"hint", problem.hint()}}}});
            context.out.flush();
            return exitCode(problem.code());
        }
    } catch (...) {  // standard output is what is broken: standard error says so
    }
    context.err << "warbler-cli: " << problem.detail() << (problem.hint().empty() ? "" : "\n" + problem.hint())
                << std::endl;
    return exitCode(problem.code());
}

// What every text but a path has to be, since it goes into JSON and is compared with texts that are.
void refuseOtherEncodings(const CLI::App &app) {
    for (const CLI::Option *option : app.get_options()) {
        const std::string name = option->get_name();
        const bool isPath = option->get_positional() || name == "-o" || name == "--adapter" || name == "--model" ||
                            name == "--adapter-out" || name == "--checkpoint-dir" || name == "--space";
        for (const std::string &text : option->results())
            if (!isPath && !isValidUtf8(text))
                throw Error(ErrorCode::Usage, name + " " + withoutBadUtf8(text) + ": this text is not UTF-8",
                            "Type it in a terminal that is set to UTF-8, or save the script as UTF-8.");
    }
    for (const CLI::App *sub : app.get_subcommands())
        refuseOtherEncodings(*sub);
}

// The command in args, wherever the options for all commands stand; else the first word.
std::string commandIn(const CLI::App &app, const std::vector<std::string> &args) {
    for (const std::string &arg : args)
        for (const CLI::App *sub : app.get_subcommands([](const CLI::App *) { return true; }))
            if (sub->get_name() == arg)
                return arg;
    return args.empty() ? std::string() : args.front();
}

// The long options and commands a user may have meant.
std::vector<std::string> namesOf(const CLI::App &app) {
    std::vector<std::string> names;
    for (const CLI::Option *option : app.get_options())
        for (const std::string &name : option->get_lnames())
            names.push_back("--" + name);
    for (const CLI::App *sub : app.get_subcommands([](const CLI::App *) { return true; }))
        names.push_back(sub->get_name());
    return names;
}

std::string suggestion(const CLI::App &app, const std::vector<std::string> &args) {
    const CLI::App *current = &app;
    for (const std::string &arg : args) {
        const CLI::App *sub = nullptr;
        for (const CLI::App *one : current->get_subcommands([](const CLI::App *) { return true; }))
            if (one->get_name() == arg)
                sub = one;
        if (sub != nullptr) {
            current = sub;
            continue;
        }
        const std::vector<std::string> names = namesOf(*current);
        const std::string given = arg.substr(0, arg.find('='));
        bool isKnown = given.empty() || given[0] != '-';
        if (current == &app)
            isKnown = false;
        for (const std::string &name : names)
            isKnown = isKnown || name == given;
        if (isKnown || given == "-o" || given == "-q" || given == "-v" || given == "-h")
            continue;
        const std::string nearest = nearestName(given, names);
        if (!nearest.empty())
            return "Did you mean " + nearest + "?";
    }
    return "See warbler-cli --help.";
}

int outcome(Context &context, const CLI::App &app) {
    try {
        refuseOtherEncodings(app);
        const int code = context.action ? context.action() : exitCode(ErrorCode::Internal);
        context.out.flush();
        if (!context.out)
            throw Error(ErrorCode::IoError, "standard output could not be written",
                        "Check the disk or the program behind the pipe.");
        return code;
    } catch (const Error &problem) {
        return report(context, problem);
    } catch (const Cancelled &) {
        context.err << "Stopped." << std::endl;
        return context.lastSignal() > 0 ? 128 + context.lastSignal() : 75;
    } catch (const std::bad_alloc &) {
        return report(context, Error(ErrorCode::OutOfMemory, "the memory did not suffice",
                                     "Close other programs, or use a smaller model or batch."));
    } catch (const std::filesystem::filesystem_error &problem) {
        return report(context, errorOf(problem));
    } catch (const std::exception &problem) {
        return report(context, Error(ErrorCode::Internal, std::string("internal error: ") + problem.what(),
                                     "Please report it, with the command you gave."));
    }
}

}  // namespace

int run(const std::vector<std::string> &args, std::ostream &out, std::ostream &err) {
    Context context(out, err);
    CLI::App app("Warbler: label tweets, tune a prompt, classify a corpus", "warbler-cli");
    app.set_version_flag("--version", "warbler-cli " WARBLER_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    app.add_flag("--json", context.isJson, "One JSON document on standard output");
    app.add_flag("-q,--quiet", context.isQuiet, "No progress");
    app.add_option("--threads", context.threads, "Processor threads (default: physical cores)")
        ->check(CLI::Range(1, 1024));
    for (const auto add : {addImport, addInfo, addLabel, addExport, addRejected, addTune, addEvaluate, addPredict,
                           addMerge, addScore, addTokenize, addMetrics, addModels, addDoctor})
        add(app, context);
    for (const std::string &arg : args)
        context.isJson = context.isJson || arg == "--json";
    context.command = commandIn(app, args);
    try {
        std::vector<std::string> reversed(args.rbegin(), args.rend());
        app.parse(reversed);
    } catch (const CLI::CallForHelp &) {
        const std::vector<CLI::App *> chosen = app.get_subcommands();
        out << (chosen.empty() ? app : *chosen.front()).help() << std::flush;
        return 0;
    } catch (const CLI::CallForVersion &) {
        out << "warbler-cli " WARBLER_VERSION "\n" << std::flush;
        return 0;
    } catch (const CLI::ParseError &problem) {
        return report(context, Error(ErrorCode::Usage, withoutBadUtf8(problem.what()), suggestion(app, args)));
    }
    return outcome(context, app);
}

}  // namespace warbler::cli
